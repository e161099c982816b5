import { Controller, Query, type StreamableFile } from '@nestjs/common';
import { Type, type Static } from 'typebox';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { Stores } from '#common/aggregates/stores.js';
import { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import { DayText, Id, Instant, SupplierFacts, WonAmount } from '#common/events/definitions/shapes.js';
import { tableOf, type Column } from '#common/exports/table.js';
import { fileFor, FILE_TYPES } from '#common/http/exporting.js';
import { allFor, pageFor, type Paging } from '#common/http/listing.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { pageOf } from '#common/http/paging.js';
import { BY_CONCLUSION, ByConclusion, ensurePeriod, periodText } from '#common/http/query-period.js';
import type { Asking } from '#common/kernel/actor.js';
import { startOfDay, type Day } from '#common/kernel/day.js';
import { dueDayOf } from '#common/kernel/deadline.js';
import { Contracts } from '../contracts.repository.js';
import type { ContractState } from '../domain/contract.state.js';
import { unregisteredOn } from '../domain/registering.js';
import { ListUnregisteredContractsRequest, UNREGISTERED_SORTS } from './list-unregistered-contracts.request.js';

const UnregisteredContractView = Type.Object(
  {
    id: Id,
    self: Type.String(),
    contractNo: Type.String(),
    institution: InstitutionFacts,
    supplier: SupplierFacts,
    concludedOn: DayText,
    amount: WonAmount,
    dueAt: Type.Optional(Instant),
    overdue: Type.Boolean(),
    remindedOn: Type.Optional(DayText),
  },
  { $id: 'UnregisteredContract' },
);
type UnregisteredContractView = Static<typeof UnregisteredContractView>;

const UnregisteredContracts = pageOf(UnregisteredContractView, {
  asOf: DayText,
  dateBasis: ByConclusion,
  from: Type.Optional(DayText),
  to: Type.Optional(DayText),
});
type UnregisteredContracts = Static<typeof UnregisteredContracts>;

const COLUMNS: readonly Column<UnregisteredContractView>[] = [
  { header: { ko: '계약번호', en: 'Contract number' }, kind: 'TEXT', of: ({ contractNo }) => contractNo },
  { header: { ko: '수요기관 코드', en: 'Institution code' }, kind: 'TEXT', of: ({ institution }) => institution.code },
  { header: { ko: '수요기관', en: 'Institution' }, kind: 'TEXT', of: ({ institution }) => institution.name },
  { header: { ko: '소관부처', en: 'Ministry' }, kind: 'TEXT', of: ({ institution }) => institution.ministry },
  {
    header: { ko: '사업자등록번호', en: 'Business number' },
    kind: 'TEXT',
    of: ({ supplier }) => supplier.businessNumber,
  },
  { header: { ko: '공급자', en: 'Supplier' }, kind: 'TEXT', of: ({ supplier }) => supplier.name },
  { header: { ko: '체결일', en: 'Concluded on' }, kind: 'DAY', of: ({ concludedOn }) => concludedOn },
  { header: { ko: '계약금액(원)', en: 'Amount (KRW)' }, kind: 'NUMBER', of: ({ amount }) => amount },
  {
    header: { ko: '등록기한', en: 'Registration due on' },
    kind: 'DAY',
    of: ({ dueAt }) => (dueAt === undefined ? undefined : dueDayOf({ dueAt })),
  },
  { header: { ko: '지연', en: 'Overdue' }, kind: 'TEXT', of: ({ overdue }) => (overdue ? 'Y' : 'N') },
];

/** The gap between what is contracted and what is registered, contract by contract (§5.5, §6.5). */
@Controller()
export class ListUnregisteredContractsHttp {
  constructor(
    private readonly contracts: Contracts,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'listUnregisteredContracts',
    method: 'GET',
    path: '/v1/unregistered-contracts',
    summary: 'Concluded contracts whose use was not registered by a day, the oldest first',
    answers: UnregisteredContracts,
    files: FILE_TYPES,
    refuses: ['STATISTICS_PERIOD'],
  })
  async handle(
    @Query() request: ListUnregisteredContractsRequest,
    @Asker() asking: Asking,
  ): Promise<UnregisteredContracts | StreamableFile> {
    ensurePeriod(request);
    const { asOf = this.stores.moment().today, from, to } = request;
    const paging = pagingOf(request, asOf);
    const file = await fileFor(request, () =>
      tableOf(COLUMNS, allFor(this.contracts, asking, paging), {
        name: { ko: `이용 미등록 계약 ${asOf}`, en: `Unregistered contracts ${asOf}` },
        facts: [
          [{ ko: '기준일', en: 'As of' }, asOf],
          BY_CONCLUSION,
          [{ ko: '기간', en: 'Period' }, periodText(request)],
        ],
      }),
    );
    if (file !== undefined) return file;
    const page = await pageFor(this.contracts, asking, paging);
    return {
      asOf,
      dateBasis: 'CONCLUDED',
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...page,
      items: [...page.items],
    };
  }
}

function pagingOf(
  request: ListUnregisteredContractsRequest,
  asOf: Day,
): Paging<ContractState, UnregisteredContractView> {
  const { from, to = asOf, overdue } = request;
  return {
    request,
    listing: {
      where: {
        'state.concluded.concludedOn': { lte: to < asOf ? to : asOf, ...(from !== undefined && { gte: from }) },
        'state.registration.registeredOn': { absentOrAfter: asOf },
        'state.registration.due.dueAt': overdue === true ? { lte: startOfDay(asOf).toISOString() } : undefined,
      },
      sorts: UNREGISTERED_SORTS,
      defaultSort: 'concludedOn',
    },
    view: (contract) => {
      const view = viewOf(contract, asOf);
      return overdue === undefined || view?.overdue === overdue ? view : undefined;
    },
  };
}

function viewOf({ id, state }: Snapshot<ContractState>, asOf: Day): UnregisteredContractView | undefined {
  const found = unregisteredOn(state, asOf);
  if (found === undefined) return undefined;
  const { facts, registration, overdue } = found;
  const { contractNo, supplier, concludedOn, amount } = facts;
  return {
    id,
    self: `/v1/contracts/${id}`,
    contractNo,
    institution: state.institution,
    supplier,
    concludedOn,
    amount,
    ...(registration !== undefined && { dueAt: registration.due.dueAt }),
    overdue,
    ...(registration?.remindedOn !== undefined && { remindedOn: registration.remindedOn }),
  };
}
