import type { Day } from '#common/kernel/day.js';
import type { Random } from '../../random.js';
import type { Scene } from '../scene.js';
import {
  amountOf,
  ask,
  conclude,
  dayOfChoice,
  registerBuyers,
  setBudgetOf,
  setBudgets,
  signOnTightBudget,
  type Course,
  type Chosen,
  type Deal,
} from './contracting.js';
import type { Listed } from './listing.js';
import { misbehave } from './mischief.js';
import type { Buyer } from './parties.js';

const COVERED = 2;
const RACING = 4;
/** Share of waves with contracts by catalog, whose answers take two business days longer. */
const CATALOG_WAVES = 0.3;
const BY_CATALOG = 0.3;
const MISCHIEF = 0.15;
/** Bound in the draw of courses: about a third of the contracts is left to the steady clients. */
const LATER = 0.6;
/** Round numbers for the institutions of these races only. */
const OWN_ROUNDS = 5_000;

/** The deals of one wave: many contracts on all listings, some of them signed in a race. */
export function dealsOf(
  random: Random,
  listed: readonly Listed[],
  buyers: readonly Buyer[],
  count: number,
): readonly Deal[] {
  const withAgreement = listed.filter((one) => one.hasAgreement);
  const hasCatalog = withAgreement.length > 0 && random.chance(CATALOG_WAVES);
  return Array.from({ length: count }, (): Deal => {
    const buyer = random.pick(buyers);
    const draw = random.next();
    if (hasCatalog && random.chance(BY_CATALOG))
      return { buyer, listed: random.pick(withAgreement), method: 'CATALOG', course: 'plain' };
    const course: Course =
      draw < 0.15 ? 'both-at-once' : draw < 0.25 ? 'signed-twice' : draw < LATER ? 'later' : 'plain';
    return { buyer, listed: random.pick(listed), method: 'NEGOTIATED', course };
  });
}

/** The result of a wave, and the contracts it leaves to the steady clients. */
interface Played {
  readonly signed: number;
  readonly later: readonly Chosen[];
}

/** Asked and answered on one day, concluded on the day after the answers are due. */
export async function playWave(scene: Scene, wave: number, deals: readonly Deal[]): Promise<Played> {
  const first = dayOfChoice(scene, deals);
  const racing = await raceOnBudget(scene, first, wave, deals);
  await setBudgets(scene, first, [...new Set(deals.map(({ buyer }) => buyer))]);
  const offered = await ask(scene, first, [...deals, ...racing]);
  await misbehave(scene, offered, MISCHIEF);
  await scene.moveTo(first);
  const { signed, ready, later } = await conclude(scene, offered);
  return { signed: signed + (await signOnTightBudget(scene, ready, COVERED)), later };
}

/** An institution of its own, whose budget covers fewer contracts than are signed at once. */
async function raceOnBudget(scene: Scene, on: Day, wave: number, deals: readonly Deal[]): Promise<readonly Deal[]> {
  const [model] = deals;
  const [buyer] = await registerBuyers(scene, OWN_ROUNDS + wave, 1);
  if (model === undefined || buyer === undefined) return [];
  const deal: Deal = { buyer, listed: model.listed, method: 'NEGOTIATED', course: 'tight-budget' };
  await setBudgetOf(scene, on, [buyer], amountOf(deal) * COVERED);
  return Array.from({ length: RACING }, () => deal);
}
