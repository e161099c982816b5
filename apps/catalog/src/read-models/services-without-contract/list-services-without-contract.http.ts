import { Controller, Query, type StreamableFile } from '@nestjs/common';
import { Type, type Static } from 'typebox';
import { Stores } from '#common/aggregates/stores.js';
import { ListingFacts } from '#common/events/definitions/listing-facts.js';
import { Code, DayText, Id, SupplierFacts } from '#common/events/definitions/shapes.js';
import { tableOf, type Column } from '#common/exports/table.js';
import { fileFor, FILE_TYPES } from '#common/http/exporting.js';
import { Operation } from '#common/http/operation.js';
import { inOrder, listQuery, pageAmong, pageOf } from '#common/http/paging.js';
import { BY_CONCLUSION, ByConclusion, ensurePeriod, periodText } from '#common/http/query-period.js';
import { addDays, addYears } from '#common/kernel/day.js';
import type { UnsoldService } from './domain/unsold.js';
import { ListServicesWithoutContractRequest, UNSOLD_SORTS } from './list-services-without-contract.request.js';
import { UnsoldServices } from './unsold-services.mongo.js';

const Count = Type.Integer({ minimum: 0 });

const ServiceWithoutContractView = Type.Object(
  {
    id: Id,
    self: Type.String(),
    listingNo: Type.String(),
    name: Type.String(),
    type: Code,
    supplier: SupplierFacts,
    status: ListingFacts.properties.status,
    publishedOn: DayText,
    endedOn: Type.Optional(DayText),
    lastConcludedOn: Type.Optional(
      Type.String({ format: 'date', description: 'Of its last contract before the period' }),
    ),
  },
  { $id: 'ServiceWithoutContract' },
);
type ServiceWithoutContractView = Static<typeof ServiceWithoutContractView>;

const ServicesWithoutContract = pageOf(ServiceWithoutContractView, {
  from: DayText,
  to: DayText,
  dateBasis: ByConclusion,
  type: Type.Optional(Code),
  listed: Type.Integer({ minimum: 0, description: 'Services that were listed on some day of the period' }),
  withContract: Count,
  withoutContract: Type.Integer({ minimum: 0, description: 'As many as all pages have items' }),
});
type ServicesWithoutContract = Static<typeof ServicesWithoutContract>;

const COLUMNS: readonly Column<UnsoldService>[] = [
  { header: { ko: '등록번호', en: 'Listing number' }, kind: 'TEXT', of: ({ listingNo }) => listingNo },
  { header: { ko: '서비스명', en: 'Service' }, kind: 'TEXT', of: ({ name }) => name },
  { header: { ko: '유형', en: 'Type' }, kind: 'TEXT', of: ({ type }) => type },
  {
    header: { ko: '사업자등록번호', en: 'Business number' },
    kind: 'TEXT',
    of: ({ supplier }) => supplier.businessNumber,
  },
  { header: { ko: '공급자', en: 'Supplier' }, kind: 'TEXT', of: ({ supplier }) => supplier.name },
  { header: { ko: '기업규모', en: 'Company size' }, kind: 'TEXT', of: ({ supplier }) => supplier.size },
  { header: { ko: '상태', en: 'Status' }, kind: 'TEXT', of: ({ status }) => status },
  { header: { ko: '공개일', en: 'Published on' }, kind: 'DAY', of: ({ publishedOn }) => publishedOn },
  { header: { ko: '등록 종료일', en: 'Ended on' }, kind: 'DAY', of: ({ endedOn }) => endedOn },
  {
    header: { ko: '마지막 계약 체결일', en: 'Last contract' },
    kind: 'DAY',
    of: ({ lastConcludedOn }) => lastConcludedOn,
  },
];

@Controller()
export class ListServicesWithoutContractHttp {
  constructor(
    private readonly services: UnsoldServices,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'listServicesWithoutContract',
    method: 'GET',
    path: '/v1/services-without-contract',
    summary: 'Services that were listed in a period and to which no contract was concluded in it, the oldest first',
    answers: ServicesWithoutContract,
    files: FILE_TYPES,
    refuses: ['STATISTICS_PERIOD'],
  })
  async handle(
    @Query() request: ListServicesWithoutContractRequest,
  ): Promise<ServicesWithoutContract | StreamableFile> {
    const { to = this.stores.moment().today, from = addDays(addYears(to, -1), 1), type } = request;
    const asked = { from, to, ...(type !== undefined && { type }) };
    ensurePeriod(asked);
    const query = listQuery(request, { where: {}, sorts: UNSOLD_SORTS, defaultSort: 'publishedOn' });
    const { listed, withContract, services } = await this.services.in(asked);
    const rows = inOrder(
      services.map((state) => ({ id: state.id, state })),
      query,
    );
    const file = await fileFor(request, () =>
      tableOf(
        COLUMNS,
        rows.map(({ state }) => state),
        {
          name: { ko: `계약 없는 서비스 ${to}`, en: `Services without contract ${to}` },
          facts: [
            [{ ko: '기간', en: 'Period' }, periodText(asked)],
            BY_CONCLUSION,
            [{ ko: '유형', en: 'Type' }, type ?? ''],
            [{ ko: '등록 서비스', en: 'Listed services' }, String(listed)],
            [{ ko: '계약 있는 서비스', en: 'With a contract' }, String(withContract)],
          ],
        },
      ),
    );
    if (file !== undefined) return file;
    const page = pageAmong(rows, query, ({ state }) => viewOf(state));
    const counts = { listed, withContract, withoutContract: services.length };
    return { ...asked, dateBasis: 'CONCLUDED', ...counts, ...page, items: [...page.items] };
  }
}

const viewOf = (service: UnsoldService): ServiceWithoutContractView => ({
  ...service,
  self: `/v1/listings/${service.id}`,
});
