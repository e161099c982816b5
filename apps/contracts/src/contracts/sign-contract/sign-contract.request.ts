import { Cms } from '#common/signatures/cms.request.js';

export class SignContractRequest {
  @Cms('the contract document')
  readonly cms?: string;
}
