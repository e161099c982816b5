import type { Recorded } from '#common/aggregates/aggregate-type.js';
import type { FactOf } from '#common/aggregates/fact.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { momentOf, type Decide } from '#testing/specification.js';
import { proves } from '#testing/proves.js';
import { appointment, appoints, chair, committeeOf } from '../testing/committee.js';
import type { CommitteeEvent } from './committee.events.js';
import {
  compositionOn,
  endOfTerm,
  hasLeft,
  leavingOf,
  membersOn,
  mostAlongside,
  presidencyOn,
  seatsOn,
  shownTerm,
  standingOn,
} from './committee.rules.js';
import { QUALIFICATIONS, type CommitteeState, type DismissalGround, type Member } from './committee.state.js';
import { dismissMember } from './dismissing.js';
import { nameActingChair } from './presiding.js';
import { appointMember } from './appointing.js';

type Step = Decide<CommitteeState, CommitteeEvent>;

const dismisses =
  (memberId: string, ground: DismissalGround = 'OWN_WISH'): Step =>
  (state, moment) =>
    dismissMember(state, { memberId, ground, reason: '일신상의 사유' }, moment);

function memberIn({ members }: CommitteeState, memberId: string): Member {
  const found = members.find((member) => member.memberId === memberId);
  if (found === undefined) throw new Error(`No member ${memberId}`);
  return found;
}

describe('The committee', () => {
  it('has twenty members at most, the chair included', proves({ '3.1/size': appointMember }), () => {
    const twenty = committeeOf(chair, ...Array.from({ length: 19 }, (_, n) => appointment(n + 1)));
    expect(membersOn(twenty.state, '2025-08-04')).toHaveLength(20);
    twenty.when(appoints(20)).thenRefused('COMMITTEE_FULL');
  });

  it('has one chair, who is an official', proves({ '3.1/chair': appointMember }), () => {
    const one = committeeOf(chair);
    one.when(appoints(2, { role: 'CHAIR' })).thenRefused('CHAIR_EXISTS');
    one.when(appoints(1, { role: 'CHAIR' })).thenRefused('CHAIR_NOT_OFFICIAL');
  });

  it(
    'gives non-officials two years, renewable once, and officials no end',
    proves({ '11.2/member-appointed': appointMember, '3.1/term': appointMember }),
    () => {
      const two = committeeOf(appointment(1), appointment(2));
      expect(two.state.members.map(({ terms }) => terms[0].to)).toEqual(['2027-08-03', undefined]);
      two.when(appoints(1, { termFrom: '2027-08-03' })).thenRefused('MEMBER_IN_OFFICE');
      const renewed = two.given(appoints(1, { termFrom: '2027-08-04' }));
      renewed.when(appoints(1, { termFrom: '2029-08-04' })).thenRefused('TERM_LIMIT_REACHED');
    },
  );

  it(
    'R-01: keeps a member in office who is renewed early, and the renewal follows without a gap',
    proves({ 'R-01': standingOn }),
    () => {
      const renewed = committeeOf(chair, appointment(1))
        .on('2027-07-20')
        .given(appoints(1, { termFrom: '2027-08-04' }));
      const member = memberIn(renewed.state, 'member-1');
      expect(member.terms.map(({ from, to }) => [from, to])).toEqual([
        ['2025-08-04', '2027-08-03'],
        ['2027-08-04', '2029-08-03'],
      ]);
      for (const day of ['2027-07-20', '2027-08-03', '2027-08-04', '2029-08-03']) {
        expect([day, standingOn(member, day)]).toEqual([day, 'ACTIVE']);
      }
      expect(standingOn(member, '2029-08-04')).toBe('EXPIRED');
      expect(seatsOn(renewed.state, '2027-08-03')).toContainEqual(expect.objectContaining({ termTo: '2029-08-03' }));
      const names: Step = (state, moment) => nameActingChair(state, { memberId: 'member-1', by: 'chair' }, moment);
      renewed.when(names).thenEvents('ActingChairNamed');
    },
  );

  it(
    'R-01: counts the rest of an inherited term as a term, unless the policy says otherwise',
    proves({ 'R-01': appointMember }),
    () => {
      const inherited = committeeOf(appointment(1))
        .given(dismisses('member-1'), appoints(3, { replaces: 'member-1', termFrom: '2025-08-05' }))
        .given(appoints(3, { termFrom: '2027-08-04' }));
      const third = appoints(3, { termFrom: '2029-08-04' });
      inherited.when(third).thenRefused('TERM_LIMIT_REACHED');
      const rows = [{ key: 'review.inheritedTermCounts', from: '2029-01-01', value: false, basis: 'spec' } as const];
      const { state } = inherited;
      const later = momentOf('2029-07-01 10:00', PolicyTable.from({ rows }));
      expect(third(state, later)).toMatchObject([{ data: { termFrom: '2029-08-04', termTo: '2031-08-03' } }]);
    },
  );

  it(
    'appoints on one of the grounds of the decree: officials, and only they, on the first',
    proves({ '3.1/qualification': appointMember }),
    () => {
      const [ofOfficials, ...ofOthers] = QUALIFICATIONS;
      const none = committeeOf();
      for (const qualification of ofOthers) {
        none.when(appoints(1, { qualification })).thenEvents({ type: 'MemberAppointed', details: { qualification } });
        none.when(appoints(2, { qualification })).thenRefused('QUALIFICATION_MISMATCH');
      }
      none.when(appoints(2, { qualification: ofOfficials })).thenEvents('MemberAppointed');
      none.when(appoints(1, { qualification: ofOfficials })).thenRefused('QUALIFICATION_MISMATCH');
    },
  );

  it(
    'dismisses a member who did not step aside, which is no leaving of their own wish',
    proves({ '3.2/dismissal': dismissMember, '11.2/member-ended': dismissMember }),
    () => {
      const given = committeeOf(appointment(1), appointment(3));
      const { state } = given
        .when(dismisses('member-1', 'RECUSAL_BREACHED'))
        .thenEvents({ type: 'MemberDismissed', data: { on: '2025-08-04' }, details: { ground: 'RECUSAL_BREACHED' } })
        .given(dismisses('member-3', 'OWN_WISH'));
      expect(['member-1', 'member-3'].map((id) => standingOn(memberIn(state, id), '2025-08-04'))).toEqual([
        'DISMISSED',
        'RESIGNED',
      ]);
      given.when(dismisses('member-5', 'RECUSAL_BREACHED')).thenRefused('NOT_FOUND');
    },
  );

  it('R-01: does not count a term that was given back before it began', () => {
    const given = committeeOf(appointment(1)).given(dismisses('member-1'), appoints(1, { termFrom: '2025-08-05' }));
    const twice = given.given(appoints(1, { termFrom: '2027-08-05' }));
    twice.when(appoints(1, { termFrom: '2029-08-05' })).thenRefused('TERM_LIMIT_REACHED');
  });

  it.each([
    ['2028-02-29', '2030-02-28'],
    ['2028-02-28', '2030-02-27'],
    ['2026-03-01', '2028-02-29'],
    ['2025-08-04', '2027-08-03'],
  ])('R-37: has a term that begins on %s end on %s', proves({ 'R-37': endOfTerm, '3.1/term': endOfTerm }), (from, to) =>
    expect(endOfTerm(from, momentOf('2025-08-04 10:00').policy)).toBe(to),
  );

  it(
    'R-37: counts the seats of every day of a term, of those that come later too',
    proves({ 'R-37': mostAlongside, '3.1/size': mostAlongside }),
    () => {
      const now = Array.from({ length: 9 }, (_, n) => appointment(n + 1));
      const later = Array.from({ length: 10 }, (_, n) => appointment(n + 21, { termFrom: '2026-01-01' }));
      const twenty = committeeOf(chair, ...now, ...later);
      expect(['2025-12-31', '2026-01-01'].map((on) => membersOn(twenty.state, on).length)).toEqual([10, 20]);
      // Ten are in office on the first day of the term, and twenty from the new year on.
      twenty.when(appoints(40, { termFrom: '2025-09-01' })).thenRefused('COMMITTEE_FULL');
      const term = { from: '2025-09-01', role: 'MEMBER', official: true, qualification: 'SENIOR_OFFICIAL' } as const;
      expect(mostAlongside(twenty.state.members, term)).toBe(20);
      expect(mostAlongside(twenty.state.members, { ...term, to: '2025-12-31' })).toBe(10);
      expect(mostAlongside([], term)).toBe(0);
    },
  );

  it(
    'R-37: counts seats day by day, so that terms which never meet take one seat',
    proves({ 'R-37': mostAlongside }),
    () => {
      // 19 in office, ten of them until 2026-12-31: with three more from 2028 on, no day has more than 19.
      const leaving = Array.from({ length: 10 }, (_, n) => appointment(2 * n + 1, { termFrom: '2025-01-01' }));
      const staying = Array.from({ length: 8 }, (_, n) => appointment(2 * n + 2));
      const coming = [31, 33, 35].map((n) => appointment(n, { termFrom: '2028-02-28' }));
      const given = committeeOf(chair, ...leaving, ...staying, ...coming);
      expect(membersOn(given.state, '2026-12-31')).toHaveLength(19);
      const official = given.given(appoints(40, { termFrom: '2025-11-01' }));
      expect(membersOn(official.state, '2025-11-01')).toHaveLength(20);
      official.when(appoints(42, { termFrom: '2025-11-02' })).thenRefused('COMMITTEE_FULL');
      official.when(appoints(41, { termFrom: '2026-12-31' })).thenRefused('COMMITTEE_FULL');
      official.when(appoints(41, { termFrom: '2027-01-01' })).thenEvents('MemberAppointed');
    },
  );

  it('says how it is composed on a day, in numbers only', proves({ '3.1/gender': compositionOn }), () => {
    const given = committeeOf(
      chair,
      appointment(1, { gender: 'FEMALE' }),
      appointment(2, { gender: 'MALE' }),
      appointment(3, { gender: 'FEMALE', termFrom: '2025-09-01' }),
    );
    expect(compositionOn(given.state, '2025-08-04')).toEqual({
      on: '2025-08-04',
      members: { total: 3, female: 1, male: 1, unknown: 1 },
      officials: { total: 2, female: 0, male: 1, unknown: 1 },
      nonOfficials: { total: 1, female: 1, male: 0, unknown: 0 },
    });
    expect(compositionOn(given.state, '2025-09-01').members).toMatchObject({ total: 4, female: 2 });
  });

  it(
    'counts a member whose term ends today as a member of today',
    proves({ '11.2/member-ended': standingOn, '11.2/member-appointed': standingOn }),
    () => {
      const [member] = committeeOf(appointment(1)).state.members;
      expect(member && ['2025-08-03', '2027-08-03', '2027-08-04'].map((day) => standingOn(member, day))).toEqual([
        'APPOINTED',
        'ACTIVE',
        'EXPIRED',
      ]);
    },
  );

  it(
    'lets a replacement serve the rest of the term only',
    proves({ '11.2/member-replaced': appointMember, '3.1/term': appointMember }),
    () => {
      const replaces = appoints(3, { replaces: 'member-1', termFrom: '2025-08-05' });
      const one = committeeOf(appointment(1));
      one.when(replaces).thenRefused('NOTHING_TO_REPLACE');
      const left = one.given(dismisses('member-1'));
      left.when(dismisses('member-1')).thenRefused('MEMBER_NOT_IN_OFFICE');
      const { state } = left.given(replaces);
      expect(memberIn(state, 'member-3').terms[0].to).toBe('2027-08-03');
      left.when(appoints(3, { replaces: 'member-1', termFrom: '2027-08-04' })).thenRefused('NOTHING_TO_REPLACE');
      const twice = appoints(5, { replaces: 'member-1', termFrom: '2025-08-06' });
      left.given(replaces).when(twice).thenRefused('NOTHING_TO_REPLACE');
    },
  );

  it(
    'has been left by a member who resigned, until the next appointment',
    proves({ '11.2/member-ended': leavingOf }),
    () => {
      const left = committeeOf(appointment(1), appointment(2)).given(dismisses('member-1'));
      expect(['member-1', 'member-2', 'stranger'].map((id) => hasLeft(left.state, id))).toEqual([true, false, false]);
      expect(hasLeft(left.given(appoints(1, { termFrom: '2025-08-05' })).state, 'member-1')).toBe(false);
    },
  );

  it('seats a member as their term of the day says, until the last day they are in office', () => {
    const given = committeeOf(chair, appointment(1), appointment(2));
    expect(seatsOn(given.state, '2025-08-04')).toEqual([
      { memberId: 'chair', role: 'CHAIR', official: true },
      { memberId: 'member-1', role: 'MEMBER', official: false, termTo: '2027-08-03' },
      { memberId: 'member-2', role: 'MEMBER', official: true },
    ]);
    expect(seatsOn(given.state, '2025-08-03')).toEqual([]);
    const left = given.on('2025-10-01').given(dismisses('member-1'), dismisses('member-2'));
    expect(seatsOn(left.state, '2025-09-30').map(({ termTo }) => termTo)).toEqual([
      undefined,
      '2025-09-30',
      '2025-09-30',
    ]);
    expect(seatsOn(left.state, '2025-10-01').map(({ memberId }) => memberId)).toEqual(['chair']);
    // A term that begins after a gap is another time in office.
    const again = given.given(appoints(1, { termFrom: '2027-08-05' }));
    expect(seatsOn(again.state, '2025-08-04')).toContainEqual(expect.objectContaining({ termTo: '2027-08-03' }));
  });

  it('shows of a member the running term, else the next, else the last', () => {
    const member = memberIn(
      committeeOf(appointment(1)).given(appoints(1, { termFrom: '2028-01-01' })).state,
      'member-1',
    );
    const days = ['2025-08-03', '2025-08-04', '2027-08-03', '2027-08-04', '2028-01-01', '2029-12-31', '2030-01-01'];
    expect(days.map((day) => shownTerm(member, day).from)).toEqual([
      '2025-08-04',
      '2025-08-04',
      '2025-08-04',
      '2028-01-01',
      '2028-01-01',
      '2028-01-01',
      '2028-01-01',
    ]);
    expect(days.map((day) => standingOn(member, day))).toEqual([
      'APPOINTED',
      'ACTIVE',
      'ACTIVE',
      'APPOINTED',
      'ACTIVE',
      'ACTIVE',
      'EXPIRED',
    ]);
    // A term to come that was given back is not the next one.
    const early = committeeOf(appointment(3, { termFrom: '2025-09-01' })).given(dismisses('member-3'));
    const given = memberIn(early.given(appoints(3, { termFrom: '2025-10-01' })).state, 'member-3');
    expect(shownTerm(given, '2025-08-04').from).toBe('2025-10-01');
    expect(standingOn(memberIn(early.state, 'member-3'), '2025-08-04')).toBe('RESIGNED');
    expect(shownTerm(memberIn(early.state, 'member-3'), '2025-08-04').from).toBe('2025-09-01');
  });

  it('tells how a member left last, until they are appointed again', () => {
    const left = committeeOf(appointment(1)).given(dismisses('member-1', 'MISCONDUCT'));
    expect(leavingOf(memberIn(left.state, 'member-1'))).toEqual({ on: '2025-08-04', as: 'DISMISSED' });
    const again = left.on('2025-09-01').given(appoints(1, { termFrom: '2025-09-01' }));
    expect(leavingOf(memberIn(again.state, 'member-1'))).toBeUndefined();
    const twice = again.on('2026-01-05').given(dismisses('member-1', 'OWN_WISH'));
    expect(leavingOf(memberIn(twice.state, 'member-1'))).toEqual({ on: '2026-01-05', as: 'RESIGNED' });
    expect(standingOn(memberIn(twice.state, 'member-1'), '2026-01-04')).toBe('ACTIVE');
    // The term to come that was given back with the first one is no later leaving than the second.
    const renewed = committeeOf(appointment(5))
      .given(appoints(5, { termFrom: '2027-08-04' }))
      .on('2025-09-01');
    const back = renewed.given(dismisses('member-5', 'NEGLECT')).on('2025-12-01');
    const gone = back
      .given(appoints(5, { termFrom: '2026-01-01' }))
      .on('2026-06-01')
      .given(dismisses('member-5'));
    expect(leavingOf(memberIn(gone.state, 'member-5'))).toEqual({ on: '2026-06-01', as: 'RESIGNED' });
    // A term that ended by its day before is left as it was served.
    const served = committeeOf(appointment(3))
      .given(appoints(3, { termFrom: '2027-08-04' }))
      .on('2028-02-01');
    const { terms } = memberIn(served.given(dismisses('member-3')).state, 'member-3');
    expect(terms.map((term) => term.left?.on)).toEqual([undefined, '2028-02-01']);
    const later = memberIn(served.given(dismisses('member-3')).state, 'member-3');
    expect(leavingOf(later)).toEqual({ on: '2028-02-01', as: 'RESIGNED' });
    // Between two terms, of which the second was left, the first has run out.
    const gap = committeeOf(appointment(7))
      .given(appoints(7, { termFrom: '2028-01-01' }))
      .on('2028-02-01');
    const left7 = memberIn(gap.given(dismisses('member-7')).state, 'member-7');
    expect(['2027-10-01', '2028-02-01'].map((on) => standingOn(left7, on))).toEqual(['EXPIRED', 'RESIGNED']);
  });

  it('presides by the chair and the acting chair in office, each on its day', () => {
    const names: Step = (state, moment) => nameActingChair(state, { memberId: 'member-1', by: 'chair' }, moment);
    const given = committeeOf(chair, appointment(1));
    expect(presidencyOn(given.state, '2025-08-04')).toEqual({ chairId: 'chair' });
    const named = given.given(names);
    expect(presidencyOn(named.state, '2025-08-03')).toEqual({});
    expect(presidencyOn(named.state, '2027-08-04')).toEqual({ chairId: 'chair' });
    expect(presidencyOn(named.given(dismisses('chair')).state, '2025-08-04')).toEqual({ actingChairId: 'member-1' });
  });

  it('keeps name and gender as the ministry wrote them last', () => {
    const given = committeeOf(appointment(1, { gender: 'FEMALE' }));
    expect(memberIn(given.state, 'member-1')).toMatchObject({ name: '위원 1', gender: 'FEMALE' });
    const renewed = given.given(appoints(1, { name: '새 이름', termFrom: '2027-08-04' }));
    const member = memberIn(renewed.state, 'member-1');
    expect(member).not.toHaveProperty('gender');
    expect(member).toMatchObject({ memberId: 'member-1', name: '새 이름', terms: [{ role: 'MEMBER' }, {}] });
    // Terms stand in the order of their days, whenever they were given.
    const before = committeeOf(appointment(1, { termFrom: '2028-01-01' })).given(appoints(1));
    expect(memberIn(before.state, 'member-1').terms.map(({ from }) => from)).toEqual(['2025-08-04', '2028-01-01']);
    expect(memberIn(before.state, 'member-1').terms[1]).not.toHaveProperty('replaces');
  });

  it(
    'lets the chair, and nobody else, name the acting chair among the members in office',
    proves({ '3.1/acting-chair': nameActingChair }),
    () => {
      const given = committeeOf(chair, appointment(1));
      const names =
        (memberId: string, by: string): Step =>
        (state, moment) =>
          nameActingChair(state, { memberId, by }, moment);
      given.when(names('member-1', 'member-1')).thenRefused('FORBIDDEN');
      given.when(names('chair', 'chair')).thenRefused('ACTING_CHAIR_IS_CHAIR');
      given.when(names('member-9', 'chair')).thenRefused('MEMBER_NOT_IN_OFFICE');
      const { state } = given.given(names('member-1', 'chair'));
      expect(presidencyOn(state, '2025-08-04')).toEqual({ chairId: 'chair', actingChairId: 'member-1' });
    },
  );

  it('keeps a member whose name was erased', () => {
    const [, ...others] = committeeOf(appointment(1), appointment(2)).history;
    const [{ details }] = others as [Recorded<FactOf<CommitteeEvent, 'MemberAppointed'>>];
    const erased = { ...others[0], details: { ...details, name: null } } as CommitteeEvent;
    expect(committeeOf().given([erased]).state.members).toMatchObject([{ memberId: 'member-2', name: null }]);
  });
});
