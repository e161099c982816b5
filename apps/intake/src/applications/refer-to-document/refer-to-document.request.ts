import { Uuid, Whole } from '#common/http/validation/fields.js';

export class ReferToDocumentRequest {
  @Uuid({ description: "Of the supplier's vault" })
  readonly documentId!: string;

  @Whole({ min: 1, max: 1_000_000, optional: true, description: 'Its version; the newest unless given' })
  readonly version?: number;
}
