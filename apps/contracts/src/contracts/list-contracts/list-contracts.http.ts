import { Controller, Query } from '@nestjs/common';
import { pageFor } from '#common/http/listing.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { pageOf, type Page } from '#common/http/paging.js';
import { hasRole, type Asking } from '#common/kernel/actor.js';
import type { FieldFilter } from '#common/kernel/field-filter.js';
import { ContractView } from '../contract.view.js';
import { UNDER_NEGOTIATION } from '../domain/contract.rules.js';
import type { ContractStatus } from '../domain/contract.state.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { CONTRACT_SORTS, ListContractsRequest } from './list-contracts.request.js';

@Controller()
export class ListContractsHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'listContracts',
    method: 'GET',
    path: '/v1/contracts',
    summary: 'The contracts the reader may see: own ones, and concluded ones for every caller',
    answers: pageOf(ContractView),
  })
  async handle(@Query() request: ListContractsRequest, @Asker() asking: Asking): Promise<Page<ContractView>> {
    const { status, listingId, own } = request;
    const where = { 'state.status': wantedStatus(asking, status), 'state.concluded.listingId': listingId };
    return pageFor(this.contracts, asking, {
      request,
      ...(own !== undefined && { own }),
      listing: { where, sorts: CONTRACT_SORTS },
      view: (contract) => {
        const view = this.views.listed(contract, asking.actor);
        return status === undefined || view.status === status ? view : undefined;
      },
    });
  }
}

/**
 * A supplier that was asked and not chosen sees one status for all of the negotiation. The store is asked for all of
 * them, and the view decides: the filter tells no more than the view.
 */
function wantedStatus({ actor }: Asking, status: ContractStatus | undefined): FieldFilter | undefined {
  const isShownAsOne = status !== undefined && hasRole(actor, 'SUPPLIER') && UNDER_NEGOTIATION.includes(status);
  return isShownAsOne ? { in: UNDER_NEGOTIATION } : status;
}
