import { Type, type Static } from 'typebox';
import { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import { DayText, Id, SupplierFacts, WonAmount } from '#common/events/definitions/shapes.js';
import type { Column } from '#common/exports/table.js';
import { JsonInteger, jsonInteger } from '#common/http/json-integer.js';
import { BilingualView } from '#common/http/why.view.js';
import { RED_FLAGS, RULE_TEXTS, type RedFlag } from './domain/flagging.js';

const Count = Type.Integer({ minimum: 0 });

export const RedFlagView = Type.Object(
  {
    id: Id,
    rule: Type.Enum(RED_FLAGS),
    text: BilingualView,
    institution: Type.Pick(InstitutionFacts, ['code', 'name']),
    suppliers: Type.Array(Type.Pick(SupplierFacts, ['businessNumber', 'name'])),
    from: DayText,
    to: DayText,
    contracts: Type.Array(
      Type.Object({ id: Id, self: Type.String(), contractNo: Type.String(), concludedOn: DayText, amount: WonAmount }),
    ),
    figures: Type.Object(
      {
        contracts: Count,
        amount: JsonInteger,
        amountText: Type.String({ pattern: '^[0-9]+$' }),
        offers: Type.Optional(Count),
        threshold: Type.Optional(WonAmount),
        days: Type.Optional(Count),
        contractsMin: Type.Optional(Count),
      },
      { description: 'What it rests on; amount is of the contracts together, of equal offers what each of them was' },
    ),
  },
  { $id: 'RedFlag' },
);
export type RedFlagView = Static<typeof RedFlagView>;

export const redFlagView = ({ rule, contracts, suppliers, figures, ...flag }: RedFlag): RedFlagView => ({
  id: flag.id,
  rule,
  text: RULE_TEXTS[rule],
  institution: flag.institution,
  suppliers: [...suppliers],
  from: flag.from,
  to: flag.to,
  contracts: contracts.map(({ contractId, contractNo, concludedOn, amount }) => ({
    id: contractId,
    self: `/v1/contracts/${contractId}`,
    contractNo,
    concludedOn,
    amount,
  })),
  figures: { ...figures, amount: jsonInteger(figures.amount), amountText: String(figures.amount) },
});

export const RED_FLAG_COLUMNS: readonly Column<RedFlag>[] = [
  { header: { ko: '지표', en: 'Rule' }, kind: 'TEXT', of: ({ rule }) => rule },
  { header: { ko: '설명', en: 'Meaning' }, kind: 'TEXT', of: ({ rule }) => RULE_TEXTS[rule].ko },
  { header: { ko: '수요기관 코드', en: 'Institution code' }, kind: 'TEXT', of: ({ institution }) => institution.code },
  { header: { ko: '수요기관', en: 'Institution' }, kind: 'TEXT', of: ({ institution }) => institution.name },
  {
    header: { ko: '공급자', en: 'Suppliers' },
    kind: 'TEXT',
    of: ({ suppliers }) => suppliers.map(({ businessNumber, name }) => `${name} (${businessNumber})`).join('\n'),
  },
  { header: { ko: '첫 체결일', en: 'From' }, kind: 'DAY', of: ({ from }) => from },
  { header: { ko: '마지막 체결일', en: 'To' }, kind: 'DAY', of: ({ to }) => to },
  {
    header: { ko: '계약번호', en: 'Contract numbers' },
    kind: 'TEXT',
    of: ({ contracts }) => contracts.map(({ contractNo }) => contractNo).join('\n'),
  },
  { header: { ko: '계약 수', en: 'Contracts' }, kind: 'NUMBER', of: ({ figures }) => figures.contracts },
  { header: { ko: '같은 견적 수', en: 'Equal offers' }, kind: 'NUMBER', of: ({ figures }) => figures.offers },
  { header: { ko: '금액(원)', en: 'Amount (KRW)' }, kind: 'NUMBER', of: ({ figures }) => figures.amount },
  { header: { ko: '기준금액(원)', en: 'Threshold (KRW)' }, kind: 'NUMBER', of: ({ figures }) => figures.threshold },
  { header: { ko: '기간(일)', en: 'Days' }, kind: 'NUMBER', of: ({ figures }) => figures.days },
];
