import { Controller, Query } from '@nestjs/common';
import { Stores } from '#common/aggregates/stores.js';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import type { Asking } from '#common/kernel/actor.js';
import { debarmentOn } from '#common/kernel/debarment.js';
import { nameFinder } from '#common/kernel/names/finding.js';
import { pageFor } from '#common/http/listing.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { pageOf, type Page } from '#common/http/paging.js';
import type { SupplierState } from '../domain/supplier.state.js';
import { SupplierView, supplierView } from '../supplier.view.js';
import { Suppliers } from '../suppliers.repository.js';
import { ListSuppliersRequest } from './list-suppliers.request.js';

@Controller()
export class ListSuppliersHttp {
  constructor(
    private readonly suppliers: Suppliers,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'listSuppliers',
    method: 'GET',
    path: '/v1/suppliers',
    summary: 'The suppliers the reader may see: who waits for verification, who is debarred',
    accesses: { what: 'CONTACT' },
    answers: pageOf(SupplierView),
  })
  async handle(@Query() request: ListSuppliersRequest, @Asker() asking: Asking): Promise<Page<SupplierView>> {
    const { status } = request;
    const isAsked = this.filterOf(request);
    return pageFor(this.suppliers, asking, {
      request,
      listing: { where: { 'state.verifiedAt': status && { exists: status === 'VERIFIED' } } },
      view: (supplier) => (isAsked(supplier) ? supplierView(supplier) : undefined),
    });
  }

  private filterOf({ q, debarred }: ListSuppliersRequest): (supplier: Snapshot<SupplierState>) => boolean {
    const { today } = this.stores.moment();
    const isNamed = q === undefined ? () => true : nameFinder(q);
    const digits = q?.replaceAll('-', '') ?? '';
    const isNumber = /^[0-9]{3,10}$/.test(digits);
    return ({ state: { facts, debarments } }) =>
      (isNamed(facts.name) || (isNumber && facts.businessNumber.includes(digits))) &&
      (debarred === undefined || debarred === (debarmentOn(debarments, today) !== undefined));
  }
}
