import { Controller, type StreamableFile } from '@nestjs/common';
import { Asker, NumberParam } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { SelectionActReading } from '../selection-act-reading.js';
import { SessionDownloads } from '../session-downloads.js';

@Controller()
export class DownloadSelectionActHttp {
  constructor(
    private readonly reading: SelectionActReading,
    private readonly downloads: SessionDownloads,
  ) {}

  @Operation({
    id: 'downloadSelectionAct',
    method: 'GET',
    path: '/v1/sessions/:no/selection-act/document',
    summary: 'The selection act (선정 공고) as PDF: the bytes that the ministry signs',
    accesses: { what: 'DOCUMENT' },
    answers: 'document',
    produces: ['application/pdf'],
    refuses: ['PAPER_NOT_MADE'],
  })
  async handle(@NumberParam('no') no: number, @Asker() asking: Asking): Promise<StreamableFile> {
    return this.downloads.pdf(await this.reading.get(no, asking), 'selection-act');
  }
}
