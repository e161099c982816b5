import { Text } from '#common/http/validation/fields.js';

export class ApproveChangeRequest {
  @Text({ max: 2000, description: 'Why: kept in the history' })
  readonly reason!: string;

  @Text({ max: 10_000, optional: true, description: 'What an expert found; a material change needs it (A-12)' })
  readonly expertOpinion?: string;
}
