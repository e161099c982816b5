import { Controller, type StreamableFile } from '@nestjs/common';
import { Asker, NumberParam } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { MinutesReading } from '../minutes-reading.js';
import { SessionDownloads } from '../session-downloads.js';

@Controller()
export class ExportMinutesHttp {
  constructor(
    private readonly reading: MinutesReading,
    private readonly downloads: SessionDownloads,
  ) {}

  @Operation({
    id: 'exportMinutes',
    method: 'GET',
    path: '/v1/sessions/:no/minutes/document.zip',
    summary: "The minutes with the chair's electronic signature over them and its certificates",
    accesses: { what: 'DOCUMENT' },
    answers: 'document',
    produces: ['application/zip'],
    refuses: ['PAPER_NOT_MADE'],
  })
  async handle(@NumberParam('no') no: number, @Asker() asking: Asking): Promise<StreamableFile> {
    return this.downloads.zip(await this.reading.get(no, asking), { name: 'minutes', by: 'chair' });
  }
}
