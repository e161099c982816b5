import { Flag, Text } from '#common/http/validation/fields.js';

export class RecordHearingRequest {
  @Flag({ description: 'Whether the supplier came' })
  readonly attended!: boolean;

  @Text({ max: 10_000 })
  readonly record!: string;
}
