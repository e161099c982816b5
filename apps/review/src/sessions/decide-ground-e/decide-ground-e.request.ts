import { Text, Whole } from '#common/http/validation/fields.js';

export class DecideGroundERequest {
  @Whole({ min: 0, max: 1000, description: 'Votes for a recusal; the member concerned does not vote' })
  readonly yes!: number;

  @Whole({ min: 0, max: 1000 })
  readonly no!: number;

  @Whole({ min: 0, max: 1000 })
  readonly abstain!: number;

  @Text({ max: 2000 })
  readonly reason!: string;
}
