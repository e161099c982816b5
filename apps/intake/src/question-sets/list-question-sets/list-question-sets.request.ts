import { SERVICE_KINDS, type ServiceKind } from '#common/events/definitions/shapes.js';
import { PageRequest, SortBy } from '#common/http/paging.js';
import { CodeText, OneOf } from '#common/http/validation/fields.js';

export const QUESTION_SET_SORTS = { id: 'id' };

export class ListQuestionSetsRequest extends PageRequest {
  @SortBy(QUESTION_SET_SORTS)
  override readonly sort?: string;

  @OneOf(SERVICE_KINDS, { optional: true })
  readonly kind?: ServiceKind;

  @CodeText({ optional: true })
  readonly subtype?: string;
}
