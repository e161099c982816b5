import { Flag } from '#common/http/validation/fields.js';

export class AnswerCheckExtensionRequest {
  @Flag()
  readonly consents!: boolean;
}
