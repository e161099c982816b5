import { describeWithServers } from '#testing/stores.js';
import { personas } from '#testing/personas.js';
import { Applying, form } from '../testing/applying.js';
import { firstQuestions, questionOf } from '../testing/question-sets.js';
import type { Question } from './domain/question-set.state.js';
import type { QuestionSetView } from './question-set.view.js';

type Publication = QuestionSetView & {
  readonly publication: {
    readonly n: number;
    readonly dryRun: boolean;
    readonly added: readonly string[];
    readonly drafts?: { readonly open: number; readonly lacking: number };
  };
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
};

interface Report {
  readonly complete: boolean;
  readonly questionSet: { readonly n: number };
  readonly points: readonly {
    readonly weight: string;
    readonly code: string;
    readonly text: { readonly ko: string };
  }[];
}

const SETS = '/v1/question-sets';
const SAAS = `${SETS}/CONVERGENCE.SAAS`;

describeWithServers('The questions of the form', () => {
  let story: Applying;

  beforeEach(async () => {
    story = await Applying.start();
    await story.registerSupplier();
  });
  afterEach(() => story.stop());

  const second: readonly Question[] = [
    ...firstQuestions,
    questionOf('DATA_COUNTRY', { label: { ko: '데이터 소재국', en: 'Country of the data' } }),
  ];
  const publication = (change: object = {}) => ({
    kind: 'CONVERGENCE',
    subtype: 'SAAS',
    replaces: 1,
    effectiveFrom: '2025-09-01',
    questions: second,
    reason: '고시 개정',
    ...change,
  });
  const publish = async (change: object = {}, key?: string) => {
    const answer = await story.officer.post(SETS, publication(change), key === undefined ? {} : { key });
    return { ...answer, view: answer.view as unknown as Publication };
  };
  const setOf = async () => (await story.client.as().get(SAAS)).view as unknown as Publication;
  const statuses = async () => (await setOf()).versions.map(({ n, status }) => `${n} ${status}`);
  const withdraw = (n: number, ifMatch: number) =>
    story.officer.post(`${SAAS}/versions/${n}/withdrawal`, { reason: '오류' }, { ifMatch });
  const reportOf = async (id: string) =>
    (await story.supplier.get(`/v1/applications/${id}/completeness`)).view as unknown as Report;
  const submit = async (id: string) => {
    const { version } = await story.read(id);
    return story.supplier.post(`/v1/applications/${id}/submission`, { attested: true }, { ifMatch: version });
  };
  const revise = async (id: string, answers: readonly object[], questionSetN?: number) => {
    const { version } = await story.read(id);
    const whole = form();
    const body = {
      ...whole,
      service: { ...whole.service, specification: answers },
      ...(questionSetN !== undefined && { questionSetN }),
    };
    return story.supplier.put(`/v1/applications/${id}`, body, { ifMatch: version });
  };

  it('§2.4: come with the service, and are open to all', async () => {
    expect(await statuses()).toEqual(['1 IN_FORCE']);
    const { items } = (await story.client.as().get(`${SETS}?kind=CONVERGENCE`)).view as unknown as {
      items: readonly { readonly id: string }[];
    };
    expect(items.map(({ id }) => id)).toEqual(
      ['', '.HYBRID', '.IAAS', '.PAAS', '.SAAS'].map((subtype) => `CONVERGENCE${subtype}`),
    );
    expect((await story.client.as().get(`${SETS}/CONVERGENCE.NONE`)).outcome).toBe('404 NOT_FOUND');
    expect((await story.client.as(personas.auditor).get(`${SAAS}/history`)).view.items).toEqual([]);
  });

  it('are published after a dry run that wrote nothing', async () => {
    await story.completeDraft('첫째');
    await story.completeDraft('둘째');
    const paas = form('셋째');
    await story.supplier.post('/v1/applications', { ...paas, service: { ...paas.service, subtype: 'PAAS' } });
    const dry = await publish({ dryRun: true });
    expect([dry.outcome, dry.view.publication]).toEqual([
      '200',
      {
        n: 2,
        dryRun: true,
        added: ['DATA_COUNTRY'],
        removed: [],
        changed: [],
        drafts: { open: 2, lacking: 2 },
      },
    ]);
    expect(await statuses()).toEqual(['1 IN_FORCE']);
    const ofKind = await publish({ subtype: undefined, dryRun: true });
    expect(ofKind.view.publication.drafts).toEqual({ open: 0, lacking: 0 });
    const published = await publish({}, 'publish-once');
    expect(published.view.publication).toEqual({
      n: 2,
      dryRun: false,
      added: ['DATA_COUNTRY'],
      removed: [],
      changed: [],
    });
    expect(await statuses()).toEqual(['1 IN_FORCE', '2 COMING']);
    expect((await publish({}, 'publish-once')).view).toEqual(published.view);
    expect((await publish()).outcome).toBe('409 QUESTION_SET_CHANGED');
    const { items } = (await story.client.as(personas.auditor).get(`${SAAS}/history`)).view;
    expect(items).toMatchObject([{ type: 'QuestionSetPublished', reason: '고시 개정' }]);
    await story.client.clock('2025-09-01 09:00');
    expect(await statuses()).toEqual(['1 REPLACED', '2 IN_FORCE']);
  });

  it('are not published when they do not hold together, and nothing is written', async () => {
    const twice = await publish({ questions: [questionOf('A'), questionOf('A')] });
    expect([twice.outcome, twice.view.errors]).toMatchObject([
      '422 QUESTION_SET_INVALID',
      [{ pointer: '/questions/1/code' }],
    ]);
    expect((await publish({ effectiveFrom: '2025-08-03' })).outcome).toBe('422 QUESTION_SET_TOO_EARLY');
    expect((await publish({ questions: firstQuestions })).outcome).toBe('422 NOTHING_CHANGED');
    expect((await publish({ questions: [{ ...questionOf('A'), type: 'NONE' }] })).outcome).toBe('422 REQUEST_INVALID');
    expect((await publish({ replaces: undefined })).outcome).toBe('422 REQUEST_INVALID');
    expect(await statuses()).toEqual(['1 IN_FORCE']);
    expect((await story.supplier.post(SETS, publication())).outcome).toBe('403 FORBIDDEN');
  });

  it('of two officers who publish at once: one wins, the other is told', async () => {
    const outcomes = await Promise.all([
      publish(),
      story.client.as(personas.otherOfficer).post(SETS, publication({ questions: [questionOf('OTHER')] })),
    ]);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['200', '409 QUESTION_SET_CHANGED']);
    expect((await setOf()).versions).toHaveLength(2);
  });

  it('are told question by question when a submission lacks answers, and nothing is written', async () => {
    const { id } = await story.completeDraft();
    expect(await reportOf(id)).toMatchObject({ complete: true, questionSet: { n: 1 } });
    expect((await publish()).outcome).toBe('200');
    await story.client.clock('2025-09-01 09:00');
    const report = await reportOf(id);
    expect(report).toMatchObject({ complete: false, questionSet: { n: 2 } });
    const lacking = report.points.filter(({ weight }) => weight === 'BLOCKS');
    expect(lacking).toMatchObject([
      { code: 'QUESTION_UNANSWERED', question: 'DATA_COUNTRY', text: { ko: '데이터 소재국: 답이 없다' } },
    ]);
    const before = await story.read(id);
    const refused = await submit(id);
    expect([refused.outcome, refused.view.errors]).toMatchObject([
      '422 QUESTION_UNANSWERED',
      [{ detail: expect.stringContaining('데이터 소재국(DATA_COUNTRY)') as string }],
    ]);
    expect(await story.read(id)).toEqual(before);
    const country = { code: 'DATA_COUNTRY', answer: '대한민국' };
    expect((await revise(id, [country])).outcome).toBe('422 QUESTION_UNKNOWN');
    expect((await revise(id, [country], 3)).outcome).toBe('422 QUESTION_SET_NOT_IN_FORCE');
    expect((await revise(id, [country], 2)).view.questionSet).toEqual({ questionSetId: 'CONVERGENCE.SAAS', n: 2 });
    expect(await reportOf(id)).toMatchObject({ complete: true });
    expect((await submit(id)).view).toMatchObject({ status: 'SUBMITTED', questionSet: { n: 2 } });
    const labelled = (await story.officer.get(`/v1/applications/${id}/answers`)).view as unknown as {
      readonly answers: readonly { readonly question: { readonly label: object }; readonly answer?: string }[];
    };
    expect(labelled.answers).toHaveLength(second.length);
    expect(labelled.answers.filter(({ answer }) => answer !== undefined)).toMatchObject([
      { question: { label: { ko: '데이터 소재국' } }, answer: '대한민국' },
    ]);
    // Of what was submitted, the report is for those who read the papers.
    const read = await story.officer.get(`/v1/applications/${id}/completeness`);
    expect(read.view).toMatchObject({ status: 'SUBMITTED', complete: true, points: [] });
    expect((await story.client.as(personas.competitor).get(`/v1/applications/${id}/completeness`)).status).toBe(404);
  });

  it('are withdrawn while drafts use them: the drafts stay readable, the version before is asked again', async () => {
    expect((await publish({ effectiveFrom: '2025-08-04' })).outcome).toBe('200');
    const whole = form();
    const answers = [...whole.service.specification, { code: 'DATA_COUNTRY', answer: '대한민국' }];
    const { id } = await story.completeDraft(undefined, { service: { ...whole.service, specification: answers } });
    expect(await story.read(id)).toMatchObject({ questionSet: { n: 2 } });
    const { version } = await setOf();
    expect((await withdraw(1, version)).outcome).toBe('409 QUESTION_SET_FIRST');
    expect((await withdraw(3, version)).outcome).toBe('404 NOT_FOUND');
    expect((await withdraw(2, version)).outcome).toBe('200');
    expect((await withdraw(2, version)).outcome).toBe('412 VERSION_STALE');
    expect((await withdraw(2, version + 1)).outcome).toBe('409 QUESTION_SET_WITHDRAWN');
    expect(await statuses()).toEqual(['1 IN_FORCE', '2 WITHDRAWN']);
    expect((await setOf()).versions[1]?.questions).toHaveLength(second.length);
    expect(await story.read(id)).toMatchObject({ questionSet: { n: 2 }, service: { specification: answers } });
    expect((await submit(id)).outcome).toBe('422 QUESTION_UNKNOWN');
    expect((await revise(id, answers)).outcome).toBe('200');
    expect((await revise(id, whole.service.specification, 1)).outcome).toBe('200');
    expect((await submit(id)).view).toMatchObject({ status: 'SUBMITTED', questionSet: { n: 1 } });
  });

  it('R-17: a copy of an application with an older version is told what the newer one asks', async () => {
    const submitted = await story.submit(await story.completeDraft());
    const path = `/v1/applications/${submitted.id}`;
    await story.supplier.post(`${path}/withdrawal`, { reason: '사정' }, { ifMatch: submitted.version });
    expect((await publish({ effectiveFrom: '2025-08-04' })).outcome).toBe('200');
    const copy = (await story.supplier.post(`${path}/copy`)).view;
    expect(copy).toMatchObject({ status: 'DRAFT', questionSet: { n: 1 } });
    expect((await submit(copy.id)).outcome).toBe('422 QUESTION_UNANSWERED');
    await revise(copy.id, [{ code: 'DATA_COUNTRY', answer: '대한민국' }], 2);
    expect((await submit(copy.id)).outcome).toBe('200');
  });

  it('R-14: a supplement is held to the version of its application', async () => {
    const inCheck = await story.inCheck();
    expect((await publish({ effectiveFrom: '2025-08-04' })).outcome).toBe('200');
    const path = `/v1/applications/${inCheck.id}`;
    const items = [{ subject: '/service/specification', reason: '더 적는다.' }];
    const { version } = (await story.officer.post(`${path}/supplements`, { items }, { ifMatch: inCheck.version })).view;
    const answer = (specification: readonly object[]) => {
      const { service } = form();
      return story.supplier.post(
        `${path}/supplements/1/answer`,
        { answers: [], form: { service: { ...service, specification } } },
        { ifMatch: version },
      );
    };
    expect((await answer([{ code: 'DATA_COUNTRY', answer: '대한민국' }])).outcome).toBe('422 FORM_INVALID');
    expect((await answer([{ code: 'API', answer: 'REST' }])).view).toMatchObject({
      status: 'CHECKING',
      questionSet: { n: 1 },
    });
  });
});
