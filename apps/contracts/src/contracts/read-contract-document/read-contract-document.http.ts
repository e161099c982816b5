import { Controller, Param, StreamableFile } from '@nestjs/common';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { ContractPapers } from '../contract-papers.js';
import { Contracts } from '../contracts.repository.js';

@Controller()
export class ReadContractDocumentHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly papers: ContractPapers,
  ) {}

  @Operation({
    id: 'readContractDocument',
    method: 'GET',
    path: '/v1/contracts/:id/document.html',
    summary: 'The contract document for the screen; what is signed is the PDF',
    accesses: { what: 'DOCUMENT' },
    answers: 'document',
    refuses: ['PAPER_NOT_MADE'],
    produces: ['text/html'],
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<StreamableFile> {
    const page = Buffer.from(this.papers.asHtml((await this.contracts.get(id, asking)).state));
    return new StreamableFile(page, { type: 'text/html; charset=utf-8', length: page.length, disposition: 'inline' });
  }
}
