import { OneOf, Text } from '#common/http/validation/fields.js';
import { StatisticsRequest } from '../../read-models/statistics/statistics.fields.js';
import { PUBLICATION_FORMATS, type PublicationFormat } from '../domain/publication.state.js';

export class PublishFiguresRequest extends StatisticsRequest {
  @Text({ max: 200, description: 'Under which it is cited' })
  readonly title!: string;

  @OneOf(PUBLICATION_FORMATS)
  readonly format!: PublicationFormat;
}
