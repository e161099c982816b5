import { ExportedPageRequest } from '#common/http/exporting.js';
import { SortBy } from '#common/http/paging.js';
import { Matching } from '#common/http/validation/fields.js';

export const LOCAL_NEGOTIATED_SORTS = { concludedOn: 'state.concluded.concludedOn' };

export class ListLocalNegotiatedContractsRequest extends ExportedPageRequest {
  @SortBy(LOCAL_NEGOTIATED_SORTS)
  override readonly sort?: string;

  @Matching(/^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$/, 'a month, YYYY-MM', { description: 'The month of the conclusion' })
  readonly month!: string;

  @Matching(/^[A-Za-z0-9-]{1,40}$/, 'the code of an institution', {
    optional: true,
    description: 'The local government that concluded it',
  })
  readonly institution?: string;
}
