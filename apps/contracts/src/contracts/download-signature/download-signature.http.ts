import { Controller, Param, StreamableFile } from '@nestjs/common';
import { disposition } from '#common/http/file-names.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { notFound } from '#common/kernel/errors.js';
import { Contracts } from '../contracts.repository.js';
import { electronicSignatureOf } from '../document-signatures.js';
import type { Party } from '../domain/contract.state.js';

const TYPE = 'application/pkcs7-signature';

@Controller()
export class DownloadSignatureHttp {
  constructor(private readonly contracts: Contracts) {}

  @Operation({
    id: 'downloadSignature',
    method: 'GET',
    path: '/v1/contracts/:id/signatures/:party',
    summary: 'The electronic signature of a party, `INSTITUTION` or `SUPPLIER`, over the contract document',
    accesses: { what: 'DOCUMENT' },
    answers: 'document',
    produces: [TYPE],
    refuses: ['SIGNATURE_ABSENT', 'DOCUMENT_ERASED'],
  })
  async handle(
    @Param('id') id: string,
    @Param('party') party: string,
    @Asker() asking: Asking,
  ): Promise<StreamableFile> {
    const { state } = await this.contracts.get(id, asking);
    const bytes = Buffer.from(electronicSignatureOf(state, partyNamed(party)).p7s, 'base64');
    const name = `${party.toLowerCase()}.p7s`;
    return new StreamableFile(bytes, { type: TYPE, length: bytes.length, disposition: disposition({}, name, TYPE) });
  }
}

function partyNamed(name: string): Party {
  if (name === 'INSTITUTION' || name === 'SUPPLIER') return name;
  throw notFound('party', name);
}
