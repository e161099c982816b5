import { SERVICE_KINDS, type ServiceKind } from '#common/events/definitions/shapes.js';
import { Email, Name, OneOf, Phone, Url } from '#common/http/validation/fields.js';
import { ServiceContentRequest } from '#common/http/shapes.request.js';
import type { Presentation } from './domain/listing.state.js';

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

export class ImageRequest {
  @Url()
  readonly url!: string;
}

/** What a request says of images, manual and trial; what it leaves out is not there. */
export const presentationOf = ({ images, manualUrl, trialUrl }: PresentationRequest): Partial<Presentation> => ({
  ...(images !== undefined && { imageUrls: images.map((image) => image.url) }),
  ...(manualUrl !== undefined && { manualUrl }),
  ...(trialUrl !== undefined && { trialUrl }),
});

interface PresentationRequest {
  readonly images?: readonly ImageRequest[];
  readonly manualUrl?: string;
  readonly trialUrl?: string;
}
