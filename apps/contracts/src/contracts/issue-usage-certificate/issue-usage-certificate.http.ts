import { Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { issueUsageCertificate } from '../domain/certifying.js';
import { newCertificateCode } from '../usage-certificates.js';

@Controller()
export class IssueUsageCertificateHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'issueUsageCertificate',
    method: 'POST',
    path: '/v1/contracts/:id/usage-certificates',
    summary: 'A party has a certificate of the registered use issued, with a code by which anyone can check it',
    ifMatch: true,
    answers: ContractView,
    refuses: ['USAGE_NOT_REGISTERED', 'CERTIFICATES_TOO_MANY'],
  })
  async handle(@Param('id') id: string, @Meta() meta: CommandMeta): Promise<ContractView> {
    const code = newCertificateCode();
    const issued = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      issueUsageCertificate(contract, { code }, moment),
    );
    return this.views.of(issued, meta.actor);
  }
}
