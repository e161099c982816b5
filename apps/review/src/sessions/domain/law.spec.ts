import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { proves } from '#testing/proves.js';
import { ACTS, Trial } from '../testing/trial.js';
import { attendanceOf } from './convening.js';
import { countedFor, mayCount, silentOn } from './session.rules.js';

/** A minute passes between two acts, and now and then the hours until after midnight. */
const actOf = (kinds: fc.Arbitrary<(typeof ACTS)[number]>) =>
  fc.record({
    what: kinds,
    member: fc.nat(22),
    other: fc.nat(22),
    yes: fc.boolean(),
    minutes: fc.oneof({ weight: 60, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constant(600) }),
  });
const act = actOf(fc.constantFrom(...ACTS));
const acts = fc.array(act, { maxLength: 10 });
/** While the item is voted on, most acts are votes, and some voters leave. */
const votes = actOf(
  fc.oneof(
    { weight: 10, arbitrary: fc.constant('vote' as const) },
    { weight: 2, arbitrary: fc.constant('leave' as const) },
    { weight: 2, arbitrary: fc.constantFrom(...ACTS) },
  ),
);

const scene = fc.record({
  convened: fc.oneof(fc.integer({ min: 3, max: 7 }), fc.integer({ min: 3, max: 20 })),
  /** Members whose term ends with the day of the session. */
  ending: fc.uniqueArray(fc.integer({ min: 1, max: 19 }), { maxLength: 4 }),
  /** A re-vote without these members, or a first vote. */
  conflicted: fc.oneof(fc.constant(undefined), fc.uniqueArray(fc.integer({ min: 1, max: 19 }), { maxLength: 4 })),
  /** How many of those convened come and declare, before anything else happens. */
  arrive: fc.oneof(fc.nat(20), fc.constant(20)),
  before: acts,
  sitting: acts,
  deliberating: acts,
  voting: fc.array(votes, { maxLength: 40 }),
});

describe('The arithmetic of the committee', { timeout: 120_000 }, () => {
  it(
    'R-05 R-06 R-07 R-08 R-12 R-45: is that of the law, in every session',
    proves({ 'R-06': attendanceOf, 'R-07': silentOn, 'R-08': countedFor, '11.6/3': mayCount }),
    () => {
      const ended = new Map<string, number>();
      const runs = propertyRuns(10_000);
      fc.assert(
        fc.property(scene, ({ convened, ending, conflicted, arrive, before, sitting, deliberating, voting }) => {
          const trial = new Trial(convened, ending, conflicted);
          trial.arrive(arrive);
          trial.play(before);
          trial.open();
          trial.play(sitting);
          trial.deliberate();
          trial.play(deliberating);
          trial.openVoting();
          trial.play(voting);
          const outcome = trial.count() ?? 'not counted';
          ended.set(outcome, (ended.get(outcome) ?? 0) + 1);
        }),
        runs,
      );
      // Sessions that end in all five ways, or the property has looked at one side only. A run of mutants has fifty
      // sessions, which are too few to be sure of it.
      if (runs.numRuns < 1_000) return;
      for (const outcome of ['SELECTED', 'NOT_SELECTED', 'DEFERRED', 'CARRIED', 'not counted']) {
        expect([outcome, (ended.get(outcome) ?? 0) > 0]).toEqual([outcome, true]);
      }
    },
  );
});
