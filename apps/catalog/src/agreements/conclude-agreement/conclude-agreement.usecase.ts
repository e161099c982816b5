import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { notFound } from '#common/kernel/errors.js';
import { AgreementListings } from '../agreement-listing.js';
import { Agreements } from '../agreements.repository.js';
import { concludeAgreement, type AgreementState, type AgreementTerms } from '../domain/agreement.js';

/** PPS_REVIEW → IN_FORCE. Emits AgreementConcluded; 409 AGREEMENT_NOT_IN_REVIEW, AGREEMENT_NO_TAKEN, LISTING_NOT_ACTIVE, 422 PERIOD_INVALID. */
@Injectable()
export class ConcludeAgreement {
  constructor(
    private readonly agreements: Agreements,
    private readonly listings: AgreementListings,
  ) {}

  async execute(command: Command<AgreementTerms>): Promise<Snapshot<AgreementState>> {
    const agreement = await this.agreements.find(command.id);
    if (agreement === undefined) throw notFound('agreement', command.id);
    const listing = await this.listings.get(agreement.state.facts.listingId);
    return this.agreements.change(command, (state, moment) =>
      concludeAgreement(state, { terms: command.data, listing }, moment),
    );
  }
}
