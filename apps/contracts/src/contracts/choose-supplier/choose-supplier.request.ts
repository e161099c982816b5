import { Text, Uuid, Uuids, Whole } from '#common/http/validation/fields.js';

export class ChooseSupplierRequest {
  @Whole({ min: 1, max: 1000, description: 'Number of the request whose offer is chosen' })
  readonly requestNo!: number;

  @Text({ max: 4000 })
  readonly reason!: string;

  @Uuid({
    optional: true,
    description: 'Comparison saved in the catalog; needed when there was more than one candidate',
  })
  readonly comparisonId?: string;

  @Uuids({
    optional: true,
    max: 20,
    unique: true,
    description: 'More comparisons: one holds three listings of one subtype at most',
  })
  readonly furtherComparisonIds?: string[];
}
