import { Inject, Injectable } from '@nestjs/common';
import { isCurrent, type AddressEntry } from '../address-book/address.js';
import { AddressBook } from '../address-book/address-book.repository.js';
import { MailQueue, type QueuedMail } from '../address-book/mail-queue.mongo.js';
import type { Snapshot } from '../aggregates/aggregate-type.js';
import { Stores } from '../aggregates/stores.js';
import { systemActor } from '../kernel/actor.js';
import { delayAfter, type Backoff } from '../kernel/backoff.js';
import type { Clock } from '../kernel/clock.js';
import { dayOf } from '../kernel/day.js';
import { derivedId } from '../kernel/ids.js';
import { CLOCK } from '../kernel/tokens.js';
import { Metrics } from '../observability/metrics.js';
import { ChannelAway, type Channel, type Message } from './channel.js';
import { digestOf, messageOf } from './message.js';
import { noteDelivery, type NoticeState } from './notice.js';
import { Notices } from './notices.repository.js';
import { NOTICE_CHANNEL } from './tokens.js';

/** Messages in one turn. */
const AT_ONCE = 100;
/** Notices in one digest; the rest comes in another. */
const DIGEST_MAX = 200;
/** Rests while the channel is away. */
const AWAY: Backoff = { firstMs: 2_000, mostMs: 300_000 };

/** Mail that waits, as one message. */
interface Parcel {
  readonly rows: readonly QueuedMail[];
  readonly person: string;
  readonly message: Message;
}

/**
 * Carries what waits in the queue to the channel, and notes in each notice how it reached its addressee. The address is
 * read last of all, so that an erased one gets nothing more. A message may leave twice after a crash, with one id.
 */
@Injectable()
export class Courier {
  private awayTries = 0;
  private restsUntil = 0;

  constructor(
    private readonly stores: Stores,
    private readonly notices: Notices,
    private readonly book: AddressBook,
    private readonly queue: MailQueue,
    private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(NOTICE_CHANNEL) private readonly channel: Channel,
  ) {}

  /** @param mayGoOn asked before each message: false ends the turn */
  async turn(mayGoOn: () => Promise<boolean>): Promise<void> {
    if (performance.now() < this.restsUntil) return;
    const sent = new Set<string>();
    try {
      for (const row of await this.queue.due(this.clock.now(), AT_ONCE)) {
        if (sent.has(row._id)) continue;
        if (!(await mayGoOn())) return;
        for (const _id of await this.carry(row)) sent.add(_id);
      }
      this.back();
    } catch (error) {
      if (!(error instanceof ChannelAway)) throw error;
      this.away();
      throw error;
    }
  }

  private back(): void {
    this.awayTries = 0;
    this.metrics.noticeChannelAway.set(0);
  }

  private away(): void {
    this.awayTries++;
    this.restsUntil = performance.now() + delayAfter(this.awayTries, AWAY);
    this.metrics.noticeChannelAway.set(1);
  }

  /** @returns the rows that are dealt with */
  private async carry(first: QueuedMail): Promise<readonly string[]> {
    const rows = first.digest ? await this.queue.digestOf(first.address, this.clock.now(), DIGEST_MAX) : [first];
    const ids = rows.map(({ _id }) => _id);
    const parcel = await this.pack(first.address, rows);
    if (parcel === undefined) await this.queue.left(ids);
    else await this.hand(parcel);
    return ids;
  }

  /** Undefined when nobody is to get it any longer: it waits in the list. */
  private async pack(address: string, rows: readonly QueuedMail[]): Promise<Parcel | undefined> {
    const found = await this.book.find(address);
    if (found === undefined || !isCurrent(found.state, this.stores.moment())) return undefined;
    const { sub, entry } = found.state;
    const loaded = await Promise.all(rows.map(({ notice }) => this.notices.find(notice)));
    const notices = loaded.filter((notice): notice is Snapshot<NoticeState> => (notice?.state.to ?? null) !== null);
    const [only] = notices;
    if (sub === null || entry === undefined || only === undefined) return undefined;
    return { rows, person: sub, message: this.message(notices, only, entry, { address, rows }) };
  }

  private message(
    notices: readonly Snapshot<NoticeState>[],
    only: Snapshot<NoticeState>,
    entry: AddressEntry,
    { address, rows }: { readonly address: string; readonly rows: readonly QueuedMail[] },
  ): Message {
    if (rows[0]?.digest !== true) return messageOf(only, entry);
    return digestOf(notices, entry, { address, day: dayOf(this.clock.now()) });
  }

  private async hand({ rows, person, message }: Parcel): Promise<void> {
    const channel = this.channel.name;
    const sent = await this.channel.send(message);
    this.metrics.noticesSent.inc({ channel, outcome: sent.outcome });
    switch (sent.outcome) {
      case 'sent':
        for (const id of message.notices) await this.note(id, person);
        return this.queue.left(rows.map(({ _id }) => _id));
      case 'later':
        for (const row of rows) if (await this.queue.rest(row)) await this.note(row.notice, person, sent.code);
        return;
      case 'refused':
        for (const row of rows) {
          await this.note(row.notice, person, sent.code);
          await this.queue.fail(row._id, sent.code);
        }
    }
  }

  private async note(id: string, person: string, refused?: string): Promise<void> {
    const causationId = derivedId('delivery', id, person, refused ?? '');
    const intent = { id, actor: systemActor('notices'), causationId };
    await this.notices.change(intent, noteDelivery(person, this.channel.name, refused));
  }
}
