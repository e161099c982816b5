import { NestedList, Text, Texts, Whole } from '#common/http/validation/fields.js';

export class ItemMinutesRequest {
  @Whole({ min: 1, max: 1000 })
  readonly item!: number;

  @Texts({ max: 20, itemMax: 2000, description: 'Reasons the applicant will read' })
  readonly reasons!: readonly string[];
}

export class DraftMinutesRequest {
  @Text({ max: 10_000 })
  readonly summary!: string;

  @NestedList(() => ItemMinutesRequest, { max: 200 })
  readonly items!: ItemMinutesRequest[];
}
