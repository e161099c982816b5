import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { hasRole } from '#common/kernel/actor.js';
import { withheld } from '#common/kernel/errors.js';
import { AgreementListings } from '../agreement-listings.js';
import { Agreements } from '../agreements.repository.js';
import type { AgreementDossier, AgreementState } from '../domain/agreement.state.js';
import { applyAgreement } from '../domain/applying.js';

/** A supplier applies for its own active listing; at most one agreement of a listing lives at a time (§11.3). */
@Injectable()
export class ApplyAgreement {
  constructor(
    private readonly agreements: Agreements,
    private readonly listings: AgreementListings,
  ) {}

  async execute(
    command: Command<AgreementDossier & { readonly listingId: string }>,
  ): Promise<Snapshot<AgreementState>> {
    const { listingId, ...dossier } = command.data;
    const { actor } = command;
    const listing = await this.listings.get(listingId);
    // Whether a foreign listing exists is not the caller's to learn from this refusal.
    const isOwn = hasRole(actor, 'SUPPLIER') && actor.kind === 'person' && actor.org === listing.supplier;
    if (!isOwn) throw withheld('listing', listingId);
    return this.agreements.create(command, (moment) =>
      applyAgreement({ agreementId: command.id, listing, dossier }, moment),
    );
  }
}
