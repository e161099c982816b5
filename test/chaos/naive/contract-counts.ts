import { Injectable } from '@nestjs/common';
import type mongoose from 'mongoose';
import type { ContractSigned } from '#common/events/definitions/contract-signed.js';
import { Stores } from '#common/aggregates/stores.js';
import type { ContractCount } from '../../../apps/catalog/src/read-models/listing-contracts/contract-counts.mongo.js';

interface CountRow {
  readonly _id: string;
  readonly contractCount: number;
  readonly institutions: readonly string[];
}

const rowsOf = (stores: Stores): mongoose.mongo.Collection<CountRow> => stores.db.collection('listing_contract_counts');

/** A counter per listing, incremented at every delivery of a signed contract. */
@Injectable()
export class CountContracts {
  constructor(private readonly stores: Stores) {}

  async handle({ listingId, institution }: ContractSigned): Promise<void> {
    await rowsOf(this.stores).updateOne(
      { _id: listingId },
      { $inc: { contractCount: 1 }, $addToSet: { institutions: institution.code } },
      { upsert: true },
    );
  }
}

/** Replaces the real reader, which counts rows. */
@Injectable()
export class CountedContracts {
  constructor(private readonly stores: Stores) {}

  async of(listingIds: readonly string[]): Promise<ReadonlyMap<string, ContractCount>> {
    const rows = await rowsOf(this.stores)
      .find({ _id: { $in: [...listingIds] } })
      .toArray();
    return new Map(
      rows.map(({ _id, contractCount, institutions }) => [
        _id,
        { contractCount, institutionCount: institutions.length },
      ]),
    );
  }
}
