import { OneOf, Text } from '#common/http/validation/fields.js';
import type { DocumentCheck } from '../domain/application.state.js';

export class CheckDocumentRequest implements DocumentCheck {
  @OneOf(['OK', 'DEFICIENT'])
  readonly result!: DocumentCheck['result'];

  @Text({ max: 1000, optional: true })
  readonly reason?: string;
}
