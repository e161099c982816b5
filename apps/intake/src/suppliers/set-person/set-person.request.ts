import { OneOf, Text } from '#common/http/validation/fields.js';
import { PERSON_FUNCTIONS, type PersonFunction } from '../domain/supplier.state.js';

export class SetPersonRequest {
  @Text({ max: 200, description: "The person's sub" })
  readonly sub!: string;

  @OneOf(PERSON_FUNCTIONS)
  readonly function!: PersonFunction;
}
