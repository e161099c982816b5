import { ListingSuspended } from '#common/events/definitions/listing-suspended.js';
import type { Person } from '#common/kernel/actor.js';
import { personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { SessionStory, type KnownSession } from '../sessions/testing/session-story.js';
import { granted, type KnownCase } from '../testing/review-story.js';
import type { CaseView } from './case.view.js';

describeWithServers('A-14: a selection', () => {
  let story: SessionStory;
  let session: KnownSession;
  const { secretary, ministry, auditor } = personas;
  const as = (person: Person) => story.review.as<CaseView>(person);
  /** Holds both roles, as one token may. */
  const both: Person = { kind: 'person', sub: 'official-of-two-roles', roles: ['SECRETARY', 'MINISTRY'] };

  beforeAll(async () => {
    story = await SessionStory.start();
    session = await story.published();
  }, 120_000);

  afterAll(async () => {
    await story?.stop();
  }, 60_000);

  it('§11.3: is put before the secretary when its listing stays suspended for ninety days', async () => {
    const known = session.caseOf(1);
    const { path, applicationId } = known;
    await eventually(async () => expect((await as(secretary).get(path)).view.status).toBe('DECIDED'));
    const listing = { ...ListingSuspended.sample, applicationId, since: '2025-11-03' };
    await story.review.under.emit(ListingSuspended, listing.listingId, listing);
    await eventually(async () =>
      expect((await as(secretary).get(path)).view.suspension).toEqual({
        since: '2025-11-03',
        cause: 'SECURITY_INCIDENT',
        curableUntil: '2026-02-01',
      }),
    );
    const notice = {
      grounds: ['SUSPENSION_NOT_CURED'],
      on: '2026-03-02',
      time: '14:00',
      place: '세종',
      reason: '미해소',
    };
    expect((await as(secretary).move(path, '/hearings', notice)).outcome).toBe('409 SUSPENSION_NOT_LASTED');
    await story.clock('2026-02-02 00:01');
    await eventually(async () =>
      expect((await as(secretary).get(path)).view.suspension).toMatchObject({ lasted: true }),
    );
    const work = async () =>
      (await story.review.as<{ items: { task: string }[] }>(secretary).get('/v1/work?limit=200')).view.items.map(
        ({ task }) => task,
      );
    expect(await work()).toContain('CANCEL_AFTER_SUSPENSION');
    expect((await as(ministry).get(path)).outcome).toMatch(/^404/);
  });

  it('is cancelled after a hearing, by another person than who asked for it', async () => {
    const known: KnownCase = session.caseOf(1);
    const { path } = known;
    await eventually(async () => expect((await as(secretary).get(path)).view.status).toBe('DECIDED'));
    expect((await as(ministry).get(path)).outcome).toMatch(/^404/);
    const notice = { grounds: ['FRAUD'], on: '2026-03-02', time: '14:00', place: '세종', reason: '허위 재무제표' };
    expect((await as(ministry).post(`${path}/hearings`, notice, { ifMatch: 1 })).outcome).toMatch(/^403/);
    const early = { ...notice, on: session.on };
    expect((await as(secretary).move(path, '/hearings', early)).outcome).toBe('422 HEARING_TOO_EARLY');
    granted(await as(both).move(path, '/hearings', notice));
    const act = { decision: 'CANCELLED', grounds: ['FRAUD'], number: '제2026-1호', reason: '청문 결과' };
    expect((await as(ministry).move(path, '/cancellation', act)).outcome).toBe('409 HEARING_NOT_HELD');
    const held = { attended: true, record: '공급자 진술' };
    expect((await as(secretary).move(path, '/hearings/record', held)).outcome).toBe('409 HEARING_TO_COME');
    await story.clock('2026-03-02 15:00');
    granted(await as(secretary).move(path, '/hearings/record', held));
    expect((await as(both).move(path, '/cancellation', act)).outcome).toBe('403 OWN_WORK');
    const kept = { ...act, decision: 'KEPT' };
    expect((await as(ministry).move(path, '/cancellation', kept)).outcome).toBe('422 CANCELLATION_MANDATORY');
    const { version } = (await as(ministry).get(path)).view;
    const twice = await Promise.all(
      ['a', 'b'].map((key) => as(ministry).post(`${path}/cancellation`, act, { ifMatch: version, key })),
    );
    expect(twice.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await as(auditor).get(path)).view).toMatchObject({
      status: 'CANCELLED',
      cancellation: {
        held: { attended: true, record: '공급자 진술' },
        decided: {
          decision: 'CANCELLED',
          grounds: [{ code: 'FRAUD', ko: expect.any(String), en: expect.any(String) }],
        },
      },
    });
    const published = (await story.review.historyOf('cases', known.caseId)).filter(({ topic }) => topic !== undefined);
    expect(published.at(-1)).toMatchObject({ type: 'SelectionCancelled', data: { fraud: true, causes: ['FRAUD'] } });
    expect(JSON.stringify(published.map(({ data }) => data))).not.toMatch(/허위 재무제표|공급자 진술|청문 결과/);
  });

  it('leaves no event behind and every history whole', async () => {
    expect(await story.review.leftBehind()).toEqual({ deadLetters: 0, broken: [] });
  });
});
