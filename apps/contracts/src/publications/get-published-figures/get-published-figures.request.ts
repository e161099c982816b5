import { FormatField, type Format } from '#common/http/exporting.js';

export class GetPublishedFiguresRequest {
  @FormatField()
  readonly format?: Format;
}
