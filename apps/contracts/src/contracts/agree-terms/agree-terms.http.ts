import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { ContractView } from '../contract.view.js';
import { ContractViews } from '../contract.views.js';
import { Contracts } from '../contracts.repository.js';
import { partyOf } from '../domain/contract.rules.js';
import { agreeTerms } from '../domain/negotiating.js';
import { AgreeTermsRequest } from './agree-terms.request.js';

@Controller()
export class AgreeTermsHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly views: ContractViews,
  ) {}

  @Operation({
    id: 'agreeTerms',
    method: 'POST',
    path: '/v1/contracts/:id/terms',
    summary: 'A party states the terms; when both say the same, they are agreed',
    ifMatch: true,
    answers: ContractView,
    refuses: [
      'CONTRACT_NOT_NEGOTIATING',
      'PRE_CONSULTATION_MISSING',
      'ATTESTATION_MISSING',
      'NO_VALID_OFFER',
      'PERIOD_INVALID',
      'PERIOD_PAST',
      'TERMS_OUTSIDE_NEED',
      'FISCAL_YEAR_MISMATCH',
      'MINIMUM_MONTHS',
      'LINE_MISSING',
      'LINE_REPEATED',
      'PRICE_LINE_UNKNOWN',
      'PRICE_ABOVE_QUOTE',
      'AMOUNT_IMPLAUSIBLE',
      'BILLING_MODEL_MISMATCH',
      'CAP_MISSING',
      'CAP_TOO_LOW',
      'LARGEST_ORDER_INVALID',
      'MONEY_INVALID',
      'PRICE_ABOVE_BUDGET',
      'YEAR_REPEATED',
      'YEAR_OUTSIDE_PERIOD',
      'YEAR_AMOUNTS_MISMATCH',
      'MULTI_YEAR_INCOMPLETE',
      'CONSORTIUM_FORM_INVALID',
      'CONSORTIUM_PART_MISSING',
    ],
  })
  async handle(
    @Param('id') id: string,
    @Body() body: AgreeTermsRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ContractView> {
    const stated = await this.contracts.change({ ...meta, id }, (contract, moment) =>
      agreeTerms(contract, { ...body, party: partyOf(contract, meta.actor) }, moment),
    );
    return this.views.of(stated, meta.actor);
  }
}
