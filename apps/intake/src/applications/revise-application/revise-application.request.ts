import { Whole } from '#common/http/validation/fields.js';
import { ApplicationFormRequest } from '../application-form.request.js';

/** The form, whole, and the version of the questions that it answers. */
export class ReviseApplicationRequest extends ApplicationFormRequest {
  @Whole({
    min: 1,
    max: 1_000_000,
    optional: true,
    description: 'Moves the draft to the version of the questions in force; the draft keeps its version unless given',
  })
  readonly questionSetN?: number;
}
