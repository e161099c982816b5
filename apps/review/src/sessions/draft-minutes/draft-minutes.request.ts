import { NestedList, Text, Texts, Whole } from '#common/http/validation/fields.js';

export class ItemMinutesRequest {
  @Whole({ min: 1, max: 1000 })
  readonly item!: number;

  @Texts({ max: 20, itemMax: 2000, description: 'Reasons the applicant will read' })
  readonly reasons!: readonly string[];

  @Text({ max: 10_000, optional: true, description: 'What was said and decided on the item; not for recused members' })
  readonly record?: string;
}

export class DraftMinutesRequest {
  @Text({ max: 10_000, description: 'Of the session as a whole; not for members recused on an item of it' })
  readonly summary!: string;

  @NestedList(() => ItemMinutesRequest, { max: 200 })
  readonly items!: ItemMinutesRequest[];
}
