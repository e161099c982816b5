import { specification, type Decide } from '#testing/specification.js';
import { committeeType } from '../committee.type.js';
import { appointMember, type Appointment } from '../domain/appointing.js';
import type { CommitteeEvent } from '../domain/committee.events.js';
import type { CommitteeState } from '../domain/committee.state.js';

/** Even numbers are officials, odd ones professors. */
export const appointment = (n: number, change: Partial<Appointment> = {}): Appointment => ({
  memberId: `member-${n}`,
  name: `위원 ${n}`,
  role: 'MEMBER',
  official: n % 2 === 0,
  qualification: n % 2 === 0 ? 'SENIOR_OFFICIAL' : 'PROFESSOR',
  termFrom: '2025-08-04',
  ...change,
});

export const chair = appointment(0, { memberId: 'chair', role: 'CHAIR' });

/** The first appointment makes the committee: `state` is undefined then. */
export const appoints =
  (n: number, change: Partial<Appointment> = {}): Decide<CommitteeState, CommitteeEvent> =>
  (state, moment) =>
    appointMember(state, appointment(n, change), moment);

/** A committee with these members, on 2025-08-04. */
export const committeeOf = (...appointments: readonly Appointment[]) =>
  specification(committeeType, '2025-08-04').given(
    ...appointments.map(
      (each): Decide<CommitteeState, CommitteeEvent> =>
        (state, moment) =>
          appointMember(state, each, moment),
    ),
  );
