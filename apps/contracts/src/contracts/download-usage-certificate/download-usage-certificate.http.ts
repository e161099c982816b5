import { Controller, Param, StreamableFile } from '@nestjs/common';
import { disposition } from '#common/http/file-names.js';
import { Asker, NumberParam } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { Printer } from '#common/papers/printer.js';
import { Contracts } from '../contracts.repository.js';
import { usageCertificatePaper } from '../usage-certificate.paper.js';
import { certificateOf } from '../usage-certificates.js';

const TYPE = 'application/pdf';

@Controller()
export class DownloadUsageCertificateHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly printer: Printer,
  ) {}

  @Operation({
    id: 'downloadUsageCertificate',
    method: 'GET',
    path: '/v1/contracts/:id/usage-certificates/:n',
    summary: 'A certificate of the registered use as PDF',
    accesses: { what: 'DOCUMENT' },
    answers: 'document',
    produces: [TYPE],
    refuses: ['PRINTING_UNAVAILABLE'],
  })
  async handle(@Param('id') id: string, @NumberParam('n') n: number, @Asker() asking: Asking): Promise<StreamableFile> {
    const { state } = await this.contracts.get(id, asking);
    const bytes = await this.printer.print(usageCertificatePaper(state, certificateOf(state, n)));
    const name = disposition({}, 'usage-certificate', TYPE);
    return new StreamableFile(bytes, { type: TYPE, length: bytes.length, disposition: name });
  }
}
