import { Matching } from '#common/http/validation/fields.js';

const ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

export class CompareListingsRequest {
  @Matching(new RegExp(`^${ID}(,${ID}){1,2}$`), 'two or three ids of listings, separated by commas')
  readonly ids!: string;
}
