import { Injectable } from '@nestjs/common';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import { forbidden } from '#common/kernel/errors.js';
import { ComparedListings } from '../compared-listings.js';
import { Comparisons } from '../comparisons.repository.js';
import { saveComparison } from '../domain/comparing.js';
import type { ComparisonState } from '../domain/comparison.state.js';
import type { SaveComparisonRequest } from './save-comparison.request.js';

/** An institution keeps a comparison of public listings; a listing that is not public answers 404. */
@Injectable()
export class SaveComparison {
  constructor(
    private readonly comparisons: Comparisons,
    private readonly compared: ComparedListings,
  ) {}

  async execute(command: Command<SaveComparisonRequest>): Promise<Snapshot<ComparisonState>> {
    const { id, actor, data } = command;
    const institution = actor.kind === 'person' ? actor.org : undefined;
    if (institution === undefined) throw forbidden('A comparison is saved for an institution: the token names none.');
    const { listingIds, ...rest } = data;
    const listings = await this.compared.of(listingIds, { actor, operation: 'compareListings' });
    return this.comparisons.create(command, (moment) =>
      saveComparison({ comparisonId: id, institution, ...rest, listings }, moment),
    );
  }
}
