import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { momentOf } from '#testing/specification.js';
import { proves } from '#testing/proves.js';
import {
  agendaFreeze,
  cutOff,
  frozenNow,
  lookback,
  nextRegularDay,
  passes,
  quorumOf,
  regularDay,
} from './session.rules.js';

const september = momentOf('2025-09-01 10:00');

describe('the rules of a session', () => {
  it.each([
    [20, 11],
    [19, 10],
    [1, 1],
  ])(
    'asks of %i members a quorum of %i',
    proves({ '3.3/majority': quorumOf, '3.1/quorum': quorumOf }),
    (members, quorum) => expect(quorumOf(members)).toBe(quorum),
  );

  it.each([
    [13, 7, true],
    [13, 6, false],
    [14, 8, true],
    [14, 7, false],
  ])(
    'with %i eligible, %i in favour: selected %s',
    proves({ '11.2/item-pass': passes, '3.3/tie': passes, '3.1/decision': passes }),
    (eligible, yes, selected) => expect(passes({ eligible, yes, no: 0, abstain: 0 })).toBe(selected),
  );

  it(
    'meets on the third Friday, or on the next business day',
    proves({ '11.2/session-planned': nextRegularDay }),
    () => {
      expect(regularDay('2025-09-01', september.policy, september.calendar)).toBe('2025-09-19');
      // 2024-08-16 was the third Friday; 2025-08-15 is Liberation Day.
      expect(regularDay('2025-08-01', september.policy, september.calendar)).toBe('2025-08-18');
      expect(nextRegularDay(september)).toBe('2025-09-19');
      // Seven clear days are left on the eleventh, and six on the day after.
      expect(nextRegularDay(momentOf('2025-09-11 10:00'))).toBe('2025-09-19');
      expect(nextRegularDay(momentOf('2025-09-12 10:00'))).toBe('2025-10-17');
      expect(nextRegularDay(momentOf('2025-12-31 10:00'))).toBe('2026-01-16');
    },
  );

  it('freezes the agenda at 18:00 two business days before', proves({ '11.2/case-on-agenda': agendaFreeze }), () => {
    expect(agendaFreeze('2025-09-10', september).dueAt).toBe('2025-09-08T09:00:00.000Z');
    expect(agendaFreeze('2025-10-10', september).dueAt).toBe('2025-10-01T09:00:00.000Z');
  });

  it(
    'takes papers accepted by the last business day of the month before',
    proves({ '11.2/case-on-agenda': cutOff }),
    () => {
      expect(cutOff('2025-09-10', september.calendar)).toBe('2025-08-29');
    },
  );

  it(
    'looks back to 1 January of the year before, and three years',
    proves({ '3.2/lookback': lookback, '3.2/ground-b': lookback, '3.2/ground-c': lookback }),
    () => {
      expect(lookback('2025-09-19')).toEqual({ engagementFrom: '2024-01-01', employmentFrom: '2022-09-19' });
    },
  );

  it('names the rule by which an agenda freezes', () => {
    expect(agendaFreeze('2025-09-10', september)).toEqual({
      key: 'AGENDA_FREEZE',
      dueAt: '2025-09-08T09:00:00.000Z',
      basis: 'bd',
      rule: 'A-26',
    });
    expect(frozenNow(september)).toEqual({
      key: 'AGENDA_FREEZE',
      dueAt: '2025-09-01T01:00:00.000Z',
      basis: 'd',
      rule: 'R-09',
    });
  });

  it('never has a quorum or a majority that its complement could have as well', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (n) => n - quorumOf(n) < quorumOf(n)),
      propertyRuns(),
    );
    fc.assert(
      fc.property(fc.nat(20), fc.nat(20), fc.nat(20), (yes, no, abstain) => {
        const eligible = yes + no + abstain;
        return !(passes({ eligible, yes, no, abstain }) && passes({ eligible, yes: no, no: yes, abstain }));
      }),
      propertyRuns(),
    );
  });
});
