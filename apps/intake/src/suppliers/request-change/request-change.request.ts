import { BusinessNumberField, Name, OneOf, Text } from '#common/http/validation/fields.js';
import { PROFILE_CHANGES, type ProfileChangeClass } from '../domain/supplier.state.js';

export class RequestChangeRequest {
  @OneOf(PROFILE_CHANGES)
  readonly class!: ProfileChangeClass;

  @Name({ max: 200, optional: true, description: 'With NAME' })
  readonly name?: string;

  @Name({ max: 100, optional: true, description: 'With REPRESENTATIVE' })
  readonly representative?: string;

  @BusinessNumberField({ optional: true, description: 'With TRANSFER: the supplier that takes the business over' })
  readonly successor?: string;

  /** Since when, and by which papers. */
  @Text({ max: 2000 })
  readonly reason!: string;
}
