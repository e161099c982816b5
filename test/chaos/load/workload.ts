import { setTimeout as sleep } from 'node:timers/promises';
import type { Day } from '#common/kernel/day.js';
import { Backlog } from '../observe/backlog.js';
import { untilQuiet } from '../observe/quiet.js';
import type { Ground } from '../ground/ground.js';
import { Client, RunOver } from './client.js';
import { Ledger } from './ledger.js';
import { createRandom, type Random } from '../random.js';
import { Scene } from './scene.js';
import { Timeline } from './timeline.js';
import { together } from './together.js';
import { appointMembers, applyAll } from './journeys/applying.js';
import { followUp, secondDemandOn, workAtDesk, type Overdue } from './journeys/desk.js';
import { dayOfChoice, registerBuyers } from './journeys/contracting.js';
import { listOnItsOwn } from './journeys/changing.js';
import { listAll, type Listed } from './journeys/listing.js';
import { beginLives, endOfSelection, liveOn, type Life } from './journeys/lives.js';
import type { Buyer } from './journeys/parties.js';
import { adjourn, changeCommittee, conveneInVain, seekRemedies, settle } from './journeys/remedies.js';
import { convene, ofFate, type Item, type Session } from './journeys/reviewing.js';
import { hold, holdExtra } from './journeys/sitting.js';
import { keepBusy, Stock } from './journeys/steady.js';
import { dealsOf, playWave } from './journeys/wave.js';

/** The addresses of the four services, and of stores and broker without the lines in between. */
export type Target = Pick<Ground, 'addresses' | 'direct'>;

export interface WorkloadOptions {
  readonly seed: number;
  /** Journeys under way at once; default 16. With one, there is also only one command at a time. */
  readonly clients?: number;
  /** Clients that work all the time, alongside the journeys, on their own listings and contracts; default none. */
  readonly steady?: number;
  /** Plain applications of a committee round; default 3, and two more with steady clients. */
  readonly applications?: number;
  /** Institutions that buy until the next committee round; default 4. */
  readonly buyers?: number;
  /** Contracts of a wave; default 32. */
  readonly contracts?: number;
  /** Share of commands sent twice at once under one key; default 0.03. */
  readonly twins?: number;
  /** How long open commands are retried after the run, milliseconds; default 90 s. */
  readonly patienceMs?: number;
  /** JSON lines, one per command. */
  readonly ledgerFile?: string;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly seconds: number;
  readonly day: Day;
  readonly committees: number;
  /** Rounds whose remedies, cancellation and extra session are over. */
  readonly rounds: number;
  readonly waves: number;
  readonly signed: number;
  readonly acked: number;
  readonly refused: number;
  readonly open: number;
  readonly perSecond: number;
}

const FIRST_DAY = '2025-08-04';
/** Non-officials are appointed for two years. */
const LAST_SESSION_BEFORE = '2027-07-15';
/** Holidays are known until the end of 2027. */
const LAST_DAY = '2027-11-15';
const PROGRESS_EVERY_MS = 1_000;
/** Longest wait for what is under way, before the clock moves. */
const DRAINED_WITHIN_MS = 3_000;
const LISTINGS_MOST = 12;
/** Listings of each round that go to the steady clients, and the most they keep. */
const STEADY_LISTINGS = 2;
const STEADY_LISTINGS_MOST = 24;

/**
 * Whole journeys, from the application to the registered use of a contract, by many clients at once, over HTTP only.
 * All clients share the sandbox clock, which stands still between moves. So the work is done in rounds, and the clock
 * moves only between them.
 */
export class Workload {
  readonly ledger: Ledger;
  readonly timeline = new Timeline();
  readonly random: Random;
  private scene: Scene | undefined;
  private readonly giveUp = new AbortController();
  private readonly stop = new AbortController();
  /** Nothing more will arrive: no commands are sent, and all effects are there. */
  private readonly nothingComes = new AbortController();
  private readonly figures = { committees: 0, rounds: 0, waves: 0, signed: 0 };
  private readonly backlog: Backlog;
  private readonly stock = new Stock();
  private overdue: readonly Overdue[] = [];
  /** Contracts on their way to an end. */
  private lives: readonly Life[] = [];

  constructor(
    readonly target: Target,
    private readonly options: WorkloadOptions,
  ) {
    this.ledger = new Ledger(options.ledgerFile);
    this.random = createRandom(options.seed);
    this.backlog = new Backlog(target.direct);
  }

  /** Plays until the signal, or to the end of the known calendar. Then waits for the outcome of every open command. */
  async run(signal: AbortSignal): Promise<Progress> {
    let waiting: Promise<void> | undefined;
    const onEnd = () => {
      this.stop.abort();
      setTimeout(() => this.giveUp.abort(), this.options.patienceMs ?? 90_000).unref();
      waiting = this.untilNothingComes();
    };
    if (signal.aborted) onEnd();
    else signal.addEventListener('abort', onEnd, { once: true });
    const progress = setInterval(() => this.options.onProgress?.(this.progress()), PROGRESS_EVERY_MS);
    try {
      await this.play();
    } catch (error) {
      if (!(error instanceof RunOver)) throw error;
    } finally {
      clearInterval(progress);
      signal.removeEventListener('abort', onEnd);
      this.giveUp.abort();
      await waiting;
      await this.backlog.close();
      await this.ledger.close();
    }
    return this.progress();
  }

  private get steady(): number {
    return this.options.steady ?? 0;
  }

  /** Journeys that ended early, each by a refusal against the rules. */
  get mishaps(): readonly string[] {
    return this.scene?.mishaps ?? [];
  }

  progress(): Progress {
    const { acked, refused, unknown } = this.ledger.counts;
    const seconds = this.timeline.now();
    const day = this.scene?.today ?? FIRST_DAY;
    const signed = this.figures.signed + this.stock.signed;
    return {
      seconds,
      day,
      ...this.figures,
      signed,
      acked,
      refused,
      open: unknown,
      perSecond: (acked + refused) / seconds,
    };
  }

  private async play(): Promise<void> {
    const scene = this.setScene();
    await scene.moveTo(FIRST_DAY);
    await appointMembers(scene);
    const over = new AbortController();
    const rounds = this.playRounds(scene).finally(() => over.abort());
    const steady = keepBusy(scene, this.steady, this.stock, over.signal).catch((error: unknown) => {
      this.stop.abort();
      throw error;
    });
    // Each ends by itself, after the outcome of its commands is known.
    await together([steady, rounds]);
  }

  private async playRounds(scene: Scene): Promise<void> {
    let listed: readonly Listed[] = [];
    for (let round = 1; !this.stop.signal.aborted && scene.today < LAST_DAY; round++) {
      const buyers = await registerBuyers(scene, round, this.options.buyers ?? 4);
      if (scene.today >= LAST_SESSION_BEFORE) return this.trade(scene, listed, buyers, LAST_DAY);
      const session = await this.prepare(scene, round);
      if (session === undefined) continue;
      const inVain = await conveneInVain(scene, session.on);
      for (const stop of this.stopsBefore(session.on, scene)) {
        await this.trade(scene, listed, buyers, stop);
        await this.moveTo(scene, stop);
      }
      await this.trade(scene, listed, buyers, session.on);
      await this.moveTo(scene, session.on, '14:00');
      if (inVain !== undefined) await adjourn(scene, inVain);
      listed = await this.list(scene, round, { selected: await hold(scene, session), listed, isFirst: true });
      this.figures.committees++;
      const remedies = seekRemedies(scene, session);
      const listing = listOnItsOwn(scene, round, ofFate(session.items, 'cancelled'));
      await together<unknown>([remedies, listing]);
      const extra = await remedies;
      await this.beginLives(scene, { round, listed, own: await listing });
      // One wave at once, so that a short run signs contracts, too.
      const deals = this.deals(listed, buyers);
      const isInTime = extra === undefined || deals.length === 0 || dayOfChoice(scene, deals) < extra.on;
      if (isInTime) await this.wave(scene, deals);
      if (extra === undefined) continue;
      await this.trade(scene, listed, buyers, extra.on);
      await this.moveTo(scene, extra.on, '14:00');
      const late = await holdExtra(scene, extra);
      await settle(scene, session);
      this.lives = await endOfSelection(scene, this.lives);
      listed = await this.list(scene, round, { selected: late, listed, isFirst: false });
      this.figures.rounds++;
    }
  }

  /** Days on which something has to be done before that day, the earliest first. */
  private stopsBefore(day: Day, { today }: Pick<Scene, 'today'>): readonly Day[] {
    const stops = this.overdue.filter(({ answers }) => answers).map((one) => secondDemandOn(one));
    return [...new Set(stops)].filter((stop) => stop > today && stop < day).toSorted();
  }

  private async moveTo(scene: Scene, day: Day, time?: string): Promise<void> {
    await scene.moveTo(day, time);
    this.lives = await liveOn(scene, this.lives);
    this.overdue = await followUp(scene, this.overdue);
  }

  private async beginLives(
    scene: Scene,
    { round, listed, own }: { round: number; listed: readonly Listed[]; own: Listed | undefined },
  ): Promise<void> {
    const other = listed.find(({ hasAgreement }) => hasAgreement);
    if (own === undefined || other === undefined) return;
    this.lives = [...this.lives, ...(await beginLives(scene, { round, own, other }))];
  }

  /** @returns the listings that buyers get; some of a first session go to the steady clients */
  private async list(
    scene: Scene,
    round: number,
    { selected, listed, isFirst }: { selected: readonly Item[]; listed: readonly Listed[]; isFirst: boolean },
  ): Promise<readonly Listed[]> {
    const fresh = agreedFirst(await listAll(scene, isFirst ? round : undefined, selected));
    // The buyers get the listing with an agreement, and all listings where few were selected.
    const own = isFirst && this.steady > 0 ? Math.min(STEADY_LISTINGS, fresh.length - 1) : 0;
    this.stock.take(fresh.slice(fresh.length - own), STEADY_LISTINGS_MOST);
    return [...fresh.slice(0, fresh.length - own), ...listed].slice(0, LISTINGS_MOST);
  }

  private setScene(): Scene {
    const { clients = 16 } = this.options;
    const { twins = clients > 1 ? 0.03 : 0 } = this.options;
    const { ledger, timeline, random } = this;
    const client = new Client({
      addresses: this.target.addresses,
      ledger,
      timeline,
      stop: this.stop.signal,
      giveUp: this.giveUp.signal,
      oneAtATime: clients === 1,
    });
    const drained = () => this.drained();
    this.scene = new Scene({
      client,
      ledger,
      random,
      clients,
      twins,
      drained,
      stop: this.stop.signal,
      nothingComes: this.nothingComes.signal,
      firstDay: FIRST_DAY,
    });
    return this.scene;
  }

  private async prepare(scene: Scene, round: number): Promise<Session | undefined> {
    const count = (this.options.applications ?? 3) + (this.steady > 0 ? STEADY_LISTINGS : 0);
    const applying = applyAll(scene, round, count);
    const desk = workAtDesk(scene, round);
    await together<unknown>([applying, desk, changeCommittee(scene, round)]);
    this.overdue = [...this.overdue, ...(await desk)];
    return convene(scene, await applying);
  }

  /** Waves of contracts until the next session, or the end. */
  private async trade(scene: Scene, listed: readonly Listed[], buyers: readonly Buyer[], until: Day): Promise<void> {
    while (!this.stop.signal.aborted && listed.length > 0 && buyers.length > 0) {
      const deals = this.deals(listed, buyers);
      if (dayOfChoice(scene, deals) >= until) return;
      await this.wave(scene, deals);
    }
  }

  private async wave(scene: Scene, deals: ReturnType<typeof dealsOf>): Promise<void> {
    if (deals.length === 0) return;
    const { signed, later } = await playWave(scene, ++this.figures.waves, deals);
    this.lives = await liveOn(scene, this.lives);
    this.figures.signed += signed;
    this.stock.contracts.push(...later);
  }

  private deals(listed: readonly Listed[], buyers: readonly Buyer[]): ReturnType<typeof dealsOf> {
    const random = this.random.fork(`wave ${this.figures.waves + 1}`);
    if (listed.length === 0 || buyers.length === 0) return [];
    const deals = dealsOf(random, listed, buyers, this.options.contracts ?? 32);
    if (this.steady > 0) return deals;
    // Without steady clients, no one concludes them later.
    return deals.map((deal) => (deal.course === 'later' ? { ...deal, course: 'plain' } : deal));
  }

  private async untilNothingComes(): Promise<void> {
    const look = async (): Promise<readonly string[]> =>
      this.ledger.counts.unknown > 0 ? ['commands are not answered'] : this.backlog.look();
    await untilQuiet(look, () => this.giveUp.signal.aborted);
    this.nothingComes.abort();
  }

  private async drained(): Promise<void> {
    for (const end = performance.now() + DRAINED_WITHIN_MS; performance.now() < end && !this.giveUp.signal.aborted;) {
      // A look takes long while a store or the broker is down.
      const left = await Promise.race([this.backlog.look().catch(() => undefined), sleep(end - performance.now())]);
      if (left?.length === 0) return;
      await sleep(50);
    }
  }
}

/** Journeys end in any order: the listing with an agreement goes first. */
const agreedFirst = (listed: readonly Listed[]): readonly Listed[] =>
  listed.toSorted((a, b) => Number(b.hasAgreement) - Number(a.hasAgreement));
