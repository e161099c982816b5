import { PageRequest, SortBy } from '#common/http/paging.js';

export const PUBLICATION_SORTS = { createdAt: 'state.publishedOn' };

export class ListPublishedFiguresRequest extends PageRequest {
  @SortBy(PUBLICATION_SORTS)
  override readonly sort?: string;
}
