import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { notFound } from '#common/kernel/errors.js';
import { AgreementListings } from '../agreement-listings.js';
import { Agreements } from '../agreements.repository.js';
import type { AgreementState } from '../domain/agreement.state.js';
import { concludeAgreement, type AgreementTerms } from '../domain/reviewing.js';

/** The agreement comes into force with number and period, while its listing is active (§11.3). */
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
