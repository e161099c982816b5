import { RecusalsSettled } from '#common/events/definitions/recusals-settled.js';
import type { InboxContext } from '#common/inbox/delivery/inbox-context.js';
import type { Cases } from '../cases/cases.repository.js';
import type { CaseEvent } from '../cases/domain/case.events.js';
import type { CaseState } from '../cases/domain/case.state.js';
import { hearsOfClearance, onAgenda } from '../cases/testing/review-case.js';
import type { Committee } from '../committee/committee.repository.js';
import type { Sessions } from '../sessions/sessions.repository.js';
import { OnRecusalsSettled } from './on-recusals-settled.js';

const [clear, aside] = [
  { item: 1, caseId: 'clear' },
  { item: 2, caseId: 'aside' },
];
const recused = (memberId: string) => ({ memberId, type: 'SELF_RECUSAL', ground: 'B' });
/** Member 7 and member 8 have both declared by the time that the first event is followed. */
const AGENDA = [
  { ...clear, cleared: ['member-7', 'member-8'], recusals: [] },
  { ...aside, cleared: ['member-8'], recusals: [recused('member-7')] },
  { item: 3, caseId: 'other', cleared: ['member-9'], recusals: [] },
];

/**
 * What the cases decide when a member's declarations are settled, given what the committee knows of the member's term.
 */
async function decidedWhen(
  term: object,
  before = onAgenda,
  roster = ['member-7', 'member-8', 'member-9'],
): Promise<Readonly<Record<string, readonly object[]>>> {
  const decided: Record<string, readonly object[]> = {};
  const change = ({ id }: { id: string }, decide: (state: CaseState) => readonly CaseEvent[]) => {
    decided[id] = decide(before.state).map(({ type, data }) => ({ type, data }));
    return Promise.resolve();
  };
  const state = { agenda: AGENDA, roster: roster.map((memberId) => ({ memberId })) };
  const consumer = new OnRecusalsSettled(
    { change } as unknown as Cases,
    { newest: () => Promise.resolve({ state }) } as unknown as Sessions,
    {
      now: () => Promise.resolve({ members: [{ memberId: 'member-7', terms: [{ from: '2025-08-04', ...term }] }] }),
    } as unknown as Committee,
  );
  const data = { ...RecusalsSettled.sample, memberId: 'member-7', cleared: [clear], recused: [aside] };
  await consumer.handle(data, { intent: (id: string) => ({ id }) } as InboxContext);
  return decided;
}

const granted = (...people: readonly string[]) =>
  expect.objectContaining({ type: 'CaseAccessGranted', data: expect.objectContaining({ people }) as unknown });
const stoodAside = { type: 'MemberStoodAside', data: { memberId: 'member-7' } };

describe('Settled declarations', () => {
  it('open and close the papers of these items to all members in office who have declared by now', async () => {
    await expect(decidedWhen({})).resolves.toEqual({
      clear: [granted('member-7', 'member-8')],
      aside: [stoodAside, granted('member-8')],
    });
  });

  it('change nothing where an earlier event was followed after they were made', async () => {
    const after = onAgenda.given(hearsOfClearance('member-7', 'member-8'));
    await expect(decidedWhen({}, after)).resolves.toMatchObject({ clear: [] });
  });

  it('open nothing to a member who was struck off the session and appointed again', async () => {
    await expect(decidedWhen({}, onAgenda, ['member-7'])).resolves.toEqual({
      clear: [granted('member-7')],
      aside: [stoodAside],
    });
  });

  it('open nothing to a member who left before they arrived', async () => {
    await expect(decidedWhen({ left: { on: '2025-09-01', as: 'RESIGNED' } })).resolves.toEqual({
      clear: [granted('member-8')],
      aside: [stoodAside, granted('member-8')],
    });
  });
});
