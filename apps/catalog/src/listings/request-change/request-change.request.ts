import { NestedList, Text } from '#common/http/validation/fields.js';
import { CertificateRequest, PriceLineRequest } from '#common/http/shapes.request.js';

export class RequestChangeRequest {
  @NestedList(() => PriceLineRequest, { min: 1, max: 200, optional: true, description: 'The whole new price table' })
  readonly prices?: PriceLineRequest[];

  @NestedList(() => CertificateRequest, { max: 20, optional: true, description: 'All certificates from now on' })
  readonly certificates?: CertificateRequest[];

  @Text({ max: 2000 })
  readonly reason!: string;
}
