import { Inject, Injectable } from '@nestjs/common';
import { isCurrent, type AddressState } from '../address-book/address.js';
import { AddressBook } from '../address-book/address-book.repository.js';
import { MailQueue } from '../address-book/mail-queue.mongo.js';
import type { AggregateType, DomainEvent, Snapshot } from '../aggregates/aggregate-type.js';
import { pendingNotice, type PendingNotice } from '../aggregates/notices.js';
import { Stores } from '../aggregates/stores.js';
import { dutiesOf, nextTelling, toTell } from '../aggregates/work.js';
import { systemActor } from '../kernel/actor.js';
import type { Addressee } from '../kernel/addressee.js';
import type { Clock } from '../kernel/clock.js';
import { addDays, atTime, dayOf } from '../kernel/day.js';
import { Refusal } from '../kernel/errors.js';
import { CLOCK } from '../kernel/tokens.js';
import { Metrics } from '../observability/metrics.js';
import { isSettled, makeNotice } from './notice.js';
import { Notices } from './notices.repository.js';
import { overdueNotice } from './overdue.js';
import { NOTICE_TYPES } from './tokens.js';
import { Untold, type OverdueAggregate, type UntoldAggregate } from './untold.mongo.js';

/** Aggregates of one type in one turn. */
const AT_ONCE = 200;

type AnyType = AggregateType<object, DomainEvent>;

/**
 * Makes notices of what aggregates leave for people, and of duties whose day has passed. Each step may be repeated: the
 * id of a notice, and of each delivery, follows from what it is about.
 */
@Injectable()
export class CollectNotices {
  readonly name = 'notices';
  readonly everyMs = 2_000;
  private readonly types: readonly Untold<object>[];

  constructor(
    private readonly stores: Stores,
    private readonly notices: Notices,
    private readonly book: AddressBook,
    private readonly queue: MailQueue,
    private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(NOTICE_TYPES) types: readonly AnyType[],
  ) {
    this.types = types
      .filter(({ notices: rules, work }) => rules !== undefined || work !== undefined)
      .map((type) => new Untold(stores.db, type));
  }

  async run(stopping: AbortSignal): Promise<void> {
    const failures: unknown[] = [];
    const alone = (work: () => Promise<void>) => work().catch((error: unknown) => failures.push(error));
    for (const untold of this.types) {
      for (const one of await untold.waiting(AT_ONCE)) {
        if (stopping.aborted) return;
        await alone(() => this.fetch(untold, one));
      }
      const { at } = this.stores.moment();
      for (const one of await untold.overdue(at.toISOString(), AT_ONCE)) {
        if (stopping.aborted) return;
        await alone(() => this.tellOverdue(untold, one, at));
      }
    }
    // The others have gone ahead: one that cannot be told holds up none of them.
    if (failures.length > 0)
      throw new Error(`${failures.length} aggregates could not be told of`, { cause: failures[0] });
  }

  private async fetch(untold: Untold<object>, { id, untold: pending }: UntoldAggregate): Promise<void> {
    for (const notice of pending) await this.make(notice);
    await untold.fetched(
      id,
      pending.map((notice) => notice.id),
    );
  }

  private async tellOverdue(
    untold: Untold<object>,
    { id, state, tellAt }: OverdueAggregate<object>,
    at: Date,
  ): Promise<void> {
    const { work, name, path } = untold.type;
    if (work === undefined) return;
    const now = at.toISOString();
    const duties = dutiesOf(work, state);
    const about = { kind: name, id, path: path?.(state, id) ?? '' };
    const texts = { about: work.about(state), desk: this.stores.moment().policy['notices.desk'] };
    for (const duty of toTell(duties).filter(({ deadline }) => deadline.dueAt <= now)) {
      for (const to of [...duty.for, ...(duty.alsoTell ?? [])])
        await this.make(pendingNotice(about, overdueNotice(duty, to, texts), at));
    }
    await untold.told(id, tellAt, nextTelling(duties, now));
  }

  /** The record first, then a row for each address that it goes to. */
  private async make(pending: PendingNotice): Promise<void> {
    const { cause, ...notice } = pending;
    const { id, to, reason } = notice;
    const actor = systemActor(cause === undefined ? 'notices.timers' : 'notices');
    const intent = { id, actor, causationId: cause ?? id };
    if ((await this.notices.find(id)) === undefined) {
      await this.notices.create(intent, () => makeNotice(notice)).catch(unlessThere);
      this.metrics.noticesMade.inc({ reason });
    }
    // A repeat after a crash: who has the message already gets no second one.
    const made = await this.notices.find(id);
    for (const { id: address, state } of await this.reached(to)) {
      const { sub, entry } = state;
      if (sub === null || entry === undefined || made === undefined || isSettled(made.state, sub)) continue;
      const digest = entry.delivery === 'DIGEST';
      await this.queue.add({ notice: id, address, digest, dueAt: digest ? this.nextDigest() : this.clock.now() });
    }
  }

  private async reached(to: Addressee): Promise<readonly Snapshot<AddressState>[]> {
    const moment = this.stores.moment();
    const found: Snapshot<AddressState>[] = [];
    for await (const one of this.book.each({ 'state.reach': to })) if (isCurrent(one.state, moment)) found.push(one);
    return found;
  }

  /** The next morning in Seoul, today's included. */
  private nextDigest(): Date {
    const now = this.clock.now();
    const today = dayOf(now);
    const time = this.stores.moment().policy['notices.digestTime'];
    const morning = atTime(today, time);
    return morning > now ? morning : atTime(addDays(today, 1), time);
  }
}

/** Another instance made it first. */
function unlessThere(error: unknown): void {
  if (!(error instanceof Refusal && error.code === 'NOTICE_EXISTS')) throw error;
}
