import { Cms } from '#common/signatures/cms.request.js';

export class ConfirmMinutesRequest {
  @Cms('the minutes')
  readonly cms?: string;
}
