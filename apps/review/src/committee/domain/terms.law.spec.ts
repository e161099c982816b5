import fc from 'fast-check';
import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { evolved } from '#common/aggregates/evolution.js';
import { systemActor } from '#common/kernel/actor.js';
import { addDays } from '#common/kernel/day.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { propertyRuns } from '#testing/property-runs.js';
import { momentOf, refusalOf } from '#testing/specification.js';
import { proves } from '#testing/proves.js';
import { TermOracle } from '../testing/term-oracle.js';
import { appointment } from '../testing/committee.js';
import { appointMember } from './appointing.js';
import type { CommitteeEvent } from './committee.events.js';
import { evolve } from './committee.evolve.js';
import { covers, membersOn, mostAlongside } from './committee.rules.js';
import type { CommitteeState } from './committee.state.js';
import { dismissMember } from './dismissing.js';

/** Days around the ends of terms that begin on them, leap days and 28 February among them. */
const day = fc.oneof(
  fc.constantFrom(
    '2026-02-28',
    '2026-03-01',
    '2028-02-28',
    '2028-02-29',
    '2028-03-01',
    '2030-02-27',
    '2030-02-28',
    '2030-03-01',
  ),
  fc.nat(1800).map((n) => addDays('2026-01-01', n)),
);
const member = fc.nat(7).map((n) => `member-${n}`);
const appointing = fc.record({
  what: fc.constant('appoint' as const),
  member,
  official: fc.nat(2).map((n) => n === 0),
  isChair: fc.nat(9).map((n) => n === 0),
  from: day,
  replaces: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: member }),
  /** Soon after the day it is decided, instead of on that day far away. */
  soon: fc.option(fc.nat(40), { nil: undefined, freq: 3 }),
});
type Appointing = typeof appointing extends fc.Arbitrary<infer A> ? A : never;
const dismissing = fc.record({ what: fc.constant('dismiss' as const), member, days: fc.nat(60) });
const steps = fc.array(fc.oneof({ weight: 2, arbitrary: appointing }, { weight: 1, arbitrary: dismissing }), {
  minLength: 5,
  maxLength: 30,
});
/** Few, so that the committee is full now and then. */
const SEATS = 5;
const rows = [{ key: 'review.rosterMax', from: '2020-01-01', value: SEATS, basis: 'spec' } as const];

const soonOf = (step: object): number => ('soon' in step && typeof step.soon === 'number' ? step.soon : 0);

const policy = PolicyTable.from({ rows });

const appointmentOf = ({ member: memberId, official, isChair, from, replaces }: Appointing) =>
  appointment(0, {
    memberId,
    role: isChair ? 'CHAIR' : 'MEMBER',
    official,
    qualification: official ? 'SENIOR_OFFICIAL' : 'PROFESSOR',
    termFrom: from,
    ...(replaces !== undefined && { replaces }),
  });

describe('Terms of office', () => {
  it(
    'R-01 R-37: are those of the law, whatever the ministry does',
    proves({ '3.1/term': appointMember, 'R-01': covers, 'R-37': mostAlongside }),
    () => {
      let allowed = 0;
      let inherited = 0;
      fc.assert(
        fc.property(steps, fc.array(day, { minLength: 1, maxLength: 10 }), (all, days) => {
          const law = new TermOracle(SEATS);
          let state: CommitteeState | undefined;
          let today = '2025-12-01';
          const left: string[] = [];
          for (const step of all) {
            // The ministry dismisses as of the day it acts, and time does not run back.
            if (step.what === 'dismiss') today = addDays(today, step.days);
            const moment = momentOf(today, policy);
            const from = step.what === 'appoint' && step.soon === undefined ? step.from : addDays(today, soonOf(step));
            // Who fills a seat mostly does so after one who left, and soon.
            const wanted = step.what === 'appoint' ? step.replaces : undefined;
            const replaces =
              wanted === undefined ? undefined : (left.at(Number(wanted.slice(-1)) % left.length) ?? wanted);
            const isAllowed =
              step.what === 'appoint' ? law.appoint({ ...step, from, replaces }) : law.dismiss(step.member, today);
            if (isAllowed && step.what === 'dismiss') left.push(step.member);
            let events: readonly CommitteeEvent[] = [];
            const refusal = refusalOf(() => {
              events =
                step.what === 'appoint'
                  ? appointMember(state, appointmentOf({ ...step, from, replaces }), moment)
                  : dismissMember(
                      state ?? { members: [] },
                      { memberId: step.member, ground: 'OWN_WISH', reason: '사정' },
                      moment,
                    );
            });
            expect([step, refusal, refusal === 'nothing refused']).toEqual([step, refusal, isAllowed]);
            for (const event of events) {
              const recorded = { ...event, at: moment.at, actor: systemActor('law') } as Recorded<CommitteeEvent>;
              state = evolved(evolve, state, recorded);
            }
            if (isAllowed) allowed++;
            if (isAllowed && step.what === 'appoint' && step.replaces !== undefined && !step.official) inherited++;
          }
          for (const on of [...days, ...days.map((one) => addDays(one, 1))]) {
            const inOffice = membersOn(state ?? { members: [] }, on).map(({ memberId }) => memberId);
            expect([on, inOffice.sort()]).toEqual([on, law.inOffice(on)]);
          }
        }),
        propertyRuns(10_000),
      );
      expect(allowed).toBeGreaterThan(0);
      expect(inherited).toBeGreaterThan(0);
    },
  );
});
