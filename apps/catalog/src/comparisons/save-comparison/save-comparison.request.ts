import { Text, Uuids } from '#common/http/validation/fields.js';
import { COMPARED_MAX, COMPARED_MIN } from '../domain/comparing.js';

export class SaveComparisonRequest {
  @Uuids({ min: COMPARED_MIN, max: COMPARED_MAX, unique: true })
  readonly listingIds!: string[];

  @Text({ max: 500, optional: true, description: 'What the comparison is for' })
  readonly purpose?: string;
}
