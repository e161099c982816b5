import { WithdrawalRequested } from '#common/events/definitions/withdrawal-requested.js';
import { ApplicationWithdrawn } from '#common/events/definitions/application-withdrawn.js';
import type { Person } from '#common/kernel/actor.js';
import { addDays, type Day } from '#common/kernel/day.js';
import { memberOf, personas } from '#testing/personas.js';
import type { Answer } from '#testing/service-client.js';
import { eventually } from '#testing/stores.js';
import { granted, ReviewStory, type KnownCase } from '../../testing/review-story.js';
import type { Vote } from '../domain/session.state.js';
import type { SessionView } from '../session.view.js';

export const { secretary, chair, ministry, auditor } = personas;

/** The twenty members in office; 0 is the chair, 1 the acting chair. */
export const MEMBERS: readonly Person[] = Array.from({ length: 20 }, (_, n) => memberOf(n));

/** Days from the notice of a session to the session; the agenda is still open on the first of them. */
const DAYS_AHEAD = 21;

/** Recused on item 1 in every session of this story. */
export const RECUSED = 5;

/** One session and the cases on its agenda: item n is `cases[n - 1]`. */
export class KnownSession {
  readonly path: string;

  constructor(
    private readonly review: ReviewStory,
    readonly no: number,
    readonly on: Day,
    readonly cases: readonly KnownCase[],
  ) {
    this.path = `/v1/sessions/${no}`;
  }

  /** The case of an item. */
  caseOf(item: number): KnownCase {
    const known = this.cases[item - 1];
    if (known === undefined) throw new Error(`Session ${this.no} has no item ${item}.`);
    return known;
  }

  async view(reader: Person = secretary): Promise<SessionView> {
    return (await this.review.as<SessionView>(reader).get(this.path)).view;
  }

  async item(no: number, reader: Person = secretary): Promise<SessionView['agenda'][number] | undefined> {
    return (await this.view(reader)).agenda.find(({ item }) => item === no);
  }

  /** A transition, on the version that the secretary reads just before. */
  async act(
    person: Person,
    noun: string,
    body?: unknown,
    method: 'post' | 'put' = 'post',
  ): Promise<Answer<SessionView>> {
    const { version } = await this.view();
    return this.review.as<SessionView>(person)[method](this.path + noun, body, { ifMatch: version });
  }

  attend(n: number): Promise<Answer<SessionView>> {
    return this.review.as<SessionView>(secretary).put(`${this.path}/attendance/${memberOf(n).sub}`, {});
  }

  /** No conflict on any item but this one. */
  declare(n: number, recusedOn?: number): Promise<Answer<SessionView>> {
    const items = this.cases.map((_, i) => ({ item: i + 1, ground: i + 1 === recusedOn ? 'B' : 'NONE' }));
    return this.review.as<SessionView>(memberOf(n)).put(`${this.path}/declarations/${memberOf(n).sub}`, { items });
  }

  declareAll(): Promise<readonly Answer<SessionView>[]> {
    return Promise.all(MEMBERS.map((_, n) => this.declare(n, n === RECUSED ? 1 : undefined)));
  }

  attendAll(): Promise<readonly Answer<SessionView>[]> {
    return Promise.all(MEMBERS.map((_, n) => this.attend(n)));
  }

  vote(n: number, item: number, vote: Vote, reason?: string): Promise<Answer<SessionView>> {
    const body = { vote, ...(reason !== undefined && { reason }) };
    return this.review.as<SessionView>(memberOf(n)).put(`${this.path}/agenda/${item}/votes/${memberOf(n).sub}`, body);
  }

  /** Members 0 to 12 vote yes, the others no, all at once. */
  voteAll(item: number): Promise<readonly Answer<SessionView>[]> {
    return Promise.all(
      MEMBERS.map((_, n) => (n < 13 ? this.vote(n, item, 'YES') : this.vote(n, item, 'NO', '보안 미흡'))),
    );
  }

  /** A member votes on the recusal of another. */
  voteOn(n: number, item: number, concerned: Person, vote: Vote): Promise<Answer<SessionView>> {
    const path = `${this.path}/agenda/${item}/recusals/${concerned.sub}/votes/${memberOf(n).sub}`;
    return this.review.as<SessionView>(memberOf(n)).put(path, { vote });
  }

  async openVoting(item: number): Promise<void> {
    for (const step of ['deliberation', 'voting']) granted(await this.act(chair, `/agenda/${item}/${step}`));
  }

  async defer(item: number): Promise<void> {
    granted(await this.act(chair, `/agenda/${item}/deliberation`));
    granted(await this.act(chair, `/agenda/${item}/deferral`, { reason: '자료 부족', requests: ['재무제표'] }));
  }

  async history(reader: Person): Promise<readonly { readonly type: string }[]> {
    const { view } = await this.review
      .as<{ items: readonly { readonly type: string }[] }>(reader)
      .get(`${this.path}/history`);
    return view.items;
  }
}

/** The committee is in office; sessions come as far as a test needs them. Every session moves the clock on. */
export class SessionStory {
  private constructor(
    readonly review: ReviewStory,
    private today: Day,
  ) {}

  /**
   * @param env other settings than those of a test
   * @param appoint members whose terms are others than those of the committee
   */
  static async start(
    env: Readonly<Record<string, string>> = {},
    appoint: (review: ReviewStory) => Promise<void> = () => Promise.resolve(),
  ): Promise<SessionStory> {
    const review = await ReviewStory.start(env);
    const story = new SessionStory(review, '2025-08-04');
    await story.clock('2025-08-04 10:00');
    await appoint(review);
    await review.appointCommittee();
    granted(await review.as(chair).put('/v1/committee/acting-chair', { memberId: memberOf(1).sub }));
    await story.clock('2025-08-12 10:00');
    return story;
  }

  stop(): Promise<void> {
    return this.review.stop();
  }

  clock(text: string): Promise<void> {
    this.today = text.slice(0, 10);
    return this.review.clock(text);
  }

  /** With examined cases on its agenda, as many as said. */
  async planned(items: number, on: Day = addDays(this.today, DAYS_AHEAD)): Promise<KnownSession> {
    const planned = await this.review.as<SessionView>(secretary).post('/v1/sessions', { on, dateReason: '위원 일정' });
    const cases: KnownCase[] = [];
    const session = new KnownSession(this.review, granted(planned).view.no, on, cases);
    while (cases.length < items) {
      const known = await this.review.examinedCase();
      granted(await session.act(secretary, '/agenda', { caseId: known.caseId }));
      cases.push(known);
    }
    return session;
  }

  async noticed(items: number, on?: Day): Promise<KnownSession> {
    const session = await this.planned(items, on);
    const notice = { time: '14:00', place: '세종', dateReason: '위원 일정' };
    granted(await session.act(secretary, '/notice', notice));
    return session;
  }

  /** On its day, with all members there and without conflicts, except the recused one on item 1. */
  async opened(items: number, on?: Day): Promise<KnownSession> {
    const session = await this.noticed(items, on);
    (await session.declareAll()).forEach(granted);
    await this.clock(`${session.on} 14:00`);
    (await session.attendAll()).forEach(granted);
    granted(await session.act(chair, '/opening'));
    return session;
  }

  /** Item 1 is being voted on: 11 yes, 7 no, and 1 abstention, of member 2. */
  async voted(items: number, on?: Day): Promise<KnownSession> {
    const session = await this.opened(items, on);
    await session.openVoting(1);
    await session.voteAll(1);
    granted(await session.vote(2, 1, 'ABSTAIN'));
    return session;
  }

  async tallied(items: number, on?: Day): Promise<KnownSession> {
    const session = await this.voted(items, on);
    granted(await session.act(chair, '/agenda/1/tally'));
    return session;
  }

  /** Item 1 is selected, item 2 deferred, item 4 withdrawn; item 3 is to be decided. */
  async nearlyDecided(on?: Day): Promise<KnownSession> {
    const session = await this.tallied(4, on);
    await session.defer(2);
    await this.withdraw(session.caseOf(4));
    await eventually(async () => expect((await session.item(4))?.status).toBe('REMOVED'));
    return session;
  }

  /** Item 3 is not selected. */
  async published(on?: Day): Promise<KnownSession> {
    const session = await this.nearlyDecided(on);
    await session.openVoting(3);
    granted(await session.act(chair, '/agenda/3/tally'));
    granted(await session.act(chair, '/closing', {}));
    const minutes = { summary: '회의 결과', items: [{ item: 3, reasons: ['운영 안정성 부족'] }] };
    granted(await session.act(secretary, '/minutes', minutes, 'put'));
    granted(await session.act(chair, '/minutes/confirmation'));
    const publication = { selectionAct: { number: '제2025-1호', on: session.on } };
    granted(await session.act(ministry, '/publication', publication));
    return session;
  }

  /** The applicant asks to withdraw. */
  async askToWithdraw({ applicationId }: KnownCase): Promise<void> {
    const requestedAt = `${this.today}T05:30:00.000Z`;
    await this.review.under.emit(WithdrawalRequested, applicationId, { applicationId, requestedAt });
  }

  /** The application is withdrawn, as intake says once review has granted it. */
  async withdrawn({ applicationId }: KnownCase): Promise<void> {
    const withdrawnAt = `${this.today}T05:31:00.000Z`;
    await this.review.under.emit(ApplicationWithdrawn, applicationId, { applicationId, withdrawnAt });
  }

  private async withdraw(known: KnownCase): Promise<void> {
    await this.askToWithdraw(known);
    await eventually(async () => expect(await this.review.publishedBy(known)).toContain('WithdrawalGranted'));
    await this.withdrawn(known);
  }
}
