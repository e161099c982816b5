import { Controller, Query } from '@nestjs/common';
import { pageFor } from '#common/http/listing.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { pageOf, type Page } from '#common/http/paging.js';
import type { Asking } from '#common/kernel/actor.js';
import { ownOnly } from '../contract.permissions.js';
import { ContractView } from '../contract.view.js';
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
    summary: "An institution's or supplier's own contracts; concluded ones for everyone else",
    answers: pageOf(ContractView),
  })
  async handle(@Query() request: ListContractsRequest, @Asker() asking: Asking): Promise<Page<ContractView>> {
    const where = {
      ...ownOnly(asking),
      ...(request.status !== undefined && { 'state.status': request.status }),
      'state.concluded.listingId': request.listingId,
    };
    return pageFor(this.contracts, asking, {
      request,
      listing: { where, sorts: CONTRACT_SORTS },
      view: (contract) => this.views.of(contract, asking.actor),
    });
  }
}
