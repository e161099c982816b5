import type mongoose from 'mongoose';
import { formatStanding, type FormatStanding, type KeptFormat } from '../../kernel/format-number.js';
import { collection, type TypedCollection } from '../../store/collection.js';
import { isDuplicateKey } from '../../store/errors.js';
import { typesOf, type ServiceMap } from '../service-map.js';
import { ensureReadable, STORE_FORMAT } from './formats.js';

/** A migration that has begun: what it has done up to this place is not done again. */
export interface MigrationPlace {
  readonly to: number;
  readonly collection: string;
  readonly after: string;
}

export interface StoreFormatRow extends KeptFormat {
  readonly _id: 'store';
  readonly migration?: MigrationPlace;
}

/** The format number of the store of one service. */
export class StoreFormat {
  private readonly rows: TypedCollection<StoreFormatRow>;

  constructor(
    private readonly db: mongoose.mongo.Db,
    private readonly map: Pick<ServiceMap, 'service' | 'aggregates'>,
    private readonly build = STORE_FORMAT,
  ) {
    this.rows = collection(db, 'formats');
  }

  /** @throws FormatRefused where this build cannot read the store */
  async check(): Promise<FormatStanding> {
    let kept = await this.read();
    const holdsRecords = kept === undefined && (await this.holdsRecords());
    // Another instance that starts for the first time numbers the store, and then writes to it.
    if (holdsRecords) kept = await this.read();
    const standing = formatStanding(kept, holdsRecords, this.build);
    const looked = {
      what: `The store of ${this.map.service}`,
      update: 'Bring it up to date with `npm run ops -- migrate`.',
    };
    ensureReadable(looked, standing, kept, this.build);
    return standing;
  }

  /** Numbers a store that is new. @throws FormatRefused */
  async ensure(): Promise<FormatStanding> {
    const standing = await this.check();
    if (standing !== 'NEW') return standing;
    const { format, readableFrom } = this.build;
    try {
      await this.rows.insertOne({ _id: 'store', format, readableFrom });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    return this.check();
  }

  async read(): Promise<StoreFormatRow | undefined> {
    return (await this.rows.findOne({ _id: 'store' })) ?? undefined;
  }

  /** Where a migration has come to. @returns false when the store is no longer at the format that it began with */
  async note(from: number, migration: MigrationPlace): Promise<boolean> {
    const done = await this.rows.updateOne({ _id: 'store', format: from }, { $set: { migration } });
    return done.matchedCount === 1;
  }

  /** The migration is done. @returns false when another run was first */
  async advance(from: number, to: KeptFormat): Promise<boolean> {
    const change = { $set: { format: to.format, readableFrom: to.readableFrom }, $unset: { migration: '' } };
    const done = await this.rows.updateOne({ _id: 'store', format: from }, change);
    return done.matchedCount === 1;
  }

  /** What has happened here is in one of these: an aggregate, or an event that was consumed, begins everything else. */
  get recordCollections(): readonly string[] {
    return [...typesOf(this.map).map((type) => type.collection), 'consumed_offsets', 'inbox_positions'];
  }

  private async holdsRecords(): Promise<boolean> {
    const found = await Promise.all(
      this.recordCollections.map((name) => this.db.collection(name).findOne({}, { projection: { _id: 1 } })),
    );
    return found.some((one) => one !== null);
  }
}
