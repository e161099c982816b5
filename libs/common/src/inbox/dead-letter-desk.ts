import type mongoose from 'mongoose';
import type { ListQuery } from '../aggregates/documents.js';
import { DURABLE } from '../store/durability.js';
import { invalid, notFound, wrongState } from '../kernel/errors.js';
import type { DeadLetter, OperatorMark } from './dead-letters/dead-letters.js';
import type { ParkedEvent } from './parking/parked-events.js';
import { Positions, type Position } from './delivery/positions.js';

/** Which letters an operator means: those for which every given field holds. */
export interface LetterFilter {
  readonly ids?: readonly string[];
  /** CloudEvents type, or its name alone: `ServiceSelected` means every version of it. */
  readonly type?: string;
  readonly subject?: string;
  readonly group?: string;
}

export type LetterStatus = DeadLetter['status'];
export const LETTER_STATUSES: readonly LetterStatus[] = ['OPEN', 'REDRIVING', 'REDRIVEN', 'DISCARDED'];

/** A letter without what it carries. */
export type ListedLetter = Omit<DeadLetter, 'key' | 'value' | 'valueBase64' | 'headers'>;

/** A parked event of the same subject as a letter, and later. */
export type WaitingEvent = Pick<ParkedEvent, 'sequence' | 'why' | 'attempts' | 'at'>;

/** Letters of one act, in the order in which they are changed. */
export interface ChosenLetters {
  readonly ids: readonly string[];
  /** Letters the filter found; those beyond `ids` are left to another act. */
  readonly matched: number;
}

/** Letters of one act: their ids are one event of the audit trail, whose size is bounded. */
const CHOSEN_MOST = 1_000;

type Place = Pick<DeadLetter, '_id' | 'group' | 'topic' | 'subject' | 'sequence'>;
const PLACE = { group: 1, topic: 1, subject: 1, sequence: 1 } as const;

/** Where operators read dead letters, and redrive or discard them. */
export class DeadLetterDesk {
  private readonly rows: mongoose.mongo.Collection<DeadLetter>;

  constructor(private readonly db: mongoose.mongo.Db) {
    this.rows = db.collection('dead_letters', DURABLE);
  }

  async ensureIndexes(): Promise<void> {
    await this.rows.createIndex({ status: 1, at: -1, _id: -1 });
    await this.rows.createIndex({ status: 1, subject: 1, sequence: 1 });
  }

  /** In the order in which they were added. @throws Refusal 422 for a cursor that holds no instant */
  async list(
    filter: LetterFilter,
    status: LetterStatus,
    { descending, limit, after }: Pick<ListQuery, 'descending' | 'limit' | 'after'>,
  ): Promise<ListedLetter[]> {
    const direction = descending ? -1 : 1;
    const beyond = after === undefined ? {} : pageBehind(instantOf(after.value), after.id, descending);
    return this.rows
      .find({ $and: [whereOf(filter), { status }, beyond] })
      .project<ListedLetter>({ key: 0, value: 0, valueBase64: 0, headers: 0 })
      .sort({ at: direction, _id: direction })
      .limit(limit)
      .toArray();
  }

  /** @throws Refusal 404 */
  async get(id: string): Promise<DeadLetter> {
    const found = await this.rows.findOne({ _id: id });
    if (found === null) throw notFound('dead letter', id);
    return found;
  }

  /** The position of the letter's group in its subject; undefined for a letter that names no subject. */
  async reached({ group, topic, subject }: DeadLetter): Promise<Position | undefined> {
    if (subject === undefined) return undefined;
    return (await new Positions(this.db, group).load(topic, [subject])).get(subject);
  }

  waitingBehind({ group, topic, subject, sequence }: DeadLetter): Promise<WaitingEvent[]> {
    if (subject === undefined || sequence === undefined) return Promise.resolve([]);
    return this.db
      .collection('parked_events')
      .find({ group, topic, subject, sequence: { $gt: sequence } })
      .project<WaitingEvent>({ _id: 0, sequence: 1, why: 1, attempts: 1, at: 1 })
      .sort({ sequence: 1 })
      .limit(CHOSEN_MOST)
      .toArray();
  }

  /**
   * Open letters to discard.
   * @throws Refusal 422 `EMPTY_FILTER`; 404 and 409 `LETTER_NOT_OPEN` for a letter that was named and is not open
   */
  async toDiscard(filter: LetterFilter): Promise<ChosenLetters> {
    const { chosen, matched } = await this.choose(filter);
    return { ids: chosen.map(({ _id }) => _id), matched };
  }

  /**
   * Open letters to redrive, per subject in the order of their events.
   * @throws Refusal as `toDiscard`; 409 `EARLIER_LETTER_OPEN` when one of the same subject and group has to go first,
   * 409 `REBUILD_INSTEAD` for a letter of a read model
   */
  async toRedrive(filter: LetterFilter): Promise<ChosenLetters> {
    const { chosen, matched } = await this.choose(filter);
    refuseReadModels(chosen);
    await this.refuseOvertaking(chosen);
    return { ids: chosen.map(({ _id }) => _id), matched };
  }

  /** The owner of their partition hands them in. @returns as `settle` */
  redrive(ids: readonly string[], act: string, mark: OperatorMark): Promise<number> {
    return this.settle(ids, act, { status: 'REDRIVING', redrive: mark });
  }

  discard(ids: readonly string[], act: string, mark: OperatorMark): Promise<number> {
    return this.settle(ids, act, { status: 'DISCARDED', discard: mark });
  }

  /**
   * Changes the letters that are still open, one after the other: an instance that redrives them may see the first ones
   * before the last, never the other way round. An act changes a letter once. So a repeat completes the act, and does
   * not redrive again what has failed again since.
   * @returns how many letters this act has changed, its earlier tries included
   */
  private async settle(
    ids: readonly string[],
    act: string,
    set: Pick<DeadLetter, 'status' | 'redrive' | 'discard'>,
  ): Promise<number> {
    if (ids.length === 0) return 0;
    const writes = ids.map((_id) => ({
      updateOne: {
        filter: { _id, status: 'OPEN' as const, acts: { $ne: act } },
        update: { $set: set, $unset: { heldBackBy: '' as const }, $push: { acts: act } },
      },
    }));
    await this.rows.bulkWrite(writes, { ordered: true });
    return this.rows.countDocuments({ _id: { $in: [...ids] }, acts: act });
  }

  private async choose(filter: LetterFilter): Promise<{ chosen: readonly Place[]; matched: number }> {
    if (isEmpty(filter)) throw invalid('EMPTY_FILTER', 'Say which letters: by id, type, subject or group.');
    const where = { $and: [whereOf(filter), { status: 'OPEN' as const }] };
    const chosen = await this.rows
      .find(where)
      .project<Place>(PLACE)
      .sort({ group: 1, topic: 1, subject: 1, sequence: 1, _id: 1 })
      .limit(CHOSEN_MOST)
      .toArray();
    await this.refuseSettled(filter.ids ?? [], new Set(chosen.map(({ _id }) => _id)));
    const matched = chosen.length < CHOSEN_MOST ? chosen.length : await this.rows.countDocuments(where);
    return { chosen, matched };
  }

  /** A letter that was named and left out silently would look as if it had been settled. */
  private async refuseSettled(named: readonly string[], chosen: ReadonlySet<string>): Promise<void> {
    const other = named.find((id) => !chosen.has(id));
    if (other === undefined) return;
    const { status } = await this.get(other);
    const why = status === 'OPEN' ? 'does not fit the rest of the filter' : `is ${status}`;
    throw wrongState('LETTER_NOT_OPEN', `The dead letter ${other} ${why}: leave it out.`);
  }

  private async refuseOvertaking(chosen: readonly Place[]): Promise<void> {
    const last = new Map<string, number>();
    for (const letter of chosen) last.set(lineOf(letter), letter.sequence ?? 0);
    const subjects = [...new Set(chosen.flatMap(({ subject }) => subject ?? []))];
    const ids = chosen.map(({ _id }) => _id);
    const others = this.rows
      .find({ status: 'OPEN', subject: { $in: subjects }, _id: { $nin: ids } })
      .project<Place>(PLACE)
      .sort({ sequence: 1 });
    for await (const other of others) {
      if ((other.sequence ?? Infinity) >= (last.get(lineOf(other)) ?? 0)) continue;
      const detail = `The dead letter ${other._id} is an earlier event of ${other.subject}: redrive or discard it first.`;
      throw wrongState('EARLIER_LETTER_OPEN', detail);
    }
  }
}

export const isEmpty = ({ ids = [], type, subject, group }: LetterFilter): boolean =>
  ids.length === 0 && type === undefined && subject === undefined && group === undefined;

/** Events of one subject on one topic reach a group in one order. */
const lineOf = ({ group, topic, subject }: Place): string => `${group}|${topic}|${subject}`;

/** A service's own group has the name of the service; the groups of its read models are `<service>.<projection>`. */
export const isReadModels = (group: string): boolean => group.includes('.');

/**
 * A row of a read model has moved on with later events, and its guard would drop an older one. Only a rebuild, which
 * reads all events in order, repairs the row.
 */
function refuseReadModels(chosen: readonly Place[]): void {
  const found = chosen.find(({ group }) => isReadModels(group));
  if (found === undefined) return;
  const [service, projection] = found.group.split('.');
  const detail = `The dead letter ${found._id} is a read model's: rebuild ${service} ${projection}, then discard it.`;
  throw wrongState('REBUILD_INSTEAD', detail);
}

function whereOf({ ids = [], type, subject, group }: LetterFilter): mongoose.mongo.Filter<DeadLetter> {
  return {
    ...(ids.length > 0 && { _id: { $in: [...ids] } }),
    ...(type !== undefined && { type: type.includes('.') ? type : everyVersionOf(type) }),
    ...(subject !== undefined && { subject }),
    ...(group !== undefined && { group }),
  };
}

const everyVersionOf = (name: string): RegExp => new RegExp(`\\.${name.replaceAll(/\W/g, '\\$&')}\\.v\\d+$`);

function pageBehind(at: Date, id: string, descending: boolean): mongoose.mongo.Filter<DeadLetter> {
  const beyond = descending ? '$lt' : '$gt';
  return { $or: [{ at: { [beyond]: at } }, { at, _id: { [beyond]: id } }] };
}

function instantOf(value: unknown): Date {
  const at = new Date(String(value));
  if (Number.isNaN(at.getTime()))
    throw invalid('REQUEST_INVALID', 'The cursor is not one that this list gave out: begin again without it.');
  return at;
}
