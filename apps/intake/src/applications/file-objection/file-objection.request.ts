import { Text } from '#common/http/validation/fields.js';

export class FileObjectionRequest {
  /** Why the refusal is wrong; read by the secretary and by members who declared no conflict. */
  @Text({ max: 10_000 })
  readonly statement!: string;
}
