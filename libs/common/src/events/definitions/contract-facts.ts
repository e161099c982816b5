import { Type, type Static } from 'typebox';
import { sampleIds, sampleSupplier } from './samples.js';
import {
  BillingModel,
  BusinessNumber,
  Code,
  DayText,
  Id,
  ServiceKind,
  SupplierFacts,
  Text,
  WonAmount,
} from './shapes.js';

export const INSTITUTION_TYPES = ['STATE', 'LOCAL', 'PUBLIC'] as const;
export const CONTRACT_METHODS = ['NEGOTIATED', 'CATALOG'] as const;
export const PROCUREMENT_ROUTES = ['SELF', 'CENTRAL'] as const;

/** A demand institution (수요기관): state body, local government or public institution. */
export const InstitutionFacts = Type.Object({
  code: Type.String({ pattern: '^[A-Za-z0-9-]{1,40}$' }),
  name: Text(200),
  type: Type.Enum(INSTITUTION_TYPES),
  ministry: Type.Optional(Text(200)),
});

export const ContractLine = Type.Object({
  priceCode: Text(40),
  item: Text(200),
  unit: Text(60),
  quantity: Type.Integer({ minimum: 1 }),
  unitPrice: WonAmount,
  vatIncluded: Type.Boolean(),
  billingModel: BillingModel,
  amount: Type.Integer({ minimum: 0, description: 'KRW, VAT included' }),
});

/** A fiscal year (회계연도) is a calendar year. */
export const FiscalYear = Type.Integer({ minimum: 2000, maximum: 2099 });

/** What a fiscal year pays of a multi-year contract (장기계속계약). */
export const YearShare = Type.Object({
  fiscalYear: FiscalYear,
  amount: Type.Integer({ minimum: 0, description: 'KRW, VAT included' }),
});

/** Joint contract (공동계약): the companies of the consortium (공동수급체), the representative first. */
export const JointContract = Type.Object({
  /** `JOINT`: all answer for all of it; `DIVIDED`: each answers for its part. */
  manner: Code,
  suppliers: Type.Array(
    Type.Object({
      businessNumber: BusinessNumber,
      name: Text(200),
      amount: Type.Integer({ minimum: 0, description: 'Its share of the amount; KRW, VAT included' }),
    }),
    { minItems: 2 },
  ),
});

/** A concluded contract as the public may know it (parties, listing, basis, amount, dates). */
export const ContractFacts = Type.Object({
  contractId: Id,
  contractNo: Text(60),
  method: Type.Enum(CONTRACT_METHODS),
  route: Type.Enum(PROCUREMENT_ROUTES),
  legalBasis: Text(200),
  agreementNo: Type.Optional(Text(40)),
  institution: InstitutionFacts,
  supplier: SupplierFacts,
  /** Absent where one supplier performs; else `supplier` is the representative. */
  jointContract: Type.Optional(JointContract),
  listingId: Id,
  listingVersion: Type.Integer({ minimum: 1 }),
  kind: ServiceKind,
  subtype: Code,
  technologies: Type.Array(Code),
  lines: Type.Array(ContractLine, { minItems: 1 }),
  amount: Type.Integer({ minimum: 0, description: 'KRW, VAT included; of a multi-year contract in all' }),
  firstYear: Type.Optional(YearShare),
  vat: WonAmount,
  /** Absent where the price is for all that is bought; `UNIT_PRICE`: the quantities are what is expected. */
  priceForm: Type.Optional(Code),
  period: Type.Object({ from: DayText, to: DayText }),
  neededOn: DayText,
  concludedOn: DayText,
  startsOn: DayText,
  leadTimeBusinessDays: Type.Integer({ minimum: 0 }),
  origin: Type.Enum(['NATIVE', 'MIGRATED']),
  /** The contract that this one follows, of the same institution and on the same service. */
  successorOf: Type.Optional(Id),
});

export type InstitutionFacts = Static<typeof InstitutionFacts>;
export type ContractLine = Static<typeof ContractLine>;
export type ContractFacts = Static<typeof ContractFacts>;

export const sampleContract: ContractFacts = {
  contractId: sampleIds.contract,
  contractNo: 'NC-2025-000001',
  method: 'NEGOTIATED',
  route: 'SELF',
  legalBasis: '국가계약법 시행령 제26조제1항제5호아목',
  institution: { code: '1000001', name: '수요기관 1', type: 'STATE', ministry: '과학기술정보통신부' },
  supplier: sampleSupplier,
  listingId: sampleIds.listing,
  listingVersion: 1,
  kind: 'CONVERGENCE',
  subtype: 'SAAS',
  technologies: ['AI'],
  lines: [
    {
      priceCode: 'STD',
      item: '표준형',
      unit: '월',
      quantity: 12,
      unitPrice: 1_000_000,
      vatIncluded: true,
      billingModel: 'FLAT',
      amount: 12_000_000,
    },
  ],
  amount: 12_000_000,
  vat: 1_090_909,
  period: { from: '2025-10-20', to: '2026-10-19' },
  neededOn: '2025-09-29',
  concludedOn: '2025-10-17',
  startsOn: '2025-10-20',
  leadTimeBusinessDays: 9,
  origin: 'NATIVE',
};
