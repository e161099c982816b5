import { Nested, Text } from '#common/http/validation/fields.js';
import { DeskRequest } from '../desk.request.js';

export class GiveEndNoticeRequest {
  @Text({ max: 2000, description: 'How the institution gets its data back, until when and in what form' })
  readonly retrieval!: string;

  @Nested(() => DeskRequest)
  readonly desk!: DeskRequest;
}
