import { ObjectionFiled } from '#common/events/definitions/objection-filed.js';
import { newId } from '#common/kernel/ids.js';
import type { Person } from '#common/kernel/actor.js';
import { memberOf, personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { KnownSession, SessionStory } from '../sessions/testing/session-story.js';
import type { SessionView } from '../sessions/session.view.js';
import { granted, type KnownCase } from '../testing/review-story.js';
import type { CaseView } from './case.view.js';

/** Members 0 to 11 refuse the service; the other eight are in office too, and were away that day. */
const FIRST_VOTERS = Array.from({ length: 12 }, (_, n) => n);
const OTHERS = Array.from({ length: 8 }, (_, n) => n + 12);

describeWithServers('An objection', () => {
  let story: SessionStory;
  const { secretary, chair, ministry } = personas;
  const as = (person: Person) => story.review.as<CaseView>(person);
  const read = async ({ path }: KnownCase) => (await as(secretary).get(path)).view;

  beforeAll(async () => {
    story = await SessionStory.start();
  }, 120_000);

  afterAll(async () => {
    await story?.stop();
  }, 60_000);

  /** The session is held with these members in the room. */
  async function held(session: KnownSession, present: readonly number[]): Promise<void> {
    for (const n of present) granted(await session.declare(n));
    await story.clock(`${session.on} 14:00`);
    for (const n of present) granted(await session.attend(n));
    granted(await session.act(chair, '/opening'));
  }

  async function publish(session: KnownSession, item: number): Promise<void> {
    granted(await session.act(chair, '/closing', {}));
    const minutes = { summary: '회의 결과', items: [{ item, reasons: ['사유'] }] };
    granted(await session.act(secretary, '/minutes', minutes, 'put'));
    granted(await session.act(chair, '/minutes/confirmation'));
    granted(await session.act(ministry, '/publication', { selectionAct: { number: '제1호', on: session.on } }));
  }

  it('is upheld in an extra session by members who did not refuse the service, and the service is selected there', async () => {
    const first = await story.noticed(1);
    const known = first.caseOf(1);
    await held(first, FIRST_VOTERS);
    await first.openVoting(1);
    for (const n of FIRST_VOTERS) granted(await first.vote(n, 1, 'NO', '보안 미흡'));
    granted(await first.act(chair, '/agenda/1/tally'));
    await publish(first, 1);
    await eventually(async () => expect((await read(known)).status).toBe('DECIDED'));

    const objectionId = newId();
    const { caseId, applicationId } = known;
    await story.review.under.emit(ObjectionFiled, applicationId, {
      ...ObjectionFiled.sample,
      objectionId,
      applicationId,
      caseId,
      sessionNo: first.no,
    });
    await eventually(async () =>
      expect(await read(known)).toMatchObject({ status: 'OBJECTED', objection: { objectionId } }),
    );

    const { no, on } = await story.planned(0);
    const extra = new KnownSession(story.review, no, on, [known]);
    granted(await extra.act(secretary, '/agenda', { caseId }));
    granted(await extra.act(secretary, '/notice', { time: '14:00', place: '세종', dateReason: '이의신청' }));
    expect(await extra.item(1)).toMatchObject({ kind: 'OBJECTION' });
    await held(extra, [...FIRST_VOTERS, ...OTHERS]);
    await extra.openVoting(1);
    expect((await extra.vote(3, 1, 'YES')).outcome).toBe('409 MEMBER_BARRED');
    for (const n of OTHERS) granted(await extra.vote(n, 1, 'YES'));
    granted(await extra.act(chair, '/agenda/1/tally'));
    expect(await extra.item(1)).toMatchObject({ status: 'UPHELD', tally: { eligible: 8, yes: 8 } });
    expect(await extra.item(2)).toMatchObject({ kind: 'SERVICE', status: 'PENDING' });
    await extra.openVoting(2);
    expect((await extra.vote(3, 2, 'YES')).outcome).toBe('409 MEMBER_BARRED');
    for (const n of OTHERS) granted(await extra.vote(n, 2, 'YES'));
    granted(await extra.act(chair, '/agenda/2/tally'));
    await publish(extra, 2);
    await eventually(async () => expect(await story.review.publishedBy(known)).toContain('ServiceSelected'));
    const published = await story.review.publishedBy(known);
    expect(published.filter((type) => /Objection|Selected/.test(type))).toEqual([
      'ServiceNotSelected',
      'ObjectionUpheld',
      'ServiceSelected',
    ]);
    const { view } = await story.review.as<SessionView>(memberOf(12)).get(extra.path);
    expect(view.counts).toMatchObject({ selected: 1, notSelected: 0 });
  });

  it('leaves no event behind and every history whole', async () => {
    expect(await story.review.leftBehind()).toEqual({ deadLetters: 0, broken: [] });
  });
});
