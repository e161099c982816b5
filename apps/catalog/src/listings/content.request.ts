import { SERVICE_KINDS, type ServiceKind } from '#common/events/definitions/shapes.js';
import { Email, Name, OneOf, Phone } from '#common/http/validation/fields.js';
import { ServiceContentRequest } from '#common/http/shapes.request.js';

/** What is offered; a field left out stays as it is. */
export class ServiceRequest extends ServiceContentRequest {
  @Name({ max: 200, optional: true })
  readonly name?: string;

  @OneOf(SERVICE_KINDS, { optional: true })
  readonly kind?: ServiceKind;
}

/** Person to talk to (담당자). */
export class ContactRequest {
  @Name({ max: 100 })
  readonly name!: string;

  @Email()
  readonly email!: string;

  @Phone()
  readonly phone!: string;
}
