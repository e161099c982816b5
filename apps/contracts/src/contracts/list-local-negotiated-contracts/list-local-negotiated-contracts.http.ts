import { Controller, Query, type StreamableFile } from '@nestjs/common';
import { Type, type Static } from 'typebox';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { ContractFacts, InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import { DayText, Id, SupplierFacts, WonAmount } from '#common/events/definitions/shapes.js';
import { tableOf, type Column } from '#common/exports/table.js';
import { fileFor, FILE_TYPES } from '#common/http/exporting.js';
import { allFor, pageFor, type Paging } from '#common/http/listing.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { pageOf } from '#common/http/paging.js';
import { BY_CONCLUSION, ByConclusion } from '#common/http/query-period.js';
import type { Asking } from '#common/kernel/actor.js';
import { Contracts } from '../contracts.repository.js';
import type { ContractState } from '../domain/contract.state.js';
import { disclosureOf } from '../domain/disclosing.js';
import {
  ListLocalNegotiatedContractsRequest,
  LOCAL_NEGOTIATED_SORTS,
} from './list-local-negotiated-contracts.request.js';

const LocalNegotiatedContractView = Type.Object(
  {
    id: Id,
    self: Type.String(),
    contractNo: Type.String(),
    projectName: Type.String(),
    institution: Type.Pick(InstitutionFacts, ['code', 'name']),
    supplier: Type.Pick(SupplierFacts, ['businessNumber', 'name']),
    amount: WonAmount,
    period: ContractFacts.properties.period,
    legalBasis: Type.String(),
    concludedOn: DayText,
    rescindedOn: Type.Optional(DayText),
  },
  { $id: 'LocalNegotiatedContract' },
);
type LocalNegotiatedContractView = Static<typeof LocalNegotiatedContractView>;

const LocalNegotiatedContracts = pageOf(LocalNegotiatedContractView, {
  month: Type.String({ description: 'YYYY-MM' }),
  dateBasis: ByConclusion,
});
type LocalNegotiatedContracts = Static<typeof LocalNegotiatedContracts>;

const COLUMNS: readonly Column<LocalNegotiatedContractView>[] = [
  { header: { ko: '계약번호', en: 'Contract number' }, kind: 'TEXT', of: ({ contractNo }) => contractNo },
  { header: { ko: '계약명', en: 'Contract' }, kind: 'TEXT', of: ({ projectName }) => projectName },
  { header: { ko: '자치단체 코드', en: 'Institution code' }, kind: 'TEXT', of: ({ institution }) => institution.code },
  { header: { ko: '자치단체', en: 'Local government' }, kind: 'TEXT', of: ({ institution }) => institution.name },
  {
    header: { ko: '사업자등록번호', en: 'Business number' },
    kind: 'TEXT',
    of: ({ supplier }) => supplier.businessNumber,
  },
  { header: { ko: '계약상대자', en: 'Supplier' }, kind: 'TEXT', of: ({ supplier }) => supplier.name },
  { header: { ko: '계약금액(원)', en: 'Amount (KRW)' }, kind: 'NUMBER', of: ({ amount }) => amount },
  { header: { ko: '계약기간 시작', en: 'Period from' }, kind: 'DAY', of: ({ period }) => period.from },
  { header: { ko: '계약기간 종료', en: 'Period to' }, kind: 'DAY', of: ({ period }) => period.to },
  { header: { ko: '수의계약 사유', en: 'Legal basis' }, kind: 'TEXT', of: ({ legalBasis }) => legalBasis },
  { header: { ko: '계약일', en: 'Concluded on' }, kind: 'DAY', of: ({ concludedOn }) => concludedOn },
  { header: { ko: '해제일', en: 'Rescinded on' }, kind: 'DAY', of: ({ rescindedOn }) => rescindedOn },
];

/** Negotiated contracts of local governments, month by month (지방자치단체 수의계약 내역 공개, S4 Art. 31). */
@Controller()
export class ListLocalNegotiatedContractsHttp {
  constructor(private readonly contracts: Contracts) {}

  @Operation({
    id: 'listLocalNegotiatedContracts',
    method: 'GET',
    path: '/v1/local-negotiated-contracts',
    summary: 'What local governments concluded without a tender in a month, the oldest first',
    answers: LocalNegotiatedContracts,
    files: FILE_TYPES,
  })
  async handle(
    @Query() request: ListLocalNegotiatedContractsRequest,
    @Asker() asking: Asking,
  ): Promise<LocalNegotiatedContracts | StreamableFile> {
    const { month } = request;
    const paging = pagingOf(request);
    const file = await fileFor(request, () =>
      tableOf(COLUMNS, allFor(this.contracts, asking, paging), {
        name: { ko: `지방자치단체 수의계약 ${month}`, en: `Local negotiated contracts ${month}` },
        facts: [[{ ko: '월', en: 'Month' }, month], BY_CONCLUSION],
      }),
    );
    if (file !== undefined) return file;
    const page = await pageFor(this.contracts, asking, paging);
    return { month, dateBasis: 'CONCLUDED', ...page, items: [...page.items] };
  }
}

/** Whose contracts are disclosed is in the table of permissions: no reader of this list may see another. */
const pagingOf = (
  request: ListLocalNegotiatedContractsRequest,
): Paging<ContractState, LocalNegotiatedContractView> => ({
  request,
  listing: {
    where: {
      'state.concluded.concludedOn': { gte: `${request.month}-01`, lte: `${request.month}-31` },
      'state.concluded.institution.code': request.institution,
    },
    sorts: LOCAL_NEGOTIATED_SORTS,
    defaultSort: 'concludedOn',
  },
  view: viewOf,
});

function viewOf({ id, state }: Snapshot<ContractState>): LocalNegotiatedContractView | undefined {
  const disclosure = disclosureOf(state);
  return disclosure && { id, self: `/v1/contracts/${id}`, ...disclosure };
}
