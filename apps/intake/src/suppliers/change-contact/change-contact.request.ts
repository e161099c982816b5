import { Nested, Text } from '#common/http/validation/fields.js';
import { ContactRequest } from '../contact.request.js';

export class ChangeContactRequest {
  @Nested(() => ContactRequest)
  readonly contact!: ContactRequest;

  @Text({ max: 300, optional: true })
  readonly address?: string;
}
