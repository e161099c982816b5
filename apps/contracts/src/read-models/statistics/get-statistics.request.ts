import { FormatField, type Format } from '#common/http/exporting.js';
import { StatisticsRequest } from './statistics.fields.js';

export class GetStatisticsRequest extends StatisticsRequest {
  @FormatField()
  readonly format?: Format;
}
