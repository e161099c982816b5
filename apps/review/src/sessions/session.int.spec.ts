import { newId } from '#common/kernel/ids.js';
import { personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import type { CommitteeView } from '../committee/committee.view.js';
import type { CaseView } from '../cases/case.view.js';
import { granted, type KnownCase } from '../testing/review-story.js';
import type { SessionView } from './session.view.js';
import { chair, MEMBERS, ministry, secretary, SessionStory } from './testing/session-story.js';

describeWithServers('A session', () => {
  let story: SessionStory;

  beforeAll(async () => {
    story = await SessionStory.start();
  }, 120_000);

  afterAll(async () => {
    await story?.stop();
  }, 60_000);

  it('is planned by one of two planners at once, and once by a repeated command', async () => {
    await story.clock('2025-09-01 10:00');
    const planner = story.review.as<SessionView>(secretary);
    expect((await planner.post('/v1/sessions', { no: 7 })).outcome).toBe('409 SESSION_NO_NOT_NEXT');
    expect((await planner.post('/v1/sessions', { on: '2025-09-10' })).outcome).toBe('422 SESSION_DATE_REASON_REQUIRED');
    const racers = await Promise.all(['a', 'b', 'c'].map((key) => planner.post('/v1/sessions', { no: 1 }, { key })));
    expect(racers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const planned = await planner.post('/v1/sessions', {}, { key: 'next' });
    expect(planned.view).toMatchObject({ no: 2, status: 'PLANNED', on: '2025-09-19' });
    const again = await planner.post('/v1/sessions', {}, { key: 'next' });
    expect(again.view).toMatchObject({ no: 2, version: 1 });
  });

  it('has an agenda of examined cases, each on one agenda', async () => {
    await story.clock('2025-09-01 10:10');
    const session = await story.planned(0);
    const other = await story.planned(0);
    const unexamined = await story.review.openCase();
    const adding = (caseId: string) => session.act(secretary, '/agenda', { caseId });
    expect((await adding(unexamined.caseId)).outcome).toBe('409 CASE_NOT_READY');
    expect((await adding(newId())).outcome).toMatch(/^404/);
    const examined = await Promise.all(Array.from({ length: 4 }, () => story.review.examinedCase()));
    const [{ caseId }, { path }] = [examined[0], examined[3]] as [KnownCase, KnownCase];
    expect((await session.act(ministry, '/agenda', { caseId })).outcome).toBe('403 FORBIDDEN');
    for (const each of examined) expect((await adding(each.caseId)).outcome).toBe('200');
    expect((await adding(caseId)).outcome).toBe('409 CASE_ON_AGENDA');
    expect((await other.act(secretary, '/agenda', { caseId })).outcome).toMatch(/409 CASE_(ON_AGENDA|NOT_READY)/);
    await eventually(async () =>
      expect((await story.review.as<CaseView>(secretary).get(path)).view).toMatchObject({
        status: 'ON_AGENDA',
        agenda: { sessionNo: session.no, item: 4 },
      }),
    );
  });

  it('is noticed seven clear days ahead', async () => {
    await story.clock('2025-09-01 10:20');
    const session = await story.planned(0, '2025-09-19');
    const notice = { on: '2025-09-10', time: '14:00', place: '세종' };
    const noticing = (body: object) => session.act(secretary, '/notice', body);
    expect((await noticing(notice)).outcome).toBe('422 SESSION_DATE_REASON_REQUIRED');
    expect((await noticing({ ...notice, time: '25:00' })).outcome).toBe('422 REQUEST_INVALID');
    const short = { ...notice, on: '2025-09-08', dateReason: '일정' };
    expect((await noticing(short)).outcome).toBe('422 NOTICE_TOO_SHORT');
    expect((await noticing({ ...notice, dateReason: '위원 일정' })).outcome).toBe('200');
    const quorum = { members: 20, needed: 11, present: 0 };
    expect(await session.view()).toMatchObject({ status: 'NOTICED', quorum });
  });

  it('is listed by status and day for the committee and its offices, and once published for the public', async () => {
    await story.clock('2025-09-01 10:25');
    const session = await story.planned(0, '2025-09-26');
    const listed = async (query: string, person?: typeof secretary) =>
      (await story.review.as<{ items: SessionView[] }>(person).get(`/v1/sessions?${query}`)).view.items;
    const ahead = await listed('status=PLANNED&from=2025-09-26&to=2025-09-26&sort=-no', secretary);
    expect(ahead.map(({ no }) => no)).toContain(session.no);
    expect(ahead.every(({ status, on }) => status === 'PLANNED' && on === '2025-09-26')).toBe(true);
    expect(await listed('status=PLANNED')).toEqual([]);
    expect((await story.review.as(secretary).get('/v1/sessions?from=soon')).outcome).toMatch(/^422/);
  });

  it('is known to the committee and its offices only', async () => {
    await story.clock('2025-09-01 10:30');
    const session = await story.noticed(1);
    for (const reader of [undefined, personas.supplier])
      expect((await story.review.as(reader).get(session.path)).outcome).toMatch(/^404/);
    expect((await session.view(ministry)).roster).toHaveLength(20);
    expect(await session.item(1, ministry)).not.toHaveProperty('cleared');
  });

  it('is adjourned when ten of twenty come, and noticed again in full', async () => {
    await story.clock('2025-09-01 10:40');
    const session = await story.noticed(1, '2025-09-10');
    await story.clock('2025-09-09 10:00');
    expect((await session.attend(0)).outcome).toBe('409 NOT_SESSION_DAY');
    expect((await session.declare(2)).outcome).toBe('200');
    await story.clock('2025-09-10 14:00');
    const came = await Promise.all(MEMBERS.slice(0, 10).map((_, n) => session.attend(n)));
    expect(came.map(({ status }) => status)).toEqual(Array(10).fill(200));
    const stranger = await story.review.as(secretary).put(`${session.path}/attendance/stranger`, {});
    expect(stranger.outcome).toBe('422 NOT_A_MEMBER');
    expect((await session.act(chair, '/opening')).outcome).toBe('409 QUORUM_NOT_MET');
    expect((await session.act(secretary, '/opening')).outcome).toBe('403 FORBIDDEN');
    expect((await session.act(secretary, '/adjournment')).view).toMatchObject({
      status: 'ADJOURNED',
      convocations: [{ adjourned: { members: 20, present: 10 } }],
    });
    expect((await session.item(1))?.status).toBe('CARRIED');
    await story.clock('2025-09-11 10:00');
    const again = { on: '2025-09-19', time: '14:00', place: '세종' };
    expect((await session.act(secretary, '/notice', again)).outcome).toBe('200');
    expect((await session.item(1))?.status).toBe('PENDING');
  });

  it('R-06: takes in a member who is appointed after the notice', async () => {
    await story.clock('2025-09-12 10:00');
    const { view } = await story.review.as<CommitteeView>(ministry).get('/v1/members');
    const dismissal = { ground: 'OWN_WISH', reason: '사정' };
    const left = `/v1/members/${MEMBERS[8]?.sub ?? ''}/dismissal`;
    granted(await story.review.as(ministry).post(left, dismissal, { ifMatch: view.version }));
    const session = await story.noticed(0);
    expect((await session.view()).roster).toHaveLength(19);
    granted(await story.review.appoint(8, { termFrom: '2025-09-13' }));
    await eventually(async () => expect((await session.view()).roster).toHaveLength(20));
    expect((await session.view()).quorum).toMatchObject({ members: 20, needed: 11 });
    await story.clock(`${session.on} 14:00`);
    granted(await session.attend(8));
  });

  it('leaves no event behind and every history whole', async () => {
    expect(await story.review.leftBehind()).toEqual({ deadLetters: 0, broken: [] });
  });
});
