import { Controller, type StreamableFile } from '@nestjs/common';
import { Asker, NumberParam } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { SelectionActReading } from '../selection-act-reading.js';
import { SessionDownloads } from '../session-downloads.js';

@Controller()
export class ExportSelectionActHttp {
  constructor(
    private readonly reading: SelectionActReading,
    private readonly downloads: SessionDownloads,
  ) {}

  @Operation({
    id: 'exportSelectionAct',
    method: 'GET',
    path: '/v1/sessions/:no/selection-act/document.zip',
    summary: "The selection act with the ministry's electronic signature over it and its certificates",
    accesses: { what: 'DOCUMENT' },
    answers: 'document',
    produces: ['application/zip'],
    refuses: ['PAPER_NOT_MADE'],
  })
  async handle(@NumberParam('no') no: number, @Asker() asking: Asking): Promise<StreamableFile> {
    return this.downloads.zip(await this.reading.get(no, asking), { name: 'selection-act', by: 'ministry' });
  }
}
