import { Texts } from '#common/http/validation/fields.js';

export class InviteExaminersRequest {
  @Texts({ min: 1, max: 20, itemMax: 200, unique: true, description: 'The sub of each examiner' })
  readonly examinerIds!: readonly string[];
}
