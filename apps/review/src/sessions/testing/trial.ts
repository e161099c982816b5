import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { evolved } from '#common/aggregates/evolution.js';
import { systemActor } from '#common/kernel/actor.js';
import { momentAt, type Moment } from '#common/kernel/clock.js';
import { startOfDay } from '#common/kernel/day.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { refusalOf } from '#testing/specification.js';
import { byChair, caseNo, notice, planned } from './session.steps.js';
import { LawOracle } from './law-oracle.js';
import { admitMembers, recordAttendance } from '../domain/attending.js';
import type { Ballot, BallotBox } from '../domain/ballot-box.js';
import { noticeSession } from '../domain/convening.js';
import { contestExclusion, excludeMember } from '../domain/excluding.js';
import { declareConflict } from '../domain/recusing.js';
import { castRecusalVote, decideGroundE, openRecusalBallot } from '../domain/resolving.js';
import { evolve } from '../domain/session.evolve.js';
import type { SessionEvent } from '../domain/session.events.js';
import type { RosterMember, SessionState } from '../domain/session.state.js';
import { addAgendaItem, type CaseForAgenda } from '../domain/setting-agenda.js';
import { deliberate, openSession, openVoting } from '../domain/sitting.js';
import { castVote, closeVoting } from '../domain/voting.js';

const DAY = '2025-09-19';
const calendar = koreanCalendar(PolicyTable.defaults);

/** What sealing adds is proved elsewhere; here it would be most of the time. */
const openBox: BallotBox = {
  seal: (_, ballot) => JSON.stringify(ballot),
  open: (_, sealed) => JSON.parse(sealed) as Ballot,
};

export const ACTS = [
  'come',
  'leave',
  'clear',
  'ground',
  'exclude',
  'contest',
  'ballot',
  'vote on',
  'decide',
  'vote',
  'join',
  'appoint',
  'renew',
] as const;

/** Something that one member does, or that happens to one. */
export interface Act {
  readonly what: (typeof ACTS)[number];
  readonly member: number;
  /** The one who votes on the member. */
  readonly other: number;
  readonly yes: boolean;
  /** That pass before it. */
  readonly minutes: number;
}

const nameOf = (n: number): string => (n === 0 ? 'chair' : `member-${n}`);

/** The session and the law go through the same acts; `both` holds one against the other. */
export class Trial {
  private minute = 14 * 60;
  private state: SessionState;
  private readonly seats: RosterMember[];
  private readonly law: LawOracle;

  constructor(
    private readonly size: number,
    ending: readonly number[],
    /** Of a re-vote: who is in conflict. */
    conflicted?: readonly number[],
  ) {
    const seat = (n: number): RosterMember => ({
      memberId: nameOf(n),
      role: n === 0 ? 'CHAIR' : 'MEMBER',
      official: n === 0,
      termTo: ending.includes(n) ? DAY : '2027-08-03',
    });
    this.seats = Array.from({ length: size }, (_, n) => seat(n));
    const names = this.seats.map(({ memberId }) => memberId);
    const ends = new Map(ending.map((n) => [nameOf(n), 24 * 60]));
    const excluded = conflicted?.filter((n) => n < size).map(nameOf);
    this.law = new LawOracle(new Set(names), new Set(names), ends, excluded && new Set(excluded));
    const again: Partial<CaseForAgenda> | undefined = excluded && {
      kind: 'REVOTE',
      revoteOf: { sessionNo: 61, outcome: 'SELECTED' },
      excluded: excluded.map((memberId) => ({ memberId, ground: 'A' })),
    };
    const inOffice = () => [...this.seats];
    const convened = planned
      .given((state, moment) => addAgendaItem(state, caseNo(1, again), moment))
      .on('2025-09-11 10:00')
      .given((state, moment) => noticeSession(state, { ...notice, inOffice }, moment));
    this.state = convened.state;
  }

  private get moment(): Moment {
    return momentAt(new Date(startOfDay(DAY).getTime() + this.minute * 60_000), PolicyTable.defaults, calendar);
  }

  /** Both allow the act, or neither does. @returns the events of the code */
  private both(
    isAllowed: boolean,
    rule: (state: SessionState, moment: Moment) => readonly SessionEvent[],
    what: string,
  ): readonly SessionEvent[] {
    const { moment } = this;
    let events: readonly SessionEvent[] = [];
    const refusal = refusalOf(() => (events = rule(this.state, moment)));
    expect([what, this.minute, refusal === 'nothing refused' ? 'allowed' : 'refused', refusal]).toEqual([
      what,
      this.minute,
      isAllowed ? 'allowed' : 'refused',
      refusal,
    ]);
    for (const event of events) {
      const recorded = { ...event, at: moment.at, actor: systemActor('law') } as Recorded<SessionEvent>;
      this.state = evolved(evolve, this.state, recorded);
    }
    return events;
  }

  arrive(count: number): void {
    for (let n = 0; n < Math.min(count, this.size); n++) {
      this.declare(nameOf(n), 'NONE');
      this.come(nameOf(n));
    }
  }

  play(all: readonly Act[]): void {
    for (const one of all) {
      this.minute += one.minutes;
      this.step(one);
    }
  }

  private step({ what, member, other, yes }: Act): void {
    const memberId = nameOf(member % (this.size + 3));
    const voterId = nameOf(other % (this.size + 3));
    // The chair presides all along.
    const isChair = memberId === 'chair';
    const { law, minute } = this;
    switch (what) {
      case 'come':
        return this.come(memberId);
      case 'leave':
        if (isChair || !law.isInRoom(memberId, minute)) return;
        law.leave(memberId, minute);
        this.both(
          true,
          (state, moment) => recordAttendance(state, { memberId, to: moment.at.toISOString() }, moment),
          `${memberId} leaves`,
        );
        return;
      case 'clear':
        return this.declare(memberId, 'NONE');
      case 'ground':
        return isChair ? undefined : this.declare(memberId, 'B');
      case 'exclude':
        if (isChair) return;
        this.both(
          law.exclude(memberId),
          (state, moment) =>
            excludeMember(state, { item: 1, memberId, ground: 'A', evidence: 'x', by: 'SECRETARY' }, moment),
          `exclude ${memberId}`,
        );
        return;
      case 'contest':
        this.both(
          law.contest(memberId),
          (state) => contestExclusion(state, { item: 1, memberId, by: { sub: memberId }, reason: 'x' }),
          `${memberId} contests`,
        );
        return;
      case 'ballot':
        if (isChair) return;
        this.both(
          law.openBallot(memberId),
          (state, moment) => openRecusalBallot(state, { ...byChair, item: 1, memberId }, moment),
          `ballot on ${memberId}`,
        );
        return;
      case 'vote on':
        this.both(
          law.voteOn(memberId, voterId, yes, minute),
          (state, moment) =>
            castRecusalVote(
              state,
              { item: 1, memberId, voterId, by: { sub: voterId }, vote: yes ? 'YES' : 'NO', box: openBox },
              moment,
            ),
          `${voterId} on ${memberId}`,
        );
        return;
      case 'decide': {
        if (isChair) return;
        const decided = law.decide(memberId, minute);
        const [event] = this.both(
          decided !== undefined,
          (state, moment) => decideGroundE(state, { ...byChair, item: 1, memberId, reason: 'x', box: openBox }, moment),
          `decide on ${memberId}`,
        );
        if (event?.type === 'RecusalResolved') {
          expect({ eligible: event.data.tally.eligible, recused: event.data.recused }).toEqual(decided);
        }
        return;
      }
      case 'vote':
        this.both(
          law.vote(memberId, yes, minute),
          (state, moment) =>
            castVote(
              state,
              { item: 1, memberId, by: { sub: memberId }, vote: yes ? 'YES' : 'ABSTAIN', box: openBox },
              moment,
            ),
          `${memberId} votes`,
        );
        return;
      case 'join':
      case 'appoint':
        if (this.seats.some((seat) => seat.memberId === memberId)) return;
        this.seats.push({ memberId, role: 'MEMBER', official: false, termTo: '2027-09-18' });
        law.appoint(memberId);
        return what === 'join' ? this.follow() : undefined;
      case 'renew': {
        const at = this.seats.findIndex((seat) => seat.memberId === memberId);
        const seat = this.seats[at];
        if (seat?.termTo !== DAY) return;
        this.seats[at] = { ...seat, termTo: '2027-09-19' };
        return this.follow();
      }
    }
  }

  /** The session follows the committee: all who are in office by now join, renewed or new. */
  private follow(): void {
    if (this.state.status !== 'NOTICED' && this.state.status !== 'OPEN') return;
    for (const { memberId, termTo } of this.seats) {
      this.law.join(memberId);
      if (termTo !== DAY) this.law.renew(memberId);
    }
    this.both(true, (state) => admitMembers(state, () => [...this.seats]), 'follow');
  }

  private come(memberId: string): void {
    this.both(
      this.law.come(memberId, this.minute),
      (state, moment) => recordAttendance(state, { memberId }, moment),
      `${memberId} comes`,
    );
  }

  private declare(memberId: string, ground: 'NONE' | 'B'): void {
    const allowed = ground === 'NONE' ? this.law.declareClear(memberId) : this.law.declareGround(memberId);
    this.both(
      allowed,
      (state) => declareConflict(state, { memberId, by: { sub: memberId }, items: [{ item: 1, ground }] }),
      `${memberId} declares ${ground}`,
    );
  }

  open(): void {
    this.minute++;
    // The opening takes the committee of the day as it is.
    for (const { memberId, termTo } of this.law.phase === 'NOTICED' ? this.seats : [])
      if (termTo !== DAY) this.law.renew(memberId);
    this.both(
      this.law.open(this.minute),
      (state, moment) => openSession(state, { ...byChair, inOffice: () => [...this.seats] }, moment),
      'open',
    );
  }

  deliberate(): void {
    this.minute++;
    this.both(
      this.law.deliberate(this.minute),
      (state, moment) => deliberate(state, { ...byChair, item: 1 }, moment),
      'deliberate',
    );
  }

  openVoting(): void {
    this.minute++;
    this.both(
      this.law.openVoting(this.minute),
      (state, moment) => openVoting(state, { ...byChair, item: 1 }, moment),
      'open voting',
    );
  }

  /** @returns how the item ended; undefined when it could not be counted */
  count(): string | undefined {
    this.minute++;
    const lawful = this.law.count(this.minute);
    const [event] = this.both(
      lawful !== undefined,
      (state, moment) => closeVoting(state, { ...byChair, item: 1, box: openBox }, moment),
      'count',
    );
    if (event?.type !== 'ItemTallied') return undefined;
    const { tally, outcome } = event.data;
    expect({ eligible: tally.eligible, yes: tally.yes, outcome }).toEqual(lawful);
    return outcome;
  }
}
