import { Nested } from '#common/http/validation/fields.js';
import { Cms } from '#common/signatures/cms.request.js';
import { SelectionActRequest } from '../selection-act.request.js';

export class PublishSessionRequest {
  @Nested(() => SelectionActRequest)
  readonly selectionAct!: SelectionActRequest;

  @Cms('the selection act as it was drafted')
  readonly cms?: string;
}
