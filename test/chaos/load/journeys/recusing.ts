import { atTime, type Day } from '#common/kernel/day.js';
import { MEMBERS, secretary } from '../../../../tools/story/cast.js';
import type { Persona } from '../../../../tools/story/api.js';
import type { Hand } from '../scene.js';

const chair = MEMBERS[0] as Persona;
/** Excluded by the secretary from one item, which they contest. */
export const EXCLUDED = MEMBERS[12] as Persona;
/** On whom the others resolve whether ground e applies. */
export const DOUBTED = MEMBERS[13] as Persona;

const recusalOf = (item: number, { sub }: Persona): string => `/agenda/${item}/recusals/${sub}`;

/** Exclusion (제척) on ground b, which holds at once, and its contest. */
export async function excludeAndContest(hand: Hand, session: string, item: number): Promise<void> {
  const recusal = recusalOf(item, EXCLUDED);
  const body = { ground: 'B', evidence: '용역 계약서' };
  await hand.move(secretary, 'review', session, `${recusal}/exclusion`, { body });
  await hand.put(EXCLUDED, 'review', `${session}${recusal}/contest`, { reason: '계약은 이미 끝났다.' });
}

/**
 * The others present vote on the recusal of one member: on an exclusion that is contested, or on ground e.
 * @returns whether the member stands aside
 */
export async function resolve(
  hand: Hand,
  session: string,
  { item, member, voters }: { readonly item: number; readonly member: Persona; readonly voters: readonly Persona[] },
): Promise<boolean> {
  const recusal = recusalOf(item, member);
  const standsAside = hand.random.chance(0.5);
  await hand.move(chair, 'review', session, `${recusal}/voting`);
  await Promise.all(
    voters.map(({ sub, ...voter }, seat) => {
      const vote = seat < 2 === standsAside ? 'NO' : 'YES';
      return hand.put({ sub, ...voter }, 'review', `${session}${recusal}/votes/${sub}`, { vote });
    }),
  );
  await hand.move(chair, 'review', session, recusal, { body: { reason: '표결로 정하였다.' } });
  return standsAside;
}

/** A member leaves the room, and comes back. */
export async function stepOut(hand: Hand, session: string, { sub }: Persona, on: Day): Promise<void> {
  const path = `${session}/attendance/${sub}`;
  await hand.put(secretary, 'review', path, { to: atTime(on, '14:00').toISOString() });
  await hand.put(secretary, 'review', path, {});
}
