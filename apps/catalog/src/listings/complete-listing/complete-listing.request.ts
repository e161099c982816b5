import { Nested, NestedList, Url } from '#common/http/validation/fields.js';
import { CertificateRequest, PriceLineRequest } from '#common/http/shapes.request.js';
import { ContactRequest, ImageRequest, ServiceRequest } from '../content.request.js';

export class CompleteListingRequest {
  @Nested(() => ServiceRequest, { optional: true })
  readonly service?: ServiceRequest;

  @NestedList(() => PriceLineRequest, { max: 200, optional: true, description: 'The whole price table' })
  readonly prices?: PriceLineRequest[];

  @NestedList(() => CertificateRequest, { max: 20, optional: true })
  readonly certificates?: CertificateRequest[];

  @Nested(() => ContactRequest, { optional: true, description: 'Person to talk to; never published' })
  readonly contact?: ContactRequest;

  @NestedList(() => ImageRequest, { max: 20, optional: true })
  readonly images?: ImageRequest[];

  @Url({ optional: true })
  readonly manualUrl?: string;

  @Url({ optional: true })
  readonly trialUrl?: string;
}
