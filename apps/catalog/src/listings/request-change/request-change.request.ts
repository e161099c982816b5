import { Nested, NestedList, Text, Url } from '#common/http/validation/fields.js';
import { CertificateRequest, PriceLineRequest } from '#common/http/shapes.request.js';
import { ContactRequest, ImageRequest, ServiceRequest } from '../content.request.js';

/** One part of the listing as it is to be: prices, certificates, service, presentation or contact. */
export class RequestChangeRequest {
  @NestedList(() => PriceLineRequest, { min: 1, max: 200, optional: true, description: 'The whole new price table' })
  readonly prices?: PriceLineRequest[];

  @NestedList(() => CertificateRequest, { max: 20, optional: true, description: 'All certificates from now on' })
  readonly certificates?: CertificateRequest[];

  @Nested(() => ServiceRequest, { optional: true, description: 'The fields of the service that change' })
  readonly service?: ServiceRequest;

  @Nested(() => ContactRequest, { optional: true, description: 'Person to talk to; never published' })
  readonly contact?: ContactRequest;

  @NestedList(() => ImageRequest, { max: 20, optional: true, description: 'All images from now on' })
  readonly images?: ImageRequest[];

  @Url({ optional: true })
  readonly manualUrl?: string;

  @Url({ optional: true })
  readonly trialUrl?: string;

  @Text({ max: 2000 })
  readonly reason!: string;
}
