import { Text } from '#common/http/validation/fields.js';

export class AcceptStatementRequest {
  @Text({
    max: 2000,
    optional: true,
    description: 'Why one person accepts and inspects, where the law exempts from it',
  })
  readonly soleOfficerReason?: string;
}
