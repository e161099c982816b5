import type { Person } from '#common/kernel/actor.js';
import { memberOf, personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { KnownSession, SessionStory } from '../sessions/testing/session-story.js';
import { granted, type KnownCase } from '../testing/review-story.js';
import type { CaseView } from './case.view.js';

/** In the room: the member whose conflict is found later is one of them. */
const PRESENT = Array.from({ length: 14 }, (_, n) => n);
const CONFLICTED = 3;
const OTHERS = PRESENT.filter((n) => n !== CONFLICTED);

describeWithServers('R-45: a re-vote after an undeclared conflict', () => {
  let story: SessionStory;
  const { secretary, chair, ministry } = personas;
  const as = (person: Person) => story.review.as<CaseView>(person);
  const read = async ({ path }: KnownCase, reader = secretary) => (await as(reader).get(path)).view;
  const becomes = (known: KnownCase, status: string) =>
    eventually(async () => expect((await read(known)).status).toBe(status));

  beforeAll(async () => {
    story = await SessionStory.start();
  }, 120_000);

  afterAll(async () => {
    await story?.stop();
  }, 60_000);

  /** Open on its day. @param aside who declares a conflict on item 1 */
  async function held(session: KnownSession, present: readonly number[], aside?: number): Promise<void> {
    for (const n of present) granted(await session.declare(n, n === aside ? 1 : undefined));
    await story.clock(`${session.on} 14:00`);
    for (const n of PRESENT) granted(await session.attend(n));
    granted(await session.act(chair, '/opening'));
  }

  async function votes(session: KnownSession, item: number, yes: readonly number[]): Promise<void> {
    await session.openVoting(item);
    for (const n of yes) granted(await session.vote(n, item, 'YES'));
    granted(await session.act(chair, `/agenda/${item}/tally`));
  }

  async function minuted(session: KnownSession): Promise<void> {
    granted(await session.act(chair, '/closing', {}));
    const items = session.cases.map((_, i) => ({ item: i + 1, reasons: ['보안 미흡'] }));
    granted(await session.act(secretary, '/minutes', { summary: '회의 결과', items }, 'put'));
    granted(await session.act(chair, '/minutes/confirmation'));
  }

  const publish = async (session: KnownSession) =>
    granted(await session.act(ministry, '/publication', { selectionAct: { number: '제1호', on: session.on } }));

  const found = { memberId: memberOf(CONFLICTED).sub, ground: 'B', evidence: '용역 계약서' };

  it('excludes the member, and cancels, selects or confirms what the first vote decided', async () => {
    const first = await story.noticed(4);
    // 13 count on item 1 and 14 on the others: one vote less could turn the first three.
    await held(first, PRESENT, 13);
    await votes(first, 1, PRESENT.slice(0, 7));
    await votes(first, 2, PRESENT.slice(0, 7));
    await votes(first, 3, PRESENT.slice(0, 7));
    await votes(first, 4, PRESENT);
    await minuted(first);
    const [one, two, three, four] = first.cases as [KnownCase, KnownCase, KnownCase, KnownCase];

    // Found before the publication: what was decided is published first.
    expect((await first.act(ministry, '/agenda/3/conflicts', found)).outcome).toMatch(/^403/);
    granted(await first.act(secretary, '/agenda/3/conflicts', found));
    await publish(first);
    await becomes(three, 'REVOTE');
    expect(await read(three)).toMatchObject({
      decision: { outcome: 'NOT_SELECTED', sessionNo: first.no },
      revote: { sessionNo: first.no, excluded: [{ memberId: found.memberId, ground: 'B' }] },
    });
    await becomes(four, 'DECIDED');
    for (const item of [1, 2, 4]) granted(await first.act(secretary, `/agenda/${item}/conflicts`, found));
    for (const known of [one, two]) await becomes(known, 'REVOTE');
    // All votes but one leave its result: it is not voted on again.
    expect(await first.item(4)).toMatchObject({ breaches: [{ couldChange: false }] });
    const { no, on } = await story.planned(0);
    const again = new KnownSession(story.review, no, on, [one, two, three]);
    expect((await again.act(secretary, '/agenda', { caseId: four.caseId })).outcome).toBe('409 CASE_NOT_READY');
    for (const { caseId } of again.cases) granted(await again.act(secretary, '/agenda', { caseId }));
    granted(await again.act(secretary, '/notice', { time: '14:00', place: '세종', dateReason: '재의결' }));
    expect(await again.item(1)).toMatchObject({
      kind: 'REVOTE',
      revoteOf: { sessionNo: first.no, outcome: 'SELECTED' },
      recusals: [{ memberId: found.memberId, type: 'EXCLUSION', ground: 'B' }],
    });
    expect(await again.item(1, memberOf(CONFLICTED))).toMatchObject({ own: { recused: true, ground: 'B' } });

    await held(again, OTHERS);
    expect((await again.declare(CONFLICTED)).outcome).toBe('409 RECUSAL_STANDS');
    await again.openVoting(1);
    expect((await again.vote(CONFLICTED, 1, 'YES')).outcome).toBe('409 MEMBER_RECUSED');
    for (const n of OTHERS.slice(0, 6)) granted(await again.vote(n, 1, 'YES'));
    granted(await again.act(chair, '/agenda/1/tally'));
    expect(await again.item(1)).toMatchObject({ status: 'NOT_SELECTED', tally: { eligible: 13, yes: 6 } });
    await votes(again, 2, OTHERS);
    await votes(again, 3, []);
    await minuted(again);
    await publish(again);

    await becomes(one, 'CANCELLED');
    await becomes(two, 'DECIDED');
    await becomes(three, 'DECIDED');
    const published = async (known: KnownCase) =>
      (await story.review.publishedBy(known)).filter((type) => /Select|Revote|Cancel/.test(type));
    expect(await published(one)).toEqual(['ServiceSelected', 'RevoteCalled', 'SelectionCancelled']);
    expect(await published(two)).toEqual(['ServiceNotSelected', 'RevoteCalled', 'ServiceSelected']);
    expect(await published(three)).toEqual(['ServiceNotSelected', 'RevoteCalled', 'RevoteConfirmed']);
    const history = await story.review.historyOf('cases', one.caseId);
    const cancelled = history.find(({ type }) => type === 'SelectionCancelled');
    expect(cancelled?.data).toMatchObject({ sessionNo: first.no, causes: ['REVOTE'], fraud: false });
    // Nothing that leaves the service says who was in conflict, or why it was refused.
    const left = history.filter(({ topic }) => topic === 'review.cases').map(({ data }) => data);
    expect(JSON.stringify(left)).not.toMatch(new RegExp(`${found.memberId}|용역 계약서|보안 미흡`));
    expect(await read(three)).toMatchObject({ decision: { sessionNo: first.no, confirmedIn: no } });
    expect((await again.view()).counts).toMatchObject({ selected: 1, notSelected: 1 });
    const recount = await story.review.as<object>(personas.auditor).get(`${again.path}/agenda/1/recount`);
    expect(recount.view).toMatchObject({ agrees: true, recounted: { eligible: 13, yes: 6 } });
  });

  it('leaves no event behind and every history whole', async () => {
    expect(await story.review.leftBehind()).toEqual({ deadLetters: 0, broken: [] });
  });
});
