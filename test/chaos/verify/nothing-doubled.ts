import type { ContractAmended } from '#common/events/definitions/contract-amended.js';
import type { ContractFacts } from '#common/events/definitions/contract-facts.js';
import type { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { listingContracts } from '../../../apps/catalog/src/read-models/listing-contracts/listing-contracts.projection.js';
import { contractFigures } from '../../../apps/contracts/src/read-models/statistics/statistics.projection.js';
import type { ListingState } from '../../../apps/catalog/src/listings/domain/listing.state.js';
import type { LedgerRecord } from '../load/ledger.js';
import type { Histories } from './histories.js';
import { Check, type InvariantResult } from './invariant.js';
import { copyOf, type Stores } from '../observe/stores.js';

/** I3: one listing per selection; contracts and statistics are counted once; races have the right winners. */
export async function nothingIsDoubled(
  stores: Stores,
  ledger: LedgerRecord,
  histories: Histories,
): Promise<InvariantResult> {
  const check = new Check('I3', 'nothing is counted or given out twice');
  const signed = (histories.facts.get('ContractSigned') ?? []) as ContractFacts[];
  await oneListingEach(check, stores, (histories.facts.get('ServiceSelected') ?? []) as ServiceSelected[]);
  contractNumbers(check, signed);
  const amended = (histories.facts.get('ContractAmended') ?? []) as ContractAmended[];
  await countedOnce(check, stores, { signed, amended });
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

interface Counted {
  readonly signed: readonly ContractFacts[];
  readonly amended: readonly ContractAmended[];
}

/**
 * Both counts of contracts against the signed ones. The catalog shows what an amendment made of an amount; the
 * statistics keep the first one next to it.
 */
async function countedOnce(check: Check, stores: Stores, { signed, amended }: Counted): Promise<void> {
  const amounts = new Map(signed.map(({ contractId, amount }) => [contractId, amount]));
  check.count('won', sumOf(signed));
  check.count('amended', amended.length);
  const last = amended.toSorted((a, b) => a.amendmentNo - b.amendmentNo);
  const now = new Map([...amounts, ...last.map(({ contractId, amount }) => [contractId, amount] as const)]);
  for (const [service, projection, expected] of [
    ['catalog', listingContracts, now],
    ['contracts', contractFigures, amounts],
  ] as const) {
    const db = stores.db(service);
    const { collection } = await copyOf(db, service, projection);
    const rows = await db
      .collection<{ _id: string; amount: number }>(collection)
      .find({}, { projection: { amount: 1 } })
      .toArray();
    const amount = [...expected.values()].reduce((sum, one) => sum + one, 0);
    if (rows.length !== signed.length || sumOf(rows) !== amount)
      check.find(
        `${service}.${collection}: ${rows.length} contracts of ${sumOf(rows)} won, but ${signed.length} of ${amount} won are signed`,
      );
  }
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
