import { Injectable } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { listQuery, page, type Page } from '#common/http/paging.js';
import { hasRole, type Reader } from '#common/kernel/actor.js';
import type { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';
import type { ListListingFilesRequest } from './list-listing-files.request.js';

/** A supplier's own listings, or everyone's for those who check them; newest first. */
@Injectable()
export class ListListingFiles {
  constructor(
    private readonly listings: Listings,
    private readonly views: ListingViews,
  ) {}

  async execute(request: ListListingFilesRequest, { actor }: Asking): Promise<Page<ListingView>> {
    const query = listQuery(request, {
      where: {
        'state.facts.status': request.status,
        'state.facts.applicationId': request.applicationId,
        'state.facts.supplier.businessNumber': ownOnly(actor),
      },
    });
    const found = await this.listings.list(query);
    const { items, next } = page(found, query, (listing) => listing);
    return { items: await this.views.all(items, actor), ...(next !== undefined && { next }) };
  }
}

const ownOnly = (actor: Reader): string | undefined => {
  if (hasRole(actor, 'NIA_OPERATOR') || hasRole(actor, 'AUDITOR')) return undefined;
  return actor.kind === 'person' ? (actor.org ?? '') : '';
};
