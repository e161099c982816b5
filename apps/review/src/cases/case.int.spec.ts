import { ApplicationAccepted } from '#common/events/definitions/application-accepted.js';
import type { Person } from '#common/kernel/actor.js';
import { examinerOf, memberOf, personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { EXAMINERS, findings, ReviewStory, type KnownCase } from '../testing/review-story.js';
import type { CaseView } from './case.view.js';

const examinerIds = EXAMINERS.map(({ sub }) => sub);
const [first, second, third] = [1, 2, 3].map(examinerOf) as [Person, Person, Person];

describeWithServers('A case', () => {
  let story: ReviewStory;
  const caseOf = async ({ path }: KnownCase) => (await story.as<CaseView>(personas.secretary).get(path)).view;

  beforeAll(async () => {
    story = await ReviewStory.start();
    await story.clock('2025-08-12 10:00');
  }, 120_000);

  afterAll(async () => {
    await story?.stop();
  }, 60_000);

  it('is opened once for an accepted application, however often that is delivered', async () => {
    const known: KnownCase[] = [];
    for (let n = 0; n < 5; n++) known.push(await story.openCase());
    const [one] = known as [KnownCase];
    const { applicationId } = one;
    await story.under.emit(ApplicationAccepted, applicationId, { ...ApplicationAccepted.sample, applicationId });
    await eventually(async () => {
      const { items } = (await story.as<{ items: CaseView[] }>(personas.secretary).get('/v1/cases')).view;
      expect(items.filter(({ id }) => known.some(({ caseId }) => caseId === id))).toHaveLength(known.length);
    });
    expect(await caseOf(one)).toMatchObject({
      status: 'OPENED',
      deadlines: [{ key: 'EXAMINER_ASSIGNMENT', overdue: false }],
    });
    expect(await story.publishedBy(one)).toEqual(['ReviewCaseOpened']);
  });

  it('is unknown to those without access', async () => {
    const { path } = await story.openCase();
    for (const person of [memberOf(2), examinerOf(9)]) {
      expect((await story.as(person).get(path)).outcome).toMatch(/^404/);
    }
    expect((await story.as(personas.supplier).get(path)).outcome).toMatch(/^403/);
    expect((await story.as(memberOf(2)).get('/v1/cases')).view).toMatchObject({ items: [] });
  });

  it('is assigned to examiners who declared themselves clear', async () => {
    const known = await story.openCase();
    const { path } = known;
    const secretary = story.as(personas.secretary);
    expect((await secretary.move(path, '/examiners', { examinerIds })).outcome).toBe('422 EXAMINER_NOT_CLEARED');
    expect((await secretary.post(`${path}/examiners`, { examinerIds })).outcome).toMatch(/^428/);
    await story.invite(known, ...EXAMINERS, examinerOf(4));
    const other = await story.as(first).put(`${path}/declarations/${second.sub}`, { ground: 'NONE' });
    expect(other.outcome).toBe('403 FORBIDDEN');
    const fourth = examinerOf(4);
    const conflict = await story.as<CaseView>(fourth).put(`${path}/declarations/${fourth.sub}`, { ground: 'C' });
    expect(conflict.view).toMatchObject({ declarations: [{ examinerId: fourth.sub, ground: 'C' }], examinations: [] });
    expect(conflict.view).not.toHaveProperty('papers');
    expect((await story.submit(known, fourth)).outcome).toMatch(/^403/);
    await story.assignExaminers(known);
    expect(await story.publishedBy(known)).toEqual(['ReviewCaseOpened', 'CaseAccessGranted']);
    const granted = (await story.historyOf('cases', known.caseId)).filter(({ type }) => type === 'CaseAccessGranted');
    expect(granted.map(({ data }) => data)).toMatchObject([{ people: examinerIds, as: 'EXAMINER' }]);
  });

  it('is examined criterion by criterion; a text is its author’s until all are done', async () => {
    const known = await story.assignedCase();
    const incomplete = await story.submit(known, first, { findings: findings.slice(1) });
    expect(incomplete.outcome).toBe('422 CRITERION_MISSING');
    const own = (await story.submit<CaseView>(known, first)).view;
    expect(own.examinations).toHaveLength(1);
    expect(own.papers?.service.name).toBe(ApplicationAccepted.sample.service.name);
    expect(own).not.toHaveProperty('examiners');
    expect((await caseOf(known)).examinations).toEqual([]);
    expect((await story.as<CaseView>(second).get(known.path)).view.examinations).toEqual([]);
    await Promise.all([story.submit(known, second), story.submit(known, third)]);
    const done = await caseOf(known);
    expect(done).toMatchObject({ status: 'EXPERT_DONE', examiners: examinerIds });
    expect(done.examinations.map(({ examinerId }) => examinerId).sort()).toEqual(examinerIds);
    expect(await story.publishedBy(known)).toContain('ExpertExaminationCompleted');
    expect((await story.submit(known, first)).outcome).toBe('409 EXAMINATION_CLOSED');
  });

  it('S14: is known to the examiners whom the secretary asked, and to no other', async () => {
    const known = await story.openCase();
    const { path } = known;
    await story.invite(known, first);
    for (const [examiner, read, declared] of [
      [first, '200', '200'],
      [second, '404 NOT_FOUND', '404 NOT_FOUND'],
    ] as const) {
      const caller = story.as<{ items: CaseView[] }>(examiner);
      expect((await caller.get(path)).outcome).toBe(read);
      const declaring = `${path}/declarations/${examiner.sub}`;
      expect((await caller.put(declaring, { ground: 'NONE' })).outcome).toBe(declared);
      expect((await caller.get(path)).outcome).toBe(read);
      const listed = (await caller.get('/v1/cases?limit=200')).view.items.map(({ id }) => id);
      expect(listed.includes(known.caseId)).toBe(read === '200');
    }
    expect(await caseOf(known)).toMatchObject({ invited: [first.sub], declarations: [{ examinerId: first.sub }] });
    expect((await story.as(first).move(path, '/invitations', { examinerIds })).outcome).toBe('403 FORBIDDEN');
  });

  it('S9: is closed to an examiner of the applicant’s own house, and the secretary is warned', async () => {
    const org = ApplicationAccepted.sample.supplier.businessNumber;
    const linked = { ...first, org };
    const known = await story.openCase();
    const { path } = known;
    await story.invite(known, ...EXAMINERS);
    const declaring = `${path}/declarations/${first.sub}`;
    expect((await story.as(linked).put(declaring, { ground: 'NONE' })).outcome).toBe('403 MEMBER_EXCLUDED');
    expect(await caseOf(known)).toMatchObject({ declarations: [], links: [{ person: first.sub }] });
    // A token without the organisation gets the papers; one that names it neither reads nor examines.
    await story.assignExaminers(known);
    expect((await story.as<CaseView>(first).get(path)).view).toHaveProperty('papers');
    expect((await story.as<CaseView>(linked).get(path)).view).not.toHaveProperty('papers');
    expect((await story.submit(known, linked)).outcome).toBe('403 MEMBER_EXCLUDED');
    expect((await story.as(linked).put(declaring, { ground: 'A' })).outcome).toBe('200');
    const warned = await caseOf(known);
    expect([warned.links?.length, warned.examiners]).toEqual([1, [second.sub, third.sub]]);
    expect((await story.as<CaseView>(second).get(path)).view).not.toHaveProperty('links');
  });

  it('is found by its applicant, the session it is before and its decision', async () => {
    const supplier = { ...ApplicationAccepted.sample.supplier, businessNumber: '2208162517' };
    const known = await story.openCase({ supplier });
    const found = async (query: string) => {
      const { view } = await story.as<{ items: CaseView[] }>(personas.secretary).get(`/v1/cases?${query}`);
      return view.items.map(({ id }) => id);
    };
    expect(await found('supplier=2208162517')).toEqual([known.caseId]);
    expect(await found('supplier=2208162517&outcome=SELECTED')).toEqual([]);
    expect(await found('supplier=2208162517&sessionNo=1')).toEqual([]);
    const wrong = await story.as(personas.secretary).get('/v1/cases?supplier=1&sessionNo=x&outcome=MAYBE');
    expect(wrong.outcome).toBe('422 REQUEST_INVALID');
  });

  it('leaves no event behind and every history whole', async () => {
    expect(await story.leftBehind()).toEqual({ deadLetters: 0, broken: [] });
  });
});
