import { Text } from '#common/http/validation/fields.js';

export class RemovePersonRequest {
  @Text({ max: 200, description: "The person's sub" })
  readonly sub!: string;
}
