import { Text, Uuid } from '#common/http/validation/fields.js';

export class NameSuccessorRequest {
  @Uuid({ description: 'The listing that replaces this one' })
  readonly successorId!: string;

  @Text({ max: 2000, description: 'Shown to the supplier and to NIA, never published' })
  readonly reason!: string;
}
