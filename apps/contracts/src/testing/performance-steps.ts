import type { InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import { PolicyTable, type PolicyFile } from '#common/kernel/policy.js';
import { personas } from '#testing/personas.js';
import { specification, type Decide } from '#testing/specification.js';
import { contractType } from '../contracts/contract.type.js';
import {
  acceptStatement,
  disputeStatement,
  submitStatement,
  type StatementInput,
} from '../contracts/domain/billing.js';
import { claimPayment, correctClaim, returnClaim } from '../contracts/domain/claiming.js';
import type { ContractEvent } from '../contracts/domain/contract.events.js';
import type { ContractState, Period, PriceForm, Quantity, Terms } from '../contracts/domain/contract.state.js';
import { extendInspection, inspect, notifyFix } from '../contracts/domain/inspecting.js';
import { recordPayment } from '../contracts/domain/paying.js';
import { agreedOf, outstanding, performanceOf, periodToState } from '../contracts/domain/performance.rules.js';
import type { BillingCycle } from '../contracts/domain/performance.state.js';
import { tick } from '../contracts/domain/ticking.js';
import { need, negotiated, planned, type ContractSpecification, type Deviations } from './contract-steps.js';

type Step = Decide<ContractState, ContractEvent>;

export interface Agreed {
  readonly period?: Period;
  readonly amount?: number;
  readonly billingModel?: Terms['billingModel'];
  readonly billingCycle?: BillingCycle;
  readonly cap?: number;
  readonly lines?: Terms['lines'];
  readonly priceForm?: PriceForm;
  readonly largestOrder?: readonly Quantity[];
  readonly type?: InstitutionFacts['type'];
  /** What its story has that differs: a consortium, or the listing. */
  readonly story?: Deviations;
}

export const PERIOD: Period = { from: '2025-10-20', to: '2026-10-19' };

/** A line billed by use: 10 won a call without VAT. */
export const CALLS = {
  priceCode: 'CALL',
  item: '호출',
  unit: '건',
  quantity: 100_000,
  unitPrice: 10,
  vatIncluded: false,
  billingModel: 'USAGE',
  amount: 1_100_000,
} as const;

/**
 * A contract in performance from 2025-10-20, of 10.8 M won in twelve months, flat and by a local body, unless said
 * otherwise: the negotiated contract of the story, with these terms in place of its own.
 * @param rows changed policy
 */
export function active(agreed: Agreed = {}, rows: PolicyFile['rows'] = []): ContractSpecification {
  const { period = PERIOD, amount = 10_800_000, type = 'LOCAL', story, ...rest } = agreed;
  const terms = { ...rest, period, amount };
  const { history } = negotiated('signed', planned({ need, type }), story);
  const signed = history.map((event): ContractEvent =>
    event.type === 'TermsStated'
      ? { ...event, data: { ...event.data, terms: { ...event.data.terms, ...terms } } }
      : event.type === 'ContractSigned'
        ? { ...event, data: { ...event.data, amount, period, startsOn: period.from } }
        : event,
  );
  return specification(contractType, '2025-10-17', PolicyTable.from({ rows }))
    .by(personas.buyer)
    .given(signed)
    .on(period.from)
    .given(tick);
}

/** A contract by use, with a cap of 2 M won. */
export const byUse = (agreed: Agreed = {}, rows: PolicyFile['rows'] = []): ContractSpecification =>
  active({ billingModel: 'USAGE', lines: [CALLS], amount: 1_100_000, cap: 2_000_000, ...agreed }, rows);

/** A statement for the next period, with full availability. */
export const stating =
  (input: Partial<StatementInput> = {}): Step =>
  (contract, moment) => {
    const period = input.period ?? periodToState(contract) ?? agreedOf(contract).period;
    return submitStatement(contract, { lines: [], availability: 100, ...input, period }, moment);
  };

/** A statement on this many calls. */
export const calling = (quantity: number, input: Partial<StatementInput> = {}): Step =>
  stating({ lines: [{ priceCode: 'CALL', quantity }], ...input });

const last = (contract: ContractState): number => performanceOf(contract).statements.length;
const lastClaim = (contract: ContractState): number => performanceOf(contract).claims.length;

export const ACCEPTOR = personas.buyer.sub;
export const INSPECTOR = 'inspector-1';

export const accepting =
  (statementNo?: number, by = ACCEPTOR): Step =>
  (contract, moment) =>
    acceptStatement(contract, { statementNo: statementNo ?? last(contract), by }, moment);

export const disputing =
  (statementNo?: number): Step =>
  (contract) =>
    disputeStatement(contract, { statementNo: statementNo ?? last(contract), reason: '가용률이 다르다' });

export const inspecting =
  (input: Partial<Parameters<typeof inspect>[1]> = {}): Step =>
  (contract) =>
    inspect(contract, { statementNo: last(contract), result: 'PASSED', by: INSPECTOR, ...input });

export const extending =
  (statementNo?: number): Step =>
  (contract, moment) =>
    extendInspection(contract, { statementNo: statementNo ?? last(contract), reason: '시험이 길어진다' }, moment);

export const fixing =
  (statementNo?: number): Step =>
  (contract, moment) =>
    notifyFix(contract, { statementNo: statementNo ?? last(contract), note: '고쳤다' }, moment);

export const claiming =
  (input: Partial<Parameters<typeof claimPayment>[1]> = {}): Step =>
  (contract, moment) => {
    const statements = input.statements ?? [last(contract)];
    const amount = performanceOf(contract)
      .statements.filter(({ n }) => statements.includes(n))
      .reduce((sum, one) => sum + one.amount, 0);
    return claimPayment(contract, { amount, invoiceNo: '20251201-1', ...input, statements }, moment);
  };

export const returning =
  (claimNo?: number): Step =>
  (contract, moment) =>
    returnClaim(contract, { claimNo: claimNo ?? lastClaim(contract), reason: '세금계산서가 다르다' }, moment);

export const correcting =
  (claimNo?: number): Step =>
  (contract, moment) =>
    correctClaim(contract, { claimNo: claimNo ?? lastClaim(contract), invoiceNo: '20251201-2' }, moment);

/** Pays all that is left of the last claim today, unless said otherwise. */
export const paying =
  (input: Partial<Parameters<typeof recordPayment>[1]> = {}): Step =>
  (contract, moment) => {
    const claimNo = input.claimNo ?? lastClaim(contract);
    const claim = performanceOf(contract).claims.find(({ n }) => n === claimNo);
    const amount = claim === undefined ? 0 : outstanding(claim);
    return recordPayment(contract, { amount, paidOn: moment.today, ...input, claimNo }, moment);
  };

/** Amends the terms, as an amendment that both parties signed does. */
export const amended = (contract: ContractSpecification, agreed: Partial<Terms>): ContractState => ({
  ...contract.state,
  ...(contract.state.terms !== undefined && { terms: { ...contract.state.terms, ...agreed } }),
});

/** The last claim. */
export const claimIn = ({ state }: ContractSpecification) => performanceOf(state).claims.at(-1);
/** The last statement. */
export const statementIn = ({ state }: ContractSpecification) => performanceOf(state).statements.at(-1);
