import { Controller, Param, StreamableFile } from '@nestjs/common';
import { disposition } from '#common/http/file-names.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { notFound } from '#common/kernel/errors.js';
import { Contracts } from '../contracts.repository.js';
import { electronicSignatureOf, signatureName } from '../document-signatures.js';
import { signersOf } from '../domain/consortium.rules.js';
import type { ContractState, Signer } from '../domain/contract.state.js';

const TYPE = 'application/pkcs7-signature';

@Controller()
export class DownloadSignatureHttp {
  constructor(private readonly contracts: Contracts) {}

  @Operation({
    id: 'downloadSignature',
    method: 'GET',
    path: '/v1/contracts/:id/signatures/:party',
    summary:
      'The electronic signature over the contract document: of `INSTITUTION`, `SUPPLIER` or the business number of a member',
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
    const signer = signerNamed(state, party);
    const bytes = Buffer.from(electronicSignatureOf(state, signer).p7s, 'base64');
    const name = `${signatureName(signer)}.p7s`;
    return new StreamableFile(bytes, { type: TYPE, length: bytes.length, disposition: disposition({}, name, TYPE) });
  }
}

/** `SUPPLIER` is the representative of a consortium. */
function signerNamed(state: ContractState, name: string): Signer {
  const signer = signersOf(state).find(({ party, member }) => party === name || member === name);
  if (signer === undefined) throw notFound('party', name);
  return signer;
}
