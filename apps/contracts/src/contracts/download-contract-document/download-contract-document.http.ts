import { Controller, Param, StreamableFile } from '@nestjs/common';
import { disposition } from '#common/http/file-names.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { KeptPapers } from '#common/papers/kept-papers.js';
import { documentOf } from '../contract-papers.js';
import { Contracts } from '../contracts.repository.js';

@Controller()
export class DownloadContractDocumentHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly papers: KeptPapers,
  ) {}

  @Operation({
    id: 'downloadContractDocument',
    method: 'GET',
    path: '/v1/contracts/:id/document',
    summary: 'The contract document as PDF: the bytes that both parties sign',
    accesses: { what: 'DOCUMENT' },
    answers: 'document',
    refuses: ['PAPER_NOT_MADE'],
    produces: ['application/pdf'],
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<StreamableFile> {
    const document = documentOf((await this.contracts.get(id, asking)).state);
    const { stream, contentType: type, bytes: length } = await this.papers.open(document.fileId, document);
    return new StreamableFile(stream, { type, length, disposition: disposition({}, 'contract', type) });
  }
}
