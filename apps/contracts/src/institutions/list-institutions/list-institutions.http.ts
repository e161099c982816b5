import { Controller, Query } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { Stores } from '#common/aggregates/stores.js';
import { pageFor } from '#common/http/listing.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { pageOf, type Page } from '#common/http/paging.js';
import type { Asking } from '#common/kernel/actor.js';
import { nameFinder } from '#common/kernel/names/finding.js';
import { traitsOn } from '../domain/institution.rules.js';
import type { InstitutionState } from '../domain/institution.state.js';
import { ListedInstitutionView, listedInstitutionView } from '../institution.view.js';
import { Institutions } from '../institutions.repository.js';
import { INSTITUTION_SORTS, ListInstitutionsRequest } from './list-institutions.request.js';

@Controller()
export class ListInstitutionsHttp {
  constructor(
    private readonly institutions: Institutions,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'listInstitutions',
    method: 'GET',
    path: '/v1/institutions',
    summary: 'The institutions the reader may see, as of a day, by type, by what is above them or by name',
    answers: pageOf(ListedInstitutionView),
  })
  handle(@Query() request: ListInstitutionsRequest, @Asker() asking: Asking): Promise<Page<ListedInstitutionView>> {
    const where = { 'state.status': request.status };
    return pageFor(this.institutions, asking, {
      request,
      listing: { where, sorts: INSTITUTION_SORTS },
      view: this.viewOf(request),
    });
  }

  private viewOf(request: ListInstitutionsRequest) {
    const { on = this.stores.moment().today, type, parent, q } = request;
    const isNamed = q === undefined ? () => true : nameFinder(q);
    return (institution: Snapshot<InstitutionState>): ListedInstitutionView | undefined => {
      const traits = traitsOn(institution.state, on);
      const isAsked =
        traits !== undefined &&
        (type === undefined || traits.type === type) &&
        (parent === undefined || traits.parent === parent) &&
        isNamed(traits.name);
      return isAsked ? listedInstitutionView(institution, on, traits) : undefined;
    };
  }
}
