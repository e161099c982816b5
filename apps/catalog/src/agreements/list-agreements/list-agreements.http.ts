import { Controller, Query } from '@nestjs/common';
import { pageFor } from '#common/http/listing.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { pageOf, type Page } from '#common/http/paging.js';
import type { Asking } from '#common/kernel/actor.js';
import { AgreementView } from '../agreement.view.js';
import { AgreementViews } from '../agreement.views.js';
import { Agreements } from '../agreements.repository.js';
import { ListAgreementsRequest } from './list-agreements.request.js';

/** A supplier's own agreements, or all of them for the procurement service and the auditor; newest first. */
@Controller()
export class ListAgreementsHttp {
  constructor(
    private readonly agreements: Agreements,
    private readonly views: AgreementViews,
  ) {}

  @Operation({
    id: 'listAgreements',
    method: 'GET',
    path: '/v1/agreements',
    summary: 'Catalog agreements with their dossiers',
    answers: pageOf(AgreementView),
  })
  handle(@Query() request: ListAgreementsRequest, @Asker() asking: Asking): Promise<Page<AgreementView>> {
    const where = {
      'state.facts.status': request.status,
      'state.facts.listingId': request.listingId,
    };
    return pageFor(this.agreements, asking, {
      request,
      listing: { where },
      view: (agreement) => this.views.of(agreement, asking.actor),
    });
  }
}
