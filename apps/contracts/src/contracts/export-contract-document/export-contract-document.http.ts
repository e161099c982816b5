import { Controller, Param, StreamableFile } from '@nestjs/common';
import { disposition } from '#common/http/file-names.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { KeptPapers } from '#common/papers/kept-papers.js';
import { signedExport } from '#common/signatures/signed-export.js';
import { documentOf } from '../contract-papers.js';
import { Contracts } from '../contracts.repository.js';
import { electronicOf } from '../document-signatures.js';

const TYPE = 'application/zip';

@Controller()
export class ExportContractDocumentHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly papers: KeptPapers,
  ) {}

  @Operation({
    id: 'exportContractDocument',
    method: 'GET',
    path: '/v1/contracts/:id/document.zip',
    summary: 'The contract document with the electronic signatures over it and their certificates',
    accesses: { what: 'DOCUMENT' },
    answers: 'document',
    produces: [TYPE],
    refuses: ['PAPER_NOT_MADE'],
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<StreamableFile> {
    const { state } = await this.contracts.get(id, asking);
    const document = documentOf(state);
    const signatures = electronicOf(state).map(({ name, p7s }) => ({ name, p7s }));
    const pdf = { name: 'contract', bytes: await this.papers.whole(document), madeAt: new Date(document.madeAt) };
    const bytes = await signedExport(pdf, signatures);
    return new StreamableFile(bytes, {
      type: TYPE,
      length: bytes.length,
      disposition: disposition({}, 'contract.zip', TYPE),
    });
  }
}
