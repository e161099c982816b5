import { Text } from '#common/http/validation/fields.js';
import { NisResultRequest } from '../nis-result.request.js';

export class CorrectNisResultRequest extends NisResultRequest {
  @Text({ max: 2000, description: 'Why: kept in the history' })
  readonly reason!: string;
}
