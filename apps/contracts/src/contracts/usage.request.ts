import { INSTITUTION_TYPES, type InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import { CodeText, Flag, Name, OneOf } from '#common/http/validation/fields.js';

/** The registration of the use (이용 내역 등록, §5.5). */
export class UsageFields {
  @Name({ max: 200 })
  readonly projectName!: string;

  @Name({ max: 200, description: 'The institution that uses the service, when it is not the contracting body' })
  readonly actualUser!: string;

  @OneOf(INSTITUTION_TYPES, {
    optional: true,
    description: 'Of the actual user; that of the contracting body unless said otherwise',
  })
  readonly userType?: InstitutionFacts['type'];

  @CodeText({ optional: true, description: 'What the service is used for (이용 분야): DOCUMENT' })
  readonly useTopic?: string;

  @Flag({ optional: true })
  readonly supportProgramme?: boolean;
}
