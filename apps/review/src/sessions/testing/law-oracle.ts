/**
 * The law of the committee, written from decree Art. 15-3 and 15-4, §3 and the rulings, and from nothing of the code it
 * judges. It counts on its fingers: sets, minutes since midnight of the session day, and loops.
 */

const MIDNIGHT = 24 * 60;

/** A half-open stretch of minutes in the room. */
interface Stay {
  readonly from: number;
  to?: number;
}

type Aside = 'SELF' | 'EXCLUDED' | 'CONTESTED' | 'UPHELD' | 'RESOLVED';

interface Ballot {
  readonly about: string;
  readonly isContest: boolean;
  readonly votes: Map<string, { readonly yes: boolean; readonly minute: number }>;
}

export interface Count {
  readonly eligible: number;
  readonly yes: number;
  readonly outcome: 'SELECTED' | 'NOT_SELECTED' | 'DEFERRED' | 'CARRIED';
}

/** One session with one item. Each act answers whether the law allows it; what is not allowed changes nothing. */
export class LawOracle {
  phase: 'NOTICED' | 'OPEN' | 'DELIBERATING' | 'VOTING' = 'NOTICED';
  private readonly stays = new Map<string, Stay[]>();
  private readonly cleared = new Set<string>();
  private readonly aside = new Map<string, Aside>();
  private readonly votes = new Map<string, { readonly yes: boolean; readonly minute: number }>();
  private readonly ballots: Ballot[] = [];

  /**
   * @param roster members whom the notice convened, or who have joined since
   * @param office members in office on the day: joined or not, all of them count for the quorum
   * @param lastMinuteOf the end of a term that ends with the day of the session; others do not end here
   * @param conflicted of a re-vote: members whose conflict was found after the first vote, excluded from the start
   */
  constructor(
    private readonly roster: Set<string>,
    private readonly office: Set<string>,
    private readonly lastMinuteOf: Map<string, number>,
    private readonly conflicted?: ReadonlySet<string>,
  ) {
    for (const member of conflicted ?? []) this.aside.set(member, 'EXCLUDED');
  }

  join(member: string): void {
    this.office.add(member);
    this.roster.add(member);
  }

  appoint(member: string): void {
    this.office.add(member);
  }

  renew(member: string): void {
    this.lastMinuteOf.delete(member);
  }

  isInRoom(member: string, minute: number): boolean {
    return (this.stays.get(member) ?? []).some(({ from, to }) => from <= minute && (to === undefined || minute < to));
  }

  come(member: string, minute: number): boolean {
    if (!this.roster.has(member)) return false;
    if (this.isInRoom(member, minute)) return true;
    // once the committee sits, a latecomer declares first.
    if (this.phase !== 'NOTICED' && !this.hasDeclared(member)) return false;
    this.stays.set(member, [...(this.stays.get(member) ?? []), { from: minute }]);
    return true;
  }

  leave(member: string, minute: number): void {
    const last = this.stays.get(member)?.at(-1);
    if (last !== undefined) last.to = minute;
  }

  declareClear(member: string): boolean {
    if (!this.roster.has(member)) return false;
    const aside = this.aside.get(member);
    // A recused member returns only before the committee sits, and only from a declaration of their own.
    if (aside !== undefined && (aside !== 'SELF' || this.phase !== 'NOTICED')) return false;
    this.aside.delete(member);
    this.cleared.add(member);
    return true;
  }

  declareGround(member: string): boolean {
    if (!this.roster.has(member)) return false;
    const aside = this.aside.get(member);
    if (aside !== undefined && aside !== 'SELF') return false;
    this.stepAside(member, 'SELF');
    return true;
  }

  exclude(member: string): boolean {
    if (!this.roster.has(member) || this.aside.has(member)) return false;
    this.stepAside(member, 'EXCLUDED');
    return true;
  }

  contest(member: string): boolean {
    if (this.aside.get(member) !== 'EXCLUDED') return false;
    this.aside.set(member, 'CONTESTED');
    return true;
  }

  openBallot(member: string): boolean {
    if (this.phase === 'NOTICED' || !this.roster.has(member) || this.ballotOn(member) !== undefined) return false;
    const aside = this.aside.get(member);
    if (aside !== undefined && aside !== 'CONTESTED' && aside !== 'RESOLVED') return false;
    this.ballots.push({ about: member, isContest: aside === 'CONTESTED', votes: new Map() });
    return true;
  }

  voteOn(member: string, voter: string, yes: boolean, minute: number): boolean {
    const ballot = this.ballotOn(member);
    if (ballot === undefined || voter === member || this.aside.has(voter)) return false;
    if (!this.isInRoom(voter, minute) || !this.isInTerm(voter, minute)) return false;
    ballot.votes.set(voter, { yes, minute });
    return true;
  }

  /** Whether the member stands aside after the count; undefined when there is nothing to count. */
  decide(member: string, minute: number): { readonly eligible: number; readonly recused: boolean } | undefined {
    const ballot = this.ballotOn(member);
    if (ballot === undefined) return undefined;
    const eligible = [...this.roster].filter((one) => one !== member && this.counts(one, ballot.votes, minute));
    const yes = eligible.filter((one) => ballot.votes.get(one)?.yes === true).length;
    this.ballots.splice(this.ballots.indexOf(ballot), 1);
    const recused = yes + yes > eligible.length;
    if (recused && ballot.isContest) this.aside.set(member, 'UPHELD');
    else if (recused) this.stepAside(member, 'RESOLVED');
    else if (this.aside.has(member)) {
      this.aside.delete(member);
      this.cleared.add(member);
    }
    return { eligible: eligible.length, recused };
  }

  /** A majority of all members in office is in the room, and each of them has declared (decree Art. 15-3, R-06). */
  open(minute: number): boolean {
    const present = [...this.office].filter((member) => this.isInRoom(member, minute));
    let majority = 0;
    while (majority + majority <= this.office.size) majority++;
    if (this.phase !== 'NOTICED' || minute >= MIDNIGHT || present.length < majority) return false;
    if (!this.allDeclared(minute)) return false;
    this.phase = 'OPEN';
    for (const member of this.office) this.roster.add(member);
    return true;
  }

  deliberate(minute: number): boolean {
    if (this.phase !== 'OPEN' || minute >= MIDNIGHT) return false;
    this.phase = 'DELIBERATING';
    return true;
  }

  openVoting(minute: number): boolean {
    if (this.phase !== 'DELIBERATING' || minute >= MIDNIGHT) return false;
    if (!this.allDeclared(minute) || !this.isSettled()) return false;
    this.phase = 'VOTING';
    return true;
  }

  vote(member: string, yes: boolean, minute: number): boolean {
    if (this.phase !== 'VOTING' || this.aside.has(member) || !this.cleared.has(member)) return false;
    if (!this.isInRoom(member, minute) || !this.isInTerm(member, minute)) return false;
    this.votes.set(member, { yes, minute });
    return true;
  }

  count(minute: number): Count | undefined {
    if (this.phase !== 'VOTING' || !this.isSettled()) return undefined;
    const eligible = [...this.roster].filter((member) => this.counts(member, this.votes, minute));
    const yes = eligible.filter((member) => this.votes.get(member)?.yes === true).length;
    const decided = yes + yes > eligible.length ? 'SELECTED' : 'NOT_SELECTED';
    // an application is deferred before it is decided, never after.
    const waits = this.conflicted === undefined ? 'DEFERRED' : 'CARRIED';
    return { eligible: eligible.length, yes, outcome: eligible.length < 3 ? waits : decided };
  }

  /** who voted while present and in term, and who is present and in term now; never who stands aside. */
  private counts(member: string, votes: ReadonlyMap<string, { readonly minute: number }>, minute: number): boolean {
    if (this.aside.has(member)) return false;
    return votes.has(member) || (this.isInRoom(member, minute) && this.isInTerm(member, minute));
  }

  private isInTerm(member: string, minute: number): boolean {
    return minute < (this.lastMinuteOf.get(member) ?? Infinity);
  }

  private hasDeclared(member: string): boolean {
    return this.cleared.has(member) || this.aside.has(member);
  }

  private allDeclared(minute: number): boolean {
    return [...this.roster].every((member) => !this.isInRoom(member, minute) || this.hasDeclared(member));
  }

  /** no ballot is open and no contest undecided. */
  private isSettled(): boolean {
    return this.ballots.length === 0 && ![...this.aside.values()].includes('CONTESTED');
  }

  private ballotOn(member: string): Ballot | undefined {
    return this.ballots.find(({ about }) => about === member);
  }

  private stepAside(member: string, why: Aside): void {
    this.aside.set(member, why);
    this.cleared.delete(member);
    this.votes.delete(member);
    for (const ballot of this.ballots) ballot.votes.delete(member);
  }
}
