import { SERVICE_KINDS, type ServiceKind } from '#common/events/definitions/shapes.js';
import { CalendarDay, Name, Nested, NestedList, OneOf } from '#common/http/validation/fields.js';
import { CertificateRequest, PriceLineRequest, ServiceContentRequest } from '#common/http/shapes.request.js';
import { ContactRequest } from '../suppliers/contact.request.js';
import type { ApplicationForm, CreditRating, DraftService } from './domain/application.state.js';
import type { FormParts } from './domain/form-parts.js';

export class DraftServiceRequest extends ServiceContentRequest implements DraftService {
  @Name({ max: 200 })
  readonly name!: string;

  @OneOf(SERVICE_KINDS)
  readonly kind!: ServiceKind;
}

export class CreditRatingRequest implements CreditRating {
  @Name({ max: 100 })
  readonly agency!: string;

  @Name({ max: 20 })
  readonly grade!: string;

  /** Day of issue, where the confirmation says it. */
  @CalendarDay({ optional: true })
  readonly validFrom?: string;

  @CalendarDay()
  readonly validTo!: string;
}

/** The form of §2.4; a draft may leave out what a submission needs. */
export class ApplicationFormRequest implements ApplicationForm {
  @Nested(() => ContactRequest)
  readonly contact!: ContactRequest;

  @Nested(() => DraftServiceRequest)
  readonly service!: DraftServiceRequest;

  @NestedList(() => PriceLineRequest, { max: 200 })
  readonly prices!: PriceLineRequest[];

  @NestedList(() => CertificateRequest, { max: 20 })
  readonly certificates!: CertificateRequest[];

  @Nested(() => CreditRatingRequest, { optional: true })
  readonly creditRating?: CreditRatingRequest;
}

/** Parts of the form as they are to be. Only what was asked for may differ. */
export class FormPartsRequest implements FormParts {
  @Nested(() => ContactRequest, { optional: true })
  readonly contact?: ContactRequest;

  @Nested(() => DraftServiceRequest, { optional: true })
  readonly service?: DraftServiceRequest;

  @NestedList(() => PriceLineRequest, { max: 200, optional: true })
  readonly prices?: PriceLineRequest[];

  @NestedList(() => CertificateRequest, { max: 20, optional: true })
  readonly certificates?: CertificateRequest[];

  @Nested(() => CreditRatingRequest, { optional: true })
  readonly creditRating?: CreditRatingRequest;
}
