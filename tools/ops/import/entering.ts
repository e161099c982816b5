import type mongoose from 'mongoose';
import type { AggregateType, DomainEvent, Intent } from '#common/aggregates/aggregate-type.js';
import { AggregateStore, type Decided } from '#common/aggregates/aggregate-store.js';
import type { AggregateDocuments } from '#common/aggregates/documents.js';
import { GatheredDocuments } from '#common/aggregates/gathered-documents.js';
import { Stores } from '#common/aggregates/stores.js';
import type { Moment } from '#common/kernel/clock.js';
import { Refusal, wrongState, type FieldError } from '#common/kernel/errors.js';
import { derivedId } from '#common/kernel/ids.js';
import { recordDigest } from '#common/records/checking.js';
import type { RecordKind, SourceRecord } from '#common/records/shapes.js';
import { intentOf, storesOf } from '../operator.js';

/** Another line, and the field that names it. */
export interface Reference {
  readonly kind: RecordKind;
  readonly number: string;
  readonly pointer: string;
}

/** What became of a line. One waits for what it refers to: the event of that may be in flight. */
export type Outcome =
  | { readonly is: 'ACCEPTED' | 'ALREADY_THERE' }
  | { readonly is: 'WAITING'; readonly for: Reference }
  | { readonly is: 'REFUSED'; readonly reasons: readonly FieldError[] };

export const ACCEPTED: Outcome = { is: 'ACCEPTED' };
export const refused = (...reasons: readonly FieldError[]): Outcome => ({ is: 'REFUSED', reasons });

/** How a run imports. */
export interface Run {
  readonly dryRun: boolean;
  readonly as: string | undefined;
}

/** What a line makes of an aggregate. */
export interface Entry<S, E> {
  readonly id: string;
  readonly record: SourceRecord;
  readonly decide: (state: S | undefined, moment: Moment) => Decided<E>;
}

/** The store of one service, as an import writes to it. */
export class Entering {
  private constructor(
    readonly db: mongoose.mongo.Db,
    private readonly stores: Stores,
    private readonly run: Run,
    /** Who imports: asked of the machine once. */
    private readonly by: Omit<Intent, 'id' | 'causationId'>,
  ) {}

  static async of(db: mongoose.mongo.Db, run: Run): Promise<Entering> {
    return new Entering(db, await storesOf(db, GatheringStores), run, intentOf('import', run.as));
  }

  get moment(): Moment {
    return this.stores.moment();
  }

  find<S extends object, E extends DomainEvent>(type: AggregateType<S, E>, id: string) {
    return this.stores.documents(type).find(id);
  }

  /**
   * The cause of the change is the line: one that was taken over says so when it comes again, and another one of the
   * same number finds the aggregate there.
   */
  async enter<S extends object, E extends DomainEvent>(
    type: AggregateType<S, E>,
    { id, record, decide }: Entry<S, E>,
  ): Promise<Outcome> {
    const causationId = derivedId('import', record.kind, record.number, recordDigest(record));
    try {
      if (this.run.dryRun) {
        const head = await this.stores.documents(type).head(id, causationId);
        if (head?.seen === true) return { is: 'ALREADY_THERE' };
        return outcomeOf((await decide(head?.state, this.moment)).length);
      }
      let decided = 0;
      const intent: Intent = { ...this.by, id, causationId };
      await new AggregateStore(quiet(type), this.stores).save(intent, async (state, moment) => {
        const events = await decide(state, moment);
        decided = events.length;
        return events;
      });
      return outcomeOf(decided);
    } catch (error) {
      if (error instanceof Missing) return { is: 'WAITING', for: error.reference };
      if (!(error instanceof Refusal)) throw error;
      const { code, detail, errors } = error;
      return refused(...(errors.length > 0 ? errors : [{ pointer: '/number', code, detail }]));
    }
  }
}

/** Many lines are entered at the same time: what they ask of one collection at once goes there in one request. */
class GatheringStores extends Stores {
  private readonly opened = new Map<string, unknown>();

  override documents<S, E extends DomainEvent>(type: AggregateType<S, E>): AggregateDocuments<S> {
    const documents = this.opened.get(type.collection) ?? new GatheredDocuments(this.db, type);
    this.opened.set(type.collection, documents);
    return documents as AggregateDocuments<S>;
  }
}

/** A repeat decides nothing. */
const outcomeOf = (decided: number): Outcome => (decided > 0 ? ACCEPTED : { is: 'ALREADY_THERE' });

/** What a line changes is not there, or not yet. */
export class Missing extends Error {
  constructor(readonly reference: Reference) {
    super(`There is no ${reference.kind} ${reference.number}.`);
  }
}

/** Nobody is told of what happened years ago. */
function quiet<S extends object, E extends DomainEvent>({
  notices: _,
  ...type
}: AggregateType<S, E>): AggregateType<S, E> {
  return type;
}

/**
 * The aggregate of a line is new: another content under its number is a contradiction that a person settles.
 * @param isSame whether what is there by another cause says the same: it registered itself
 */
export const newOnly =
  <S, E>(decide: (moment: Moment) => Decided<E>, isSame: (state: S) => boolean = () => false) =>
  (state: S | undefined, moment: Moment): Decided<E> => {
    if (state !== undefined && isSame(state)) return [];
    if (state !== undefined)
      throw wrongState('NUMBER_TAKEN', 'is there with other content: compare them, and correct the one that is wrong');
    return decide(moment);
  };
