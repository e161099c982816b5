import { Name, OneOf, OneOfEach, Text } from '#common/http/validation/fields.js';
import { CANCELLATION_GROUNDS, type CancellationGround } from '../domain/case.state.js';

export class CancelSelectionRequest {
  @OneOf(['CANCELLED', 'KEPT'])
  readonly decision!: 'CANCELLED' | 'KEPT';

  @OneOfEach(CANCELLATION_GROUNDS, {
    min: 0,
    max: CANCELLATION_GROUNDS.length,
    unique: true,
    description: 'Those that the hearing proved',
  })
  readonly grounds!: readonly CancellationGround[];

  @Name({ max: 60, description: "Of the ministry's act" })
  readonly number!: string;

  @Text({ max: 4000 })
  readonly reason!: string;
}
