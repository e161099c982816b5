import { Controller, Query } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import type { FieldFilter } from '#common/aggregates/documents.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { listQuery, page, pageOf, type Page } from '#common/http/paging.js';
import { hasRole } from '#common/kernel/actor.js';
import { Stores } from '#common/aggregates/stores.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { CONTRACT_STATUSES } from '../domain/contract.state.js';
import { ListContractsRequest } from './list-contracts.request.js';

const PUBLIC_STATUSES = CONTRACT_STATUSES.slice(CONTRACT_STATUSES.indexOf('CONCLUDED')).filter(
  (status) => status !== 'CANCELLED',
);

@Controller()
export class ListContractsHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
    private readonly stores: Stores,
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
    const query = listQuery(request, { where, sorts: { createdAt: '_id', neededOn: 'state.neededOn' } });
    const shown = page(await this.contracts.list(query), query, (contract) => contract);
    // What is not for the reader leaves the page, not the cursor: a page may be shorter, none is skipped.
    const readable = { ...asking, operation: 'getContract' };
    const items = shown.items
      .filter(({ state }) => this.stores.holds(readable, state))
      .map((one) => this.views.of(one, asking.actor));
    return { ...shown, items };
  }
}

/** Cut down in the store already, so that pages fill. */
function ownOnly({ actor }: Asking): Record<string, FieldFilter> {
  if (hasRole(actor, 'AUDITOR')) return {};
  const org = actor.kind === 'person' ? (actor.org ?? '') : '';
  if (hasRole(actor, 'INSTITUTION')) return { 'state.institution.code': org };
  if (hasRole(actor, 'SUPPLIER')) return { 'state.invitedSuppliers': org };
  return { 'state.status': { in: PUBLIC_STATUSES } };
}
