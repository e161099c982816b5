import { Matching } from '#common/http/validation/fields.js';
import type { StatedUse } from '../domain/estimating.js';

const CODE = '[A-Za-z0-9._-]{1,40}';
const LINE = `${CODE}:[0-9]{1,12}(:[0-9]{1,3})?`;

export class EstimateCostRequest {
  /** `STD:10:12,API:250000`: price line, quantity in a month, months; one month unless said otherwise. */
  @Matching(new RegExp(`^${LINE}(,${LINE}){0,49}$`), 'CODE:quantity[:months], up to 50 of them separated by commas', {
    description: 'Price line, quantity in a month, months',
  })
  readonly use!: string;
}

export const usesOf = ({ use }: EstimateCostRequest): readonly StatedUse[] =>
  use.split(',').map((line) => {
    const [code = '', quantity, months = '1'] = line.split(':');
    return { code, quantity: Number(quantity), months: Number(months) };
  });
