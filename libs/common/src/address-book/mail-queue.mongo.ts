import { delayAfter, type Backoff } from '../kernel/backoff.js';
import type { Stores } from '../aggregates/stores.js';
import { collection, type TypedCollection } from '../store/collection.js';
import { isDuplicateKey } from '../store/errors.js';

/** A notice that one person is to get as a message. The address is not in it: it is read when the message leaves. */
export interface QueuedMail {
  readonly _id: string;
  readonly notice: string;
  /** Id of the entry in the address book. */
  readonly address: string;
  /** Together with others of the day, in one message. */
  readonly digest: boolean;
  /** Business time: not before this. */
  readonly dueAt: Date;
  /** Wall time: not before this. */
  readonly restUntil: Date;
  readonly tries: number;
  /** It was given up; absent while it is tried. */
  readonly failed?: string;
}

const BACKOFF: Backoff = { firstMs: 60_000, mostMs: 6 * 3_600_000 };
/** Some three days with that backoff. */
const TRIES_MAX = 20;

/** What waits for the mail server. A row leaves when its message has left. */
export class MailQueue {
  private readonly rows: TypedCollection<QueuedMail>;

  constructor(private readonly stores: Pick<Stores, 'db'>) {
    this.rows = collection(stores.db, 'notice_mail');
  }

  async ensureIndexes(): Promise<void> {
    const rows = this.stores.db.collection('notice_mail');
    await rows.createIndex({ dueAt: 1, restUntil: 1 });
    await rows.createIndex({ address: 1 });
  }

  /** Once per notice and address, however often it is asked for. */
  async add(mail: Pick<QueuedMail, 'notice' | 'address' | 'digest' | 'dueAt'>): Promise<void> {
    const row = { ...mail, _id: `${mail.notice}/${mail.address}`, restUntil: new Date(0), tries: 0 };
    try {
      await this.rows.insertOne(row);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  /** What may leave now, the longest due first. @param now business time */
  due(now: Date, limit: number): Promise<readonly QueuedMail[]> {
    const open = { dueAt: { $lte: now }, restUntil: { $lte: new Date() }, failed: { $exists: false } };
    return this.rows.find(open).sort({ dueAt: 1, _id: 1 }).limit(limit).toArray();
  }

  /** The rest of a digest: all that is due for one address. */
  digestOf(address: string, now: Date, limit: number): Promise<readonly QueuedMail[]> {
    const open = { address, digest: true, dueAt: { $lte: now }, failed: { $exists: false } };
    return this.rows.find(open).sort({ _id: 1 }).limit(limit).toArray();
  }

  async left(ids: readonly string[]): Promise<void> {
    await this.rows.deleteMany({ _id: { $in: ids } });
  }

  /** The server did not take it this time. @returns whether it was given up */
  async rest({ _id, tries }: QueuedMail): Promise<boolean> {
    const tried = tries + 1;
    const isGivenUp = tried >= TRIES_MAX;
    const restUntil = new Date(Date.now() + delayAfter(tried, BACKOFF));
    await this.rows.updateOne(
      { _id },
      { $set: { tries: tried, restUntil, ...(isGivenUp && { failed: 'TRIES_EXHAUSTED' }) } },
    );
    return isGivenUp;
  }

  async fail(_id: string, failed: string): Promise<void> {
    await this.rows.updateOne({ _id }, { $set: { failed } });
  }

  /** The person entered an address: what was given up is tried again. */
  async retry(address: string): Promise<void> {
    await this.stores.db
      .collection('notice_mail')
      .updateMany({ address }, { $set: { tries: 0, restUntil: new Date(0) }, $unset: { failed: '' } });
  }

  /** Nothing more goes to this address. */
  async forget(address: string): Promise<void> {
    await this.rows.deleteMany({ address });
  }

  async counts(): Promise<{ readonly waiting: number; readonly failed: number }> {
    const rows = this.stores.db.collection('notice_mail');
    const [all, failed] = await Promise.all([
      rows.countDocuments({}),
      rows.countDocuments({ failed: { $exists: true } }),
    ]);
    return { waiting: all - failed, failed };
  }
}
