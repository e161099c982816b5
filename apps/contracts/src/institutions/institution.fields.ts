import type { FieldOptions } from '#common/http/validation/declare-field.js';
import { Matching } from '#common/http/validation/fields.js';

export const InstitutionCode = (options: FieldOptions = {}): PropertyDecorator =>
  Matching(/^[A-Za-z0-9-]{1,40}$/, 'an institution code of letters, digits and hyphens', options);
