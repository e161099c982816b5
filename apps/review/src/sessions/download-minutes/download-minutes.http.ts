import { Controller, type StreamableFile } from '@nestjs/common';
import { Asker, NumberParam } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { MinutesReading } from '../minutes-reading.js';
import { SessionDownloads } from '../session-downloads.js';

@Controller()
export class DownloadMinutesHttp {
  constructor(
    private readonly reading: MinutesReading,
    private readonly downloads: SessionDownloads,
  ) {}

  @Operation({
    id: 'downloadMinutes',
    method: 'GET',
    path: '/v1/sessions/:no/minutes/document',
    summary: 'The minutes (회의록) as PDF: the bytes that the chair confirms',
    accesses: { what: 'DOCUMENT' },
    answers: 'document',
    produces: ['application/pdf'],
    refuses: ['PAPER_NOT_MADE'],
  })
  async handle(@NumberParam('no') no: number, @Asker() asking: Asking): Promise<StreamableFile> {
    return this.downloads.pdf(await this.reading.get(no, asking), 'minutes');
  }
}
