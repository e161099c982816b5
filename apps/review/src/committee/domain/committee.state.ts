import type { Day } from '#common/kernel/day.js';

/** What makes a person eligible (decree Art. 15-3 (1)–(6)); officials come by the first. */
export const QUALIFICATIONS = [
  'SENIOR_OFFICIAL',
  'ICT_DEGREE_ORGANISATION',
  'ICT_DOCTOR_PUBLIC_BODY',
  'PROFESSOR',
  'LOCAL_COUNCIL_RECOMMENDED',
  'RECOGNISED_EQUIVALENT',
] as const;
export type Qualification = (typeof QUALIFICATIONS)[number];

/** Why a member is dismissed (해촉, decree Art. 15-5 (1)–(6)). */
export const DISMISSAL_GROUNDS = [
  'INCAPACITY',
  'MISCONDUCT',
  'NEGLECT',
  'IMPRISONMENT',
  'OWN_WISH',
  'RECUSAL_BREACHED',
] as const;
export type DismissalGround = (typeof DISMISSAL_GROUNDS)[number];

export const MEMBER_ROLES = ['CHAIR', 'MEMBER'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

export const GENDERS = ['FEMALE', 'MALE'] as const;
export type Gender = (typeof GENDERS)[number];

/** Personal data of a member: kept in the history, never published, null once erased. */
export interface MemberIdentity {
  readonly name: string | null;
  readonly gender?: Gender | null;
}

/** One term of office (임기) of a member, both days included. */
export interface Term {
  readonly from: Day;
  /** Absent for officials: they are members while they hold their office. */
  readonly to?: Day;
  readonly role: MemberRole;
  readonly official: boolean;
  readonly qualification: Qualification;
  /** Whose unfinished term it serves to its end. */
  readonly replaces?: string;
  /** Ended early, on a day that no longer belongs to it. */
  readonly left?: { readonly on: Day; readonly as: 'RESIGNED' | 'DISMISSED' };
}

/** A member of the committee (위원), or its chair (위원장). */
export interface Member extends MemberIdentity {
  /** The person's `sub`. */
  readonly memberId: string;
  /** In the order of their days, and never two on one day: a renewal leaves the running term as it is. */
  readonly terms: readonly [Term, ...Term[]];
}

/** Where a member stands on a day: APPOINTED → ACTIVE → EXPIRED, RESIGNED or DISMISSED. */
export const MEMBER_STANDINGS = ['APPOINTED', 'ACTIVE', 'EXPIRED', 'RESIGNED', 'DISMISSED'] as const;
export type MemberStanding = (typeof MEMBER_STANDINGS)[number];

/** The review committee (심사위원회): one aggregate, so that its size and its terms are judged at once. */
export interface CommitteeState {
  readonly members: readonly Member[];
  /** Named in advance by the chair, for when the chair is away (직무대행). */
  readonly actingChairId?: string;
}
