import { OneOf, Text } from '#common/http/validation/fields.js';
import { DATA_RETURNS, type DataReturn } from '../domain/ending.state.js';

export class ConfirmDataReturnRequest {
  @OneOf(DATA_RETURNS, {
    description: 'WAIVED: what is not returned is destroyed; CONTINUED: it stays for the contract that follows',
  })
  readonly outcome!: DataReturn;

  @Text({ optional: true, max: 2000, description: 'In which form, to whom' })
  readonly note?: string;

  @Text({ max: 200, optional: true, description: 'Number of the paper that proves it' })
  readonly evidence?: string;
}
