import type { CastVote, Vote } from './session.state.js';

/** What a member votes, and why. */
export interface Ballot {
  readonly vote: Vote;
  readonly reason?: string;
}

/** The one place where a sealed ballot counts: moved to another, it does not open. */
export interface BallotPlace {
  readonly sessionId: string;
  readonly item: number;
  /** A ballot on a member of the committee, by its number; absent for the vote on the item itself. */
  readonly ballot?: number;
  readonly memberId: string;
}

/** Seals ballots with the vote key, and opens them again. State and history hold sealed ballots only (ADR 0032). */
export interface BallotBox {
  /** Every ballot becomes a text of the same length, and no two the same text. */
  seal(place: BallotPlace, ballot: Ballot): string;
  /** Undefined for one that was sealed with another key, or for another place, or altered. */
  open(place: BallotPlace, sealed: string): Ballot | undefined;
}

export const isErased = ({ ballot, vote }: Omit<CastVote, 'castAt'>): boolean => (ballot ?? vote ?? null) === null;

/** The ballot of a vote; undefined when it is erased, or does not open. Votes of before ADR 0032 are in clear. */
export function ballotOf(
  box: BallotBox,
  item: Omit<BallotPlace, 'memberId'>,
  cast: Omit<CastVote, 'castAt'>,
): Ballot | undefined {
  const { memberId, ballot, vote, reason } = cast;
  if (vote != null) return { vote, ...(reason != null && { reason }) };
  return ballot == null ? undefined : box.open({ ...item, memberId }, ballot);
}
