import { Whole } from '#common/http/validation/fields.js';

/** Which version of a document is downloaded. */
export class DocumentVersionRequest {
  @Whole({ min: 1, max: 1_000_000, optional: true, description: 'An earlier version; the newest unless given' })
  readonly version?: number;
}
