import { Type, type Static } from 'typebox';
import { ContractLine } from '#common/events/definitions/contract-facts.js';
import { BusinessNumber, DayText, Instant, WonAmount } from '#common/events/definitions/shapes.js';
import { cumulativeChange } from './domain/amendment.rules.js';
import type { Amendment } from './domain/amendment.state.js';
import type { ContractState } from './domain/contract.state.js';
import { YearView } from './year.view.js';

const PARTY = Type.Enum(['INSTITUTION', 'SUPPLIER']);

/** The public sees amendments in force, without reason, cap, years and signatures. */
const AmendmentView = Type.Object({
  n: Type.Integer({ minimum: 1 }),
  status: Type.Enum(['PROPOSED', 'IN_FORCE', 'DECLINED']),
  lines: Type.Array(ContractLine),
  amount: WonAmount,
  period: Type.Object({ from: DayText, to: DayText }),
  amendedOn: Type.Optional(DayText),
  by: Type.Optional(PARTY),
  reason: Type.Optional(Type.String()),
  cap: Type.Optional(WonAmount),
  years: Type.Optional(Type.Array(YearView)),
  signatures: Type.Optional(
    Type.Array(Type.Object({ party: PARTY, member: Type.Optional(BusinessNumber), at: Instant })),
  ),
  dueAt: Type.Optional(Instant),
  declined: Type.Optional(Type.Object({ party: PARTY, reason: Type.String() })),
});

export const amendmentFields = {
  amendments: Type.Optional(Type.Array(AmendmentView)),
  cumulativeChange: Type.Optional(
    Type.Object({
      amount: Type.Integer({ description: 'KRW, VAT included: the amount now less the one at the conclusion' }),
      percent: Type.Number({ description: 'Of the amount at the conclusion, one decimal' }),
    }),
  ),
};

type Shown = Static<typeof AmendmentView>;
interface AmendmentPart {
  readonly amendments?: Shown[];
  readonly cumulativeChange?: { amount: number; percent: number };
}

const publicly = ({ n, status, terms, amendedOn }: Amendment): Shown => ({
  n,
  status,
  lines: [...terms.lines],
  amount: terms.amount,
  period: terms.period,
  ...(amendedOn !== undefined && { amendedOn }),
});

const forParties = (amendment: Amendment): Shown => ({
  ...publicly(amendment),
  by: amendment.by,
  reason: amendment.reason,
  ...(amendment.terms.cap !== undefined && { cap: amendment.terms.cap }),
  years: [...amendment.terms.years],
  signatures: amendment.signatures.map(({ by: _, ...signed }) => signed),
  ...(amendment.status === 'PROPOSED' && { dueAt: amendment.due.dueAt }),
  ...(amendment.declined !== undefined && { declined: amendment.declined }),
});

/** Amendments in force, and how far the amount has come from the one at the conclusion (누적 변경). */
export function publicAmendments(state: ContractState): AmendmentPart {
  const inForce = (state.amendments ?? []).filter(({ status }) => status === 'IN_FORCE');
  return inForce.length === 0 ? {} : { amendments: inForce.map(publicly), cumulativeChange: cumulativeChange(state) };
}

/** All of them, for the parties. */
export const partiesAmendments = ({ amendments }: ContractState): AmendmentPart =>
  amendments === undefined ? {} : { amendments: amendments.map(forParties) };
