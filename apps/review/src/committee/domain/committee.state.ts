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

/** A member of the committee (위원), or its chair (위원장). */
export interface Member extends MemberIdentity {
  /** The person's `sub`. */
  readonly memberId: string;
  readonly role: MemberRole;
  readonly official: boolean;
  readonly qualification: Qualification;
  readonly termFrom: Day;
  /** Absent for officials: they are members while they hold their office. */
  readonly termTo?: Day;
  /** 1 for the first term, 2 for the one renewal. */
  readonly termNo: number;
  readonly left?: { readonly on: Day; readonly as: 'RESIGNED' | 'DISMISSED' };
}

/** Where a member stands on a day: APPOINTED → ACTIVE → EXPIRED, RESIGNED or DISMISSED. */
export type MemberStanding = 'APPOINTED' | 'ACTIVE' | 'EXPIRED' | 'RESIGNED' | 'DISMISSED';

/** The review committee (심사위원회): one aggregate, so that its size and its terms are judged at once. */
export interface CommitteeState {
  readonly members: readonly Member[];
  /** Named in advance by the chair, for when the chair is away (직무대행). */
  readonly actingChairId?: string;
}
