import fc from 'fast-check';
import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { evolved } from '#common/aggregates/evolution.js';
import { systemActor } from '#common/kernel/actor.js';
import { momentAt } from '#common/kernel/clock.js';
import { addDays, startOfDay } from '#common/kernel/day.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { propertyRuns } from '#testing/property-runs.js';
import { proves } from '#testing/proves.js';
import { refusalOf, type Decide } from '#testing/specification.js';
import {
  asksToCancel,
  decidesCancellation,
  examined,
  hears,
  hearsOfAgenda,
  hearsOfAnswer,
  hearsOfConflict,
  hearsOfObjection,
  hearsOfRelease,
  hearsOfRevote,
  hearsSupplier,
} from '../testing/review-case.js';
import type { CaseEvent } from './case.events.js';
import { evolve } from './case.evolve.js';
import type { CaseState } from './case.state.js';
import { followRemovalRefusal, followWithdrawal, requestWithdrawal } from './following.js';
import { concludeSession } from './objecting.js';
import { callForRevote } from './voting-again.js';

const calendar = koreanCalendar(PolicyTable.defaults);

interface Act {
  readonly what: keyof typeof acts;
  readonly sessionNo: number;
  readonly yes: boolean;
  readonly days: number;
}

const acts = {
  agenda: ({ sessionNo }: Act) => hearsOfAgenda(sessionNo),
  release: ({ sessionNo }: Act) => hearsOfRelease(sessionNo),
  conclude: ({ sessionNo, yes }: Act) => hears(yes ? 'SELECTED' : 'NOT_SELECTED', sessionNo),
  defer: ({ sessionNo }: Act) => hears('DEFERRED', sessionNo),
  object: ({ sessionNo }: Act) => hearsOfObjection(sessionNo),
  answer: ({ sessionNo, yes }: Act) => hearsOfAnswer(yes ? 'UPHELD' : 'DISMISSED', undefined, sessionNo),
  answerAndSelect: ({ sessionNo, yes }: Act) => hearsOfAnswer('UPHELD', yes ? 'SELECTED' : 'NOT_SELECTED', sessionNo),
  conflict: ({ sessionNo }: Act) => hearsOfConflict('member-1', sessionNo),
  voteAgain: ({ sessionNo, yes }: Act) => hearsOfRevote(yes ? 'SELECTED' : 'NOT_SELECTED', sessionNo),
  askToCancel: () => asksToCancel(['SANCTION'], 11),
  hear: () => hearsSupplier,
  cancel: ({ yes }: Act) => decidesCancellation(yes ? 'CANCELLED' : 'KEPT', yes ? ['SANCTION'] : []),
  askToWithdraw: () => requestWithdrawal,
  refuseRemoval: () => followRemovalRefusal,
  withdraw: () => followWithdrawal,
} satisfies Readonly<Record<string, (act: Act) => Decide<CaseState, CaseEvent>>>;

const decisionOf = ({ decision }: CaseState) =>
  decision && { outcome: decision.outcome, sessionNo: decision.sessionNo, on: decision.on };

describe('The decision on a case', { timeout: 300_000 }, () => {
  const act: fc.Arbitrary<Act> = fc.record({
    what: fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])),
    sessionNo: fc.integer({ min: 62, max: 64 }),
    yes: fc.boolean(),
    days: fc.oneof(fc.constant(0), fc.constant(12)),
  });

  it(
    '§11.6 (5): is another one after an objection that was upheld or a vote taken again, and never otherwise',
    proves({ '11.6/5': concludeSession, 'R-45': callForRevote }),
    () => {
      const start = examined.state;
      const changes = new Map<string, number>();
      const runs = propertyRuns(10_000);
      fc.assert(
        fc.property(fc.array(act, { minLength: 4, maxLength: 24 }), (drawn) => {
          let state = start;
          let day = '2025-09-19';
          for (const one of drawn) {
            day = addDays(day, one.days);
            const moment = momentAt(new Date(startOfDay(day).getTime() + 50_400_000), PolicyTable.defaults, calendar);
            let events: readonly CaseEvent[] = [];
            refusalOf(() => (events = acts[one.what](one)(state, moment)));
            for (const event of events) {
              const before = state;
              state = evolved(evolve, before, {
                ...event,
                at: moment.at,
                actor: systemActor('spec'),
              } as Recorded<CaseEvent>);
              const [had, has] = [decisionOf(before), decisionOf(state)];
              // A deferral decides nothing on the service.
              if (had === undefined || had.outcome === 'DEFERRED') continue;
              if (JSON.stringify(had) === JSON.stringify(has)) continue;
              const upheld = event.type === 'ObjectionUpheld' && before.objection !== undefined;
              const again = before.revote !== undefined && has !== undefined;
              expect([event.type, had, has, upheld || again]).toEqual([event.type, had, has, true]);
              const how = upheld ? 'upheld' : `again ${has?.outcome}`;
              changes.set(how, (changes.get(how) ?? 0) + 1);
            }
          }
        }),
        runs,
      );
      if (runs.numRuns < 1_000) return;
      expect([...changes.keys()].toSorted()).toEqual(['again NOT_SELECTED', 'again SELECTED', 'upheld']);
    },
  );
});
