import { ApplicationAccepted } from '#common/events/definitions/application-accepted.js';
import { ApplicationWithdrawn } from '#common/events/definitions/application-withdrawn.js';
import { WithdrawalRequested } from '#common/events/definitions/withdrawal-requested.js';
import type { StoredEvent } from '#common/events/stored-event.js';
import { findBrokenLink } from '#common/aggregates/history-chain/hash-chain.js';
import type { Role } from '#common/kernel/actor.js';
import { newId } from '#common/kernel/ids.js';
import { client, type Reply, type ServiceUnderTest } from '#testing/service.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import type { CaseView } from './cases/case.view.js';
import { caseIdOf } from './cases/domain/opening.js';
import { CRITERIA } from './cases/domain/case.state.js';
import type { CommitteeView } from './committee/committee.view.js';
import type { SessionView } from './sessions/session.view.js';
import { ReviewStory } from './testing/review-story.js';

const members = Array.from({ length: 20 }, (_, n) => (n === 0 ? 'chair' : `member-${n}`));
const examiners = ['examiner-1', 'examiner-2', 'examiner-3'];
const applications = Array.from({ length: 5 }, () => newId());
const cases = applications.map(caseIdOf);

/** Refusals in one word: `409 QUORUM_NOT_MET`. */
const refusal = ({ status, body }: Reply): string => `${status} ${(body as { code?: string }).code ?? ''}`.trim();

describeWithServers('the review service', () => {
  let under: ServiceUnderTest;
  const clients = new Map<string, ReturnType<typeof client>>();

  const as = (sub: string, ...roles: readonly Role[]) => {
    const key = `${sub}/${roles.join()}`;
    const known = clients.get(key) ?? client(under.service.url, { sub, org: 'org', roles });
    clients.set(key, known);
    return known;
  };
  const secretary = (...call: Parameters<ReturnType<typeof client>>) => as('secretary', 'SECRETARY')(...call);
  const ministry = (...call: Parameters<ReturnType<typeof client>>) => as('ministry', 'MINISTRY')(...call);
  const chair = (...call: Parameters<ReturnType<typeof client>>) => as('chair', 'CHAIR', 'MEMBER')(...call);
  const auditor = (...call: Parameters<ReturnType<typeof client>>) => as('auditor', 'AUDITOR')(...call);
  const member = (n: number) => (n === 0 ? chair : as(`member-${n}`, 'MEMBER'));
  const examiner = (sub: string) => as(sub, 'EXAMINER');
  const supplier = (...call: Parameters<ReturnType<typeof client>>) => as('supplier', 'SUPPLIER')(...call);

  /** Moves the clock to a time in Seoul. */
  const at = async (text: string) => {
    const now = `${text.replace(' ', 'T')}:00+09:00`;
    expect(refusal(await as('admin', 'ADMIN')('POST', '/v1/clock', { now }))).toBe('200');
  };

  const sessionOf = async (no = 1, reader = secretary): Promise<SessionView> =>
    (await reader('GET', `/v1/sessions/${no}`)).body as SessionView;
  const caseOf = async (n: number): Promise<CaseView> =>
    (await secretary('GET', `/v1/cases/${cases[n]}`)).body as CaseView;
  const itemOf = async (item: number, reader = secretary, no = 1) => {
    const session = await sessionOf(no, reader);
    return session.agenda.find((candidate) => candidate.item === item);
  };

  /** A transition of the session with the ETag just read. */
  const act = async (who: typeof secretary, path: string, body?: unknown, { no = 1, method = 'POST' } = {}) => {
    const { version } = await sessionOf(no);
    return who(method, `/v1/sessions/${no}${path}`, body, { 'if-match': `"${version}"` });
  };

  const attend = (n: number, body: object = {}) => secretary('PUT', `/v1/sessions/1/attendance/${members[n]}`, body);
  const declare = (n: number, recusedOn?: number, no = 1) =>
    member(n)('PUT', `/v1/sessions/${no}/declarations/${members[n]}`, {
      items: [1, 2, 3, 4].map((item) => ({ item, ground: item === recusedOn ? 'B' : 'NONE' })),
    });
  const vote = (n: number, item: number, body: object) =>
    member(n)('PUT', `/v1/sessions/1/agenda/${item}/votes/${members[n]}`, body);

  const historyOf = async (collection: string, id: string): Promise<readonly StoredEvent[]> => {
    const found = await under.database.connection
      .collection<{ _id: string; history: StoredEvent[] }>(collection)
      .findOne({ _id: id });
    return found?.history ?? [];
  };
  const publishedBy = async (n: number) =>
    (await historyOf('cases', cases[n] ?? '')).filter((event) => event.topic !== undefined).map((event) => event.type);

  const accept = (n: number) => {
    const applicationId = applications[n] ?? '';
    return under.emit(ApplicationAccepted, applicationId, { ...ApplicationAccepted.sample, applicationId });
  };

  const examine = async (n: number) => {
    for (const sub of examiners) {
      expect(refusal(await examiner(sub)('PUT', `/v1/cases/${cases[n]}/declarations/${sub}`, { ground: 'NONE' }))).toBe(
        '200',
      );
    }
    const { version } = await caseOf(n);
    const assigned = await secretary(
      'POST',
      `/v1/cases/${cases[n]}/examiners`,
      { examinerIds: examiners },
      { 'if-match': `"${version}"` },
    );
    expect(refusal(assigned)).toBe('200');
  };
  const findings = CRITERIA.map((criterion) => ({ criterion, finding: 'MET' }));
  const submit = (n: number, sub: string) =>
    examiner(sub)('PUT', `/v1/cases/${cases[n]}/examinations/${sub}`, {
      findings,
      recommendation: 'SELECT',
      comment: '적정',
    });

  /** The committee is in office, five cases are open, the first of them is examined. */
  const setUp = async () => {
    const story = await ReviewStory.start();
    ({ under } = story);
    await at('2025-08-04 10:00');
    await story.appointCommittee();
    expect(refusal(await chair('PUT', '/v1/committee/acting-chair', { memberId: 'member-1' }))).toBe('200');
    await at('2025-08-12 10:00');
    for (const n of cases.keys()) await accept(n);
    await eventually(async () => {
      const { items } = (await secretary('GET', '/v1/cases')).body as { items: CaseView[] };
      expect(items).toHaveLength(cases.length);
    });
    await examine(0);
    for (const sub of examiners) expect(refusal(await submit(0, sub))).toBe('200');
  };

  beforeAll(setUp, 120_000);

  afterAll(async () => {
    await under?.stop();
  }, 60_000);

  describe('a session', () => {
    it('is planned by one of two planners at once, and once by a repeated command', async () => {
      await at('2025-09-01 10:00');
      for (const n of [1, 2, 3]) {
        await examine(n);
        for (const sub of examiners) expect(refusal(await submit(n, sub))).toBe('200');
      }
      expect(refusal(await secretary('POST', '/v1/sessions', { no: 7 }))).toBe('409 SESSION_NO_NOT_NEXT');
      expect(refusal(await secretary('POST', '/v1/sessions', { on: '2025-09-10' }))).toBe(
        '422 SESSION_DATE_REASON_REQUIRED',
      );
      const plan = (key: string) => secretary('POST', '/v1/sessions', { no: 1 }, { 'idempotency-key': key });
      const racers = await Promise.all(['a', 'b', 'c'].map(plan));
      expect(racers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
      const planned = await secretary('POST', '/v1/sessions', {}, { 'idempotency-key': 'next' });
      expect(planned.body).toMatchObject({ no: 2, status: 'PLANNED', on: '2025-09-19' });
      const again = await secretary('POST', '/v1/sessions', {}, { 'idempotency-key': 'next' });
      expect(again.body).toMatchObject({ no: 2, version: 1 });
    });

    it('has an agenda of examined cases, each on one agenda', async () => {
      expect(refusal(await act(secretary, '/agenda', { caseId: cases[4] }))).toBe('409 CASE_NOT_READY');
      expect(refusal(await act(secretary, '/agenda', { caseId: newId() }))).toMatch(/^404/);
      expect(refusal(await act(ministry, '/agenda', { caseId: cases[0] }))).toBe('403 FORBIDDEN');
      for (const n of [0, 1, 2, 3]) expect(refusal(await act(secretary, '/agenda', { caseId: cases[n] }))).toBe('200');
      expect(refusal(await act(secretary, '/agenda', { caseId: cases[0] }))).toBe('409 CASE_ON_AGENDA');
      expect(refusal(await act(secretary, '/agenda', { caseId: cases[0] }, { no: 2 }))).toMatch(
        /409 CASE_(ON_AGENDA|NOT_READY)/,
      );
      await eventually(async () =>
        expect(await caseOf(3)).toMatchObject({ status: 'ON_AGENDA', agenda: { sessionNo: 1, item: 4 } }),
      );
    });

    it('is noticed seven clear days ahead', async () => {
      const notice = { on: '2025-09-10', time: '14:00', place: '세종' };
      expect(refusal(await act(secretary, '/notice', notice))).toBe('422 SESSION_DATE_REASON_REQUIRED');
      expect(refusal(await act(secretary, '/notice', { ...notice, time: '25:00' }))).toBe('422 REQUEST_INVALID');
      const short = { ...notice, on: '2025-09-08', dateReason: '일정' };
      expect(refusal(await act(secretary, '/notice', short))).toBe('422 NOTICE_TOO_SHORT');
      expect(refusal(await act(secretary, '/notice', { ...notice, dateReason: '위원 일정' }))).toBe('200');
      expect(await sessionOf()).toMatchObject({ status: 'NOTICED', quorum: { members: 20, needed: 11, present: 0 } });
    });

    it('is known to the committee and its offices only', async () => {
      const anyone = client(under.service.url);
      for (const who of [anyone, supplier]) expect(refusal(await who('GET', '/v1/sessions/1'))).toMatch(/^404/);
      expect((await sessionOf(1, ministry)).roster).toHaveLength(20);
      expect(await itemOf(1, ministry)).not.toHaveProperty('cleared');
    });

    it('is adjourned when ten of twenty come, and noticed again in full', async () => {
      await at('2025-09-09 10:00');
      expect(refusal(await attend(0))).toBe('409 NOT_SESSION_DAY');
      expect(refusal(await declare(2))).toBe('200');
      await at('2025-09-10 14:00');
      const came = await Promise.all(members.slice(0, 10).map((_, n) => attend(n)));
      expect(came.map(({ status }) => status)).toEqual(Array(10).fill(200));
      expect(refusal(await secretary('PUT', '/v1/sessions/1/attendance/stranger', {}))).toBe('422 NOT_A_MEMBER');
      expect(refusal(await act(chair, '/opening'))).toBe('409 QUORUM_NOT_MET');
      expect(refusal(await act(secretary, '/opening'))).toBe('403 FORBIDDEN');
      expect((await act(secretary, '/adjournment')).body).toMatchObject({
        status: 'ADJOURNED',
        convocations: [{ adjourned: { members: 20, present: 10 } }],
      });
      expect((await itemOf(1))?.status).toBe('CARRIED');
      await at('2025-09-11 10:00');
      expect(refusal(await act(secretary, '/notice', { on: '2025-09-19', time: '14:00', place: '세종' }))).toBe('200');
      expect((await itemOf(1))?.status).toBe('PENDING');
    });

    it('opens its papers after a clear declaration, and closes them to who stands aside', async () => {
      await at('2025-09-18 10:00');
      expect(
        refusal(
          await member(3)('PUT', '/v1/sessions/1/declarations/member-4', { items: [{ item: 1, ground: 'NONE' }] }),
        ),
      ).toBe('403 FORBIDDEN');
      const declared = await Promise.all(members.map((_, n) => declare(n, n === 5 ? 1 : undefined)));
      expect(declared.map(({ status }) => status)).toEqual(Array(20).fill(200));
      await eventually(async () => {
        const papers = (await member(3)('GET', `/v1/cases/${cases[0]}`)).body as CaseView;
        expect(papers.examinations).toHaveLength(3);
        expect(papers.examinations.every((examination) => examination.examinerId === undefined)).toBe(true);
      });
      expect(refusal(await member(5)('GET', `/v1/cases/${cases[0]}`))).toMatch(/^404/);
      expect((await declare(5, 1)).body).toMatchObject({
        agenda: expect.arrayContaining([expect.objectContaining({ item: 1, own: { declared: true, recused: true } })]),
      });
      expect(await itemOf(1, member(6))).not.toHaveProperty('recusals');
      expect((await itemOf(1))?.recusals).toMatchObject([{ memberId: 'member-5', ground: 'B', type: 'SELF_RECUSAL' }]);
    });

    it('is opened by the chair with a quorum', async () => {
      await at('2025-09-19 14:00');
      const came = await Promise.all(members.map((_, n) => attend(n)));
      expect(came.map(({ status }) => status)).toEqual(Array(20).fill(200));
      expect(refusal(await act(member(1), '/opening'))).toBe('403 FORBIDDEN');
      expect(refusal(await act(secretary, '/adjournment'))).toBe('409 QUORUM_MET');
      expect(refusal(await act(chair, '/agenda/1/deliberation'))).toBe('409 SESSION_NOT_OPEN');
      expect((await act(chair, '/opening')).body).toMatchObject({ status: 'OPEN' });
    });

    it('counts all of twenty votes cast at once, the recused member’s never', async () => {
      expect(refusal(await vote(2, 1, { vote: 'YES' }))).toBe('409 VOTING_NOT_OPEN');
      expect(refusal(await act(chair, '/agenda/1/voting'))).toBe('409 ITEM_NOT_DELIBERATING');
      for (const step of ['deliberation', 'voting']) expect(refusal(await act(chair, `/agenda/1/${step}`))).toBe('200');
      const ballots = await Promise.all(
        members.map((_, n) => vote(n, 1, n < 13 ? { vote: 'YES' } : { vote: 'NO', reason: '보안 미흡' })),
      );
      expect(ballots.map(refusal)).toEqual(members.map((_, n) => (n === 5 ? '409 MEMBER_RECUSED' : '200')));
      expect(refusal(await vote(2, 1, { vote: 'NO' }))).toBe('422 VOTE_REASON_REQUIRED');
      expect((await vote(2, 1, { vote: 'ABSTAIN' })).body).toBeDefined();
      const forged = await member(3)('PUT', '/v1/sessions/1/agenda/1/votes/member-4', { vote: 'YES' });
      expect(refusal(forged)).toBe('403 FORBIDDEN');
      expect((await itemOf(1))?.votesCast).toBe(19);
    });

    it('shows a vote to its voter until the tally, then to nobody', async () => {
      const votesIn = async (who: typeof secretary) => {
        const { items } = (await who('GET', '/v1/sessions/1/history')).body as { items: { type: string }[] };
        return items.filter(({ type }) => type === 'VoteCast').length;
      };
      expect((await itemOf(1, member(2)))?.own).toMatchObject({ vote: 'ABSTAIN' });
      for (const who of [secretary, auditor]) {
        expect(JSON.stringify(await sessionOf(1, who))).not.toMatch(/ABSTAIN|보안 미흡/);
        expect(await votesIn(who)).toBe(0);
      }
      expect(await votesIn(chair)).toBe(1);
      expect(refusal(await auditor('GET', '/v1/sessions/1/agenda/1/recount'))).toBe('409 ITEM_NOT_TALLIED');
      expect(refusal(await act(chair, '/agenda/1/tally'))).toBe('200');
      expect(await votesIn(chair)).toBe(0);
      expect((await itemOf(1, member(2)))?.own).toEqual({ declared: true, recused: false });
      const tally = { eligible: 19, yes: 11, no: 7, abstain: 1 };
      expect(await itemOf(1, member(2))).toMatchObject({ status: 'SELECTED', tally });
      expect(await itemOf(1, member(5))).not.toHaveProperty('tally');
      expect(await itemOf(1, ministry)).not.toHaveProperty('tally');
      expect((await auditor('GET', '/v1/sessions/1/agenda/1/recount')).body).toEqual({
        item: 1,
        recorded: tally,
        recounted: tally,
        agrees: true,
      });
      expect(refusal(await chair('GET', '/v1/sessions/1/agenda/1/recount'))).toMatch(/^403/);
    });

    it('strikes off who leaves the committee, and closes the papers to them', async () => {
      expect((await caseOf(2)).status).toBe('ON_AGENDA');
      expect(refusal(await member(19)('GET', `/v1/cases/${cases[2]}`))).toBe('200');
      const { version } = (await secretary('GET', '/v1/members')).body as CommitteeView;
      const dismissal = { ground: 'OWN_WISH', reason: '일신상의 사유' };
      const dismissed = await ministry('POST', '/v1/members/member-19/dismissal', dismissal, {
        'if-match': `"${version}"`,
      });
      expect(refusal(dismissed)).toBe('200');
      await eventually(async () => expect((await sessionOf()).roster).toHaveLength(19));
      await eventually(async () => expect(refusal(await member(19)('GET', `/v1/cases/${cases[2]}`))).toMatch(/^404/));
      expect(await itemOf(1)).toMatchObject({ tally: { eligible: 19 } });
    });

    it('defers with a list of requests, resolves ground e, and is presided over by the acting chair meanwhile', async () => {
      const ground = { yes: 12, no: 5, abstain: 1, reason: '유사 사례' };
      expect(refusal(await act(chair, '/agenda/2/recusals/member-6', { ...ground, yes: 19 }))).toBe(
        '422 VOTES_DO_NOT_ADD_UP',
      );
      expect(refusal(await act(chair, '/agenda/2/recusals/chair', ground))).toBe('403 FORBIDDEN');
      expect(refusal(await act(member(1), '/agenda/2/recusals/chair', ground))).toBe('200');
      expect(refusal(await act(chair, '/agenda/2/deliberation'))).toBe('403 FORBIDDEN');
      await eventually(async () => expect(refusal(await chair('GET', `/v1/cases/${cases[1]}`))).toMatch(/^404/));
      expect(refusal(await act(member(1), '/agenda/2/deliberation'))).toBe('200');
      expect(refusal(await act(member(1), '/agenda/2/deferral', { reason: '자료 부족', requests: [] }))).toMatch(
        /^422/,
      );
      expect(refusal(await act(member(1), '/agenda/2/deferral', { reason: '자료 부족', requests: ['재무제표'] }))).toBe(
        '200',
      );
      expect(refusal(await act(chair, '/closing', {}))).toBe('409 ITEMS_UNDECIDED');
    });

    it('lets a withdrawn case go until its item is counted', async () => {
      const ask = (n: number) => {
        const applicationId = applications[n] ?? '';
        return under.emit(WithdrawalRequested, applicationId, {
          applicationId,
          requestedAt: '2025-09-19T05:30:00.000Z',
        });
      };
      for (const n of [0, 3, 4]) await ask(n);
      await eventually(async () => expect(await publishedBy(0)).toContain('WithdrawalRefused'));
      await eventually(async () => expect(await publishedBy(3)).toContain('WithdrawalGranted'));
      await eventually(async () => expect(await publishedBy(4)).toContain('WithdrawalGranted'));
      expect((await itemOf(4))?.status).toBe('REMOVED');
      expect(await caseOf(3)).toMatchObject({ status: 'CLOSED' });
      const applicationId = applications[3] ?? '';
      await under.emit(ApplicationWithdrawn, applicationId, { applicationId, withdrawnAt: '2025-09-19T05:31:00.000Z' });
    });

    it('is closed, minuted, confirmed and published', async () => {
      for (const step of ['deliberation', 'voting']) expect(refusal(await act(chair, `/agenda/3/${step}`))).toBe('200');
      for (const n of members.keys()) if (n < 9) expect(refusal(await vote(n, 3, { vote: 'YES' }))).toBe('200');
      expect(refusal(await act(chair, '/agenda/3/tally'))).toBe('200');
      expect((await itemOf(3))?.status).toBe('NOT_SELECTED');
      expect(refusal(await act(chair, '/cancellation', { reason: '취소' }))).toBe('409 SESSION_NOT_CANCELLABLE');
      expect((await act(chair, '/closing', {})).body).toMatchObject({
        status: 'CLOSED',
        deadlines: [{ key: 'MINUTES' }],
      });
      const minutes = (items: object[]) =>
        act(secretary, '/minutes', { summary: '회의 결과', items }, { method: 'PUT' });
      expect(refusal(await minutes([]))).toBe('422 REASONS_MISSING');
      expect(refusal(await act(chair, '/minutes/confirmation'))).toBe('409 MINUTES_NOT_DRAFTED');
      expect(refusal(await minutes([{ item: 3, reasons: ['운영 안정성 부족'] }]))).toBe('200');
      const publication = { selectionAct: { number: '제2025-1호', on: '2025-09-19' } };
      expect(refusal(await act(ministry, '/publication', publication))).toBe('409 MINUTES_NOT_CONFIRMED');
      expect(refusal(await act(secretary, '/minutes/confirmation'))).toBe('403 FORBIDDEN');
      expect((await act(chair, '/minutes/confirmation')).body).toMatchObject({
        status: 'MINUTES_CONFIRMED',
        minutes: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      });
      expect(refusal(await act(secretary, '/publication', publication))).toBe('403 FORBIDDEN');
      expect((await act(ministry, '/publication', publication)).body).toMatchObject({ status: 'PUBLISHED' });
    });

    it('is readable by anyone once published: what was selected, and how many were not', async () => {
      const { body } = await client(under.service.url)('GET', '/v1/sessions/1');
      expect(body).toMatchObject({
        status: 'PUBLISHED',
        counts: { selected: 1, notSelected: 1, deferred: 1, carried: 0 },
        agenda: [{ item: 1, status: 'SELECTED', tally: { eligible: 19, yes: 11 } }],
      });
      expect(JSON.stringify(body)).not.toMatch(/member-|chair|운영 안정성/);
    });

    it('decides its cases: selected, not selected with reasons, deferred to the next agenda', async () => {
      await eventually(async () => expect(await publishedBy(0)).toContain('ServiceSelected'));
      await eventually(async () => expect(await publishedBy(1)).toContain('ReviewDeferred'));
      await eventually(async () => expect(await publishedBy(2)).toContain('ServiceNotSelected'));
      expect(await publishedBy(3)).not.toContain('ReviewResultNotified');
      expect((await caseOf(0)).decision).toEqual({ outcome: 'SELECTED', sessionNo: 1, on: '2025-09-19' });
      const told = (await historyOf('cases', cases[2] ?? '')).find((event) => event.type === 'ReviewResultNotified');
      expect(told?.data).toMatchObject({ decision: 'NOT_SELECTED', reasons: ['운영 안정성 부족'] });
      expect(JSON.stringify(told?.data)).not.toMatch(/examiner-|member-/);
      expect(refusal(await member(3)('GET', `/v1/cases/${cases[0]}`))).toMatch(/^404/);
    });

    it('takes a deferred case up again on the next agenda, and is cancelled by the chair with a reason', async () => {
      const next = await secretary('POST', '/v1/sessions', {});
      expect(next.body).toMatchObject({ no: 3, on: '2025-10-17' });
      expect(refusal(await act(secretary, '/agenda', { caseId: cases[1] }, { no: 3 }))).toBe('200');
      await eventually(async () => expect(await publishedBy(1)).toContain('ReviewResumed'));
      expect(refusal(await act(chair, '/cancellation', {}, { no: 3 }))).toMatch(/^422/);
      const cancelled = await act(
        as('chair', 'CHAIR'),
        '/cancellation',
        { reason: '의결 정족수 확보 곤란' },
        { no: 3 },
      );
      expect(cancelled.body).toMatchObject({ status: 'CANCELLED' });
      await eventually(async () => expect(await caseOf(1)).toMatchObject({ status: 'EXPERT_DONE', deferrals: 1 }));
    });
  });

  it('leaves no event behind and every history whole', async () => {
    const database = under.database.connection;
    expect(await database.collection('dead_letters').countDocuments()).toBe(0);
    for (const collection of ['cases', 'sessions', 'committee']) {
      const all = await database.collection<{ history: StoredEvent[] }>(collection).find().toArray();
      for (const { history } of all) expect(findBrokenLink(history)).toBeUndefined();
    }
  });
});
