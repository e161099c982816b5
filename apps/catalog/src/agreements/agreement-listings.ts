import { Injectable } from '@nestjs/common';
import { notFound } from '#common/kernel/errors.js';
import { Listings } from '../listings/listings.repository.js';
import { Debarments } from '../read-models/debarments/debarments.mongo.js';
import type { AgreementListing } from './domain/agreement.state.js';

/** What an agreement must know of its listing; contracts look at the listing again, so a moment's delay is harmless. */
@Injectable()
export class AgreementListings {
  constructor(
    private readonly listings: Listings,
    private readonly debarments: Debarments,
  ) {}

  async get(listingId: string): Promise<AgreementListing> {
    const listing = await this.listings.find(listingId);
    if (listing === undefined) throw notFound('listing', listingId);
    const { facts } = listing.state;
    return {
      listingId,
      listingNo: facts.listingNo,
      supplier: facts.supplier.businessNumber,
      isActive: facts.status === 'ACTIVE',
      debarments: await this.debarments.of(facts.supplier.businessNumber),
    };
  }
}
