import { OneOf, Text } from '#common/http/validation/fields.js';
import { GetStatisticsRequest } from '../../read-models/statistics/get-statistics.request.js';
import { PUBLICATION_FORMATS, type PublicationFormat } from '../domain/publication.state.js';

export class PublishFiguresRequest extends GetStatisticsRequest {
  @Text({ max: 200, description: 'Under which it is cited' })
  readonly title!: string;

  @OneOf(PUBLICATION_FORMATS)
  readonly format!: PublicationFormat;
}
