import 'reflect-metadata';
import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator/cjs/decorator/common/ValidateBy.js';
import { ValidateIf } from 'class-validator/cjs/decorator/common/ValidateIf.js';
import { fits, registerField, type Field } from './field-registry.js';

/** Optional: the property may be absent. `null` is refused everywhere. */
export interface FieldOptions {
  readonly optional?: boolean;
  /** What the value means, for the API document. */
  readonly description?: string;
}

type Kind = Omit<Field, 'optional' | 'list'> & { readonly list?: boolean };

/** Registers one kind of field with the schema of its class, class-validator and the API document at once. */
export function field(kind: Kind, options: FieldOptions, ...more: PropertyDecorator[]): PropertyDecorator {
  const optional = options.optional ?? false;
  const declared: Field = { ...kind, optional, list: kind.list ?? false };
  const description = options.description ?? kind.words;
  const shown = { ...kind.schema, description, required: !optional } as ApiPropertyOptions;
  return applyDecorators(
    (target: object, property: string | symbol) => registerField(target, String(property), declared),
    ValidateIf((_, value) => !(optional && value === undefined)),
    ValidateBy({ name: 'field', validator: { validate: (value: unknown) => fits(declared, value) } }),
    ApiProperty(kind.nested === undefined ? shown : nestedProperty(declared, description)),
    ...more,
  ) as PropertyDecorator;
}

function nestedProperty(declared: Field, description: string): ApiPropertyOptions {
  const { minItems, maxItems } = declared.schema as { minItems?: number; maxItems?: number };
  return {
    // Nest's scanner recognises a late-bound type by this function's name, so it has to be called `type`.
    type: () => declared.nested?.(),
    isArray: declared.list,
    description,
    required: !declared.optional,
    ...(minItems !== undefined && { minItems }),
    ...(maxItems !== undefined && { maxItems }),
  };
}
