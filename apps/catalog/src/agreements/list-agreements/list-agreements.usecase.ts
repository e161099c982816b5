import { Injectable } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { listQuery, page, type Page } from '#common/http/paging.js';
import { hasRole, type Reader } from '#common/kernel/actor.js';
import type { AgreementView } from '../agreement.view.js';
import { AgreementViews } from '../agreement.views.js';
import { Agreements } from '../agreements.repository.js';
import type { ListAgreementsRequest } from './list-agreements.request.js';

/** A supplier's own agreements, or everyone's for the procurement service; newest first. */
@Injectable()
export class ListAgreements {
  constructor(
    private readonly agreements: Agreements,
    private readonly views: AgreementViews,
  ) {}

  async execute(request: ListAgreementsRequest, { actor }: Asking): Promise<Page<AgreementView>> {
    const query = listQuery(request, {
      where: {
        'state.facts.status': request.status,
        'state.facts.listingId': request.listingId,
        'state.facts.supplier': ownOnly(actor),
      },
    });
    return page(await this.agreements.list(query), query, (agreement) => this.views.of(agreement, actor));
  }
}

const ownOnly = (actor: Reader): string | undefined => {
  if (hasRole(actor, 'PPS_OFFICER') || hasRole(actor, 'AUDITOR')) return undefined;
  return actor.kind === 'person' ? (actor.org ?? '') : '';
};
