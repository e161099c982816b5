import { OneOf, Text, Whole } from '#common/http/validation/fields.js';

export class InspectRequest {
  @Whole({ min: 1, max: 10_000 })
  readonly statementNo!: number;

  @OneOf(['PASSED', 'FAILED'])
  readonly result!: 'PASSED' | 'FAILED';

  @Text({ max: 4000, optional: true, description: 'What failed; needed for a failure' })
  readonly findings?: string;

  @Text({
    max: 2000,
    optional: true,
    description: 'Why one person accepts and inspects, where the law exempts from it',
  })
  readonly soleOfficerReason?: string;
}
