import { NestedList, OneOf, Text, Whole } from '#common/http/validation/fields.js';
import { RECUSAL_GROUNDS, type RecusalGround } from '../domain/session.state.js';

const GROUNDS = ['NONE', ...RECUSAL_GROUNDS] as const;

export class ItemDeclarationRequest {
  @Whole({ min: 1, max: 1000 })
  readonly item!: number;

  @OneOf(GROUNDS, { description: 'NONE, or the ground (a–e) that applies' })
  readonly ground!: RecusalGround | 'NONE';

  @Text({ max: 1000, optional: true })
  readonly note?: string;
}

export class DeclareConflictRequest {
  @NestedList(() => ItemDeclarationRequest, { min: 1, max: 200 })
  readonly items!: ItemDeclarationRequest[];
}
