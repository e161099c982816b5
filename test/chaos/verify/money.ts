import type { ContractFacts } from '#common/events/definitions/contract-facts.js';
import type { PaymentMade } from '#common/events/definitions/payment-made.js';
import type { StatementAccepted } from '#common/events/definitions/statement-accepted.js';
import type { BudgetState } from '../../../apps/contracts/src/budgets/domain/budget.state.js';
import type { ContractState, Terms } from '../../../apps/contracts/src/contracts/domain/contract.state.js';
import type { PaymentClaim, UsageStatement } from '../../../apps/contracts/src/contracts/domain/performance.state.js';
import type { Stores } from '../observe/stores.js';
import type { Histories } from './histories.js';
import { Check, type InvariantResult } from './invariant.js';

/**
 * I13: no won is spent, billed, claimed or paid twice. Each budget holds what its contracts cost, and not more than it
 * has; statements stay within their contract; each is claimed once; payments stay within their claim.
 */
export async function moneyIsSpentOnce(stores: Stores, { facts }: Histories): Promise<InvariantResult> {
  const check = new Check('I13', 'no won is spent, billed, claimed or paid twice');
  const signed = new Set(((facts.get('ContractSigned') ?? []) as ContractFacts[]).map(({ contractId }) => contractId));
  const paid = sumsOf((facts.get('PaymentMade') ?? []) as PaymentMade[]);
  const accepted = sumsOf((facts.get('StatementAccepted') ?? []) as StatementAccepted[]);
  const held = await heldFor(check, stores);
  const contracts = stores
    .db('contracts')
    .collection<{ _id: string; state: ContractState }>('contracts')
    .find({ 'state.concluded': { $exists: true } }, { projection: { state: 1 } });
  for await (const { _id, state } of contracts) {
    check.count('contracts');
    if (!signed.delete(_id)) check.find(`contract ${_id} is concluded, and nobody signed it`);
    const [cost, reserved] = [costOf(state), held.get(_id) ?? 0];
    if (cost !== reserved)
      check.find(`contract ${_id} (${state.status}) costs ${cost} won, its budget holds ${reserved}`);
    held.delete(_id);
    ensureBilled(check, _id, state);
    const { statements, claims } = performanceOf(state);
    same(check, `accepted statements of contract ${_id}`, sum(statements.filter(isAccepted)), accepted.get(_id) ?? 0);
    same(check, `payments of contract ${_id}`, sum(claims.flatMap(({ payments }) => payments)), paid.get(_id) ?? 0);
  }
  for (const [contractId, amount] of held)
    if (amount > 0) check.find(`${amount} won are held for contract ${contractId}, which is not concluded`);
  for (const contractId of signed) check.find(`contract ${contractId} was signed, and is not concluded`);
  return check.result();
}

interface Amount {
  readonly amount: number;
}

const sum = (all: readonly Amount[]): number => all.reduce((total, { amount }) => total + amount, 0);

function sumsOf(all: readonly (Amount & { readonly contractId: string })[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { contractId, amount } of all) sums.set(contractId, (sums.get(contractId) ?? 0) + amount);
  return sums;
}

function same(check: Check, what: string, kept: number, told: number): void {
  if (kept !== told) check.find(`${what}: ${kept} won are kept, ${told} were told`);
}

/** Won that all budgets together hold, by contract. */
async function heldFor(check: Check, stores: Stores): Promise<Map<string, number>> {
  const held = new Map<string, number>();
  const budgets = stores
    .db('contracts')
    .collection<{ _id: string; state: BudgetState }>('budgets')
    .find({}, { projection: { state: 1 } });
  for await (const { _id, state } of budgets) {
    check.count('budgets');
    const standing = state.reservations.filter(({ status }) => status !== 'RELEASED');
    if (sum(standing) > state.amount) check.find(`budget ${_id}: ${sum(standing)} of ${state.amount} won are spent`);
    for (const { contractId, amount } of standing) held.set(contractId, (held.get(contractId) ?? 0) + amount);
  }
  return held;
}

/** Most that a contract may come to: the cap where it is billed by use. */
const mostOf = ({ lines, cap, amount }: Pick<Terms, 'lines' | 'cap' | 'amount'>): number =>
  lines.some(({ billingModel }) => billingModel === 'USAGE') ? (cap ?? amount) : amount;

/** What is set aside for a contract: what it settled for, once it has ended. */
function costOf({ status, terms, concluded, ended, settlement }: ContractState): number {
  if (status === 'RESCINDED') return 0;
  if (status === 'COMPLETED' || status === 'TERMINATED') return settlement?.amount ?? ended?.settledAmount ?? 0;
  const agreed = terms ?? concluded;
  return agreed === undefined ? 0 : mostOf(agreed);
}

const performanceOf = ({ performance }: ContractState) => ({
  statements: performance?.statements ?? [],
  claims: performance?.claims ?? [],
});

const isAccepted = ({ status }: UsageStatement): boolean => status !== 'SUBMITTED' && status !== 'DISPUTED';

function ensureBilled(check: Check, id: string, state: ContractState): void {
  const { statements, claims } = performanceOf(state);
  check.count('statements', statements.length);
  check.count('claims', claims.length);
  const stated = sum(statements.filter(({ status }) => status !== 'DISPUTED'));
  const most = state.terms === undefined ? 0 : mostOf(state.terms);
  if (stated > most) check.find(`contract ${id}: ${stated} won are stated, it costs ${most} at most`);
  const periods = statements.map(({ period }) => period).toSorted((a, b) => (a.from < b.from ? -1 : 1));
  if (periods.some(({ from }, i) => i > 0 && from <= (periods[i - 1]?.to ?? '')))
    check.find(`contract ${id}: a day is stated twice`);
  const claimed = claims.flatMap((claim) => claim.statements);
  if (new Set(claimed).size !== claimed.length) check.find(`contract ${id}: a statement is claimed twice`);
  for (const claim of claims) ensureClaimed(check, `claim ${claim.n} of contract ${id}`, claim, statements);
}

function ensureClaimed(
  check: Check,
  name: string,
  { amount, payable, payments, setOff = 0, status, statements: numbers }: PaymentClaim,
  statements: readonly UsageStatement[],
): void {
  check.count('payments', payments.length);
  const ofStatements = sum(statements.filter(({ n }) => numbers.includes(n)));
  if (amount !== ofStatements) check.find(`${name}: ${amount} won, its statements come to ${ofStatements}`);
  if (payable > amount) check.find(`${name}: ${payable} of ${amount} won are payable`);
  // What is set off is paid as well (상계).
  const paid = sum(payments) + setOff;
  if (paid > payable) check.find(`${name}: ${paid} of ${payable} won are paid`);
  if ((status === 'PAID') !== (paid === payable))
    check.find(`${name} is ${status}, ${paid} of ${payable} won are paid`);
}
