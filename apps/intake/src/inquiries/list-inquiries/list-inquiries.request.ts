import { PageRequest, SortBy } from '#common/http/paging.js';

export const INQUIRY_SORTS = { createdAt: '_id', answeredAt: 'state.published.at' };

export class ListInquiriesRequest extends PageRequest {
  @SortBy(INQUIRY_SORTS)
  override readonly sort?: string;
}
