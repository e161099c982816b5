import type { ContractFacts } from '#common/events/definitions/contract-facts.js';
import type { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { listingContracts } from '../../../apps/catalog/src/read-models/listing-contracts/listing-contracts.projection.js';
import { contractFigures } from '../../../apps/contracts/src/read-models/statistics/statistics.projection.js';
import type { BudgetState } from '../../../apps/contracts/src/budgets/domain/budget.state.js';
import type { ListingState } from '../../../apps/catalog/src/listings/domain/listing.state.js';
import type { LedgerRecord } from '../load/ledger.js';
import type { Histories } from './histories.js';
import { Check, type InvariantResult } from './invariant.js';
import { copyOf, type Stores } from '../observe/stores.js';

/** I3: one listing per selection; contracts, budgets and statistics are counted once; races have the right winners. */
export async function nothingIsDoubled(
  stores: Stores,
  ledger: LedgerRecord,
  histories: Histories,
): Promise<InvariantResult> {
  const check = new Check('I3', 'nothing is counted or given out twice');
  const signed = (histories.facts.get('ContractSigned') ?? []) as ContractFacts[];
  await oneListingEach(check, stores, (histories.facts.get('ServiceSelected') ?? []) as ServiceSelected[]);
  contractNumbers(check, signed);
  await countedOnce(check, stores, signed);
  await withinBudgets(check, stores, signed);
  races(check, ledger);
  return check.result();
}

async function oneListingEach(check: Check, stores: Stores, selections: readonly ServiceSelected[]): Promise<void> {
  const expected = new Set(selections.map(({ applicationId }) => applicationId));
  check.count('selections', selections.length);
  if (expected.size !== selections.length) check.find(`${selections.length} selections of ${expected.size} services`);
  const listings = stores
    .db('catalog')
    .collection<{ _id: string; state: ListingState }>('listings')
    .find({}, { projection: { 'state.facts.applicationId': 1 } });
  for await (const { _id, state } of listings) {
    check.count('listings');
    if (!expected.delete(state.facts.applicationId))
      check.find(`listing ${_id} has no selection, or is a second one for its application`);
  }
  for (const id of expected) check.find(`the listing of application ${id}, which was selected, is missing`);
}

function contractNumbers(check: Check, signed: readonly ContractFacts[]): void {
  check.count('signed', signed.length);
  for (const [what, of] of [
    ['contract number', ({ contractNo }: ContractFacts) => contractNo],
    ['contract', ({ contractId }: ContractFacts) => contractId],
  ] as const) {
    const different = new Set(signed.map(of));
    if (different.size !== signed.length) check.find(`${signed.length} conclusions, but ${different.size} ${what}s`);
  }
}

const sumOf = (rows: readonly { readonly amount: number }[]): number =>
  rows.reduce((sum, { amount }) => sum + amount, 0);

/** Both counts of contracts, by listing and for the statistics, against the signed contracts. */
async function countedOnce(check: Check, stores: Stores, signed: readonly ContractFacts[]): Promise<void> {
  const amount = sumOf(signed);
  check.count('won', amount);
  for (const [service, projection] of [
    ['catalog', listingContracts],
    ['contracts', contractFigures],
  ] as const) {
    const db = stores.db(service);
    const { collection } = await copyOf(db, service, projection);
    const rows = await db
      .collection<{ _id: string; amount: number }>(collection)
      .find({}, { projection: { amount: 1 } })
      .toArray();
    if (rows.length !== signed.length || sumOf(rows) !== amount)
      check.find(
        `${service}.${collection}: ${rows.length} contracts of ${sumOf(rows)} won, but ${signed.length} of ${amount} won are signed`,
      );
  }
}

/** The reservations of a budget are the contracts signed on it, and do not exceed it. */
async function withinBudgets(check: Check, stores: Stores, signed: readonly ContractFacts[]): Promise<void> {
  const amounts = new Map(signed.map(({ contractId, amount }) => [contractId, amount]));
  const budgets = stores
    .db('contracts')
    .collection<{ _id: string; state: BudgetState }>('budgets')
    .find({}, { projection: { state: 1 } });
  for await (const { state } of budgets) {
    check.count('budgets');
    const name = `budget ${state.institutionCode} ${state.fiscalYear}`;
    const held = state.reservations.filter((one) => one.status !== 'RELEASED');
    if (sumOf(held) > state.amount) check.find(`${name}: ${sumOf(held)} of ${state.amount} won are spent`);
    for (const { contractId, amount } of held) {
      if (amounts.get(contractId) !== amount)
        check.find(`${name}: ${amount} won for contract ${contractId}, signed for ${amounts.get(contractId)}`);
      amounts.delete(contractId);
    }
  }
  for (const contractId of amounts.keys())
    check.find(`contract ${contractId} was signed without a reservation, or on one that was used before`);
}

function races(check: Check, ledger: LedgerRecord): void {
  const acked = new Set(
    ledger.entries.filter(({ outcome }) => outcome.kind === 'acked').map(({ commandId }) => commandId),
  );
  for (const { what, winners, commands } of ledger.races) {
    check.count('races');
    const won = commands.filter((command) => acked.has(command)).length;
    if (won !== winners) check.find(`${what}: ${won} of ${commands.length} succeeded, ${winners} can`);
  }
}
