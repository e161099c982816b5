import type { ContractFacts, ContractLine, InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import type { ListingFacts } from '#common/events/definitions/listing-facts.js';
import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { hasPassed } from '#common/kernel/deadline.js';
import { ensure, invalid, type Refusal } from '#common/kernel/errors.js';
import { lineAmount } from '#common/kernel/money.js';
import type { ContractEvent } from './contract.events.js';
import { legalBasisOf, registrationDue, vatOf } from './contract.rules.js';
import type { ContractState } from './contract.state.js';
import { fiscalYearOf } from './period.rules.js';
import { formOf, registerUsage, type UsageInput } from './registering.js';

/** What is known of a contract that was concluded before this system (§6). */
export interface MigratedContract {
  readonly facts: ContractFacts;
  readonly projectName: string;
  /** Generated, about nobody. */
  readonly synthetic?: true;
  /** Absent when its use was never registered. */
  readonly registered?: { readonly on: Day; readonly actualUser: string };
}

/** What a source says of a contract: what follows from its lines, its listing and its institution is left out. */
export interface EarlierContract extends Pick<
  ContractFacts,
  'contractId' | 'method' | 'route' | 'listingVersion' | 'amount' | 'period' | 'neededOn' | 'concludedOn' | 'startsOn'
> {
  readonly number: string;
  /** Number of the catalog agreement. */
  readonly agreement?: string;
  /** Business number. */
  readonly supplier: string;
  readonly lines: readonly Omit<ContractLine, 'amount'>[];
}

/** What a source refers to, as it is known here. */
export interface Referred {
  readonly listing: ListingFacts;
  readonly institution: InstitutionFacts;
}

/**
 * What a source says of a contract, with what follows from what it refers to (§6).
 * @throws Refusal 422 SUPPLIER_NOT_OF_LISTING, LISTING_VERSION_UNKNOWN, CONTRACT_OUTSIDE_VALIDITY
 */
export function factsBefore(
  earlier: EarlierContract,
  { listing, institution }: Referred,
  { calendar }: Pick<Moment, 'calendar'>,
): ContractFacts {
  const { contractId, number, method, route, agreement, listingVersion, amount } = earlier;
  const { period, neededOn, concludedOn, startsOn } = earlier;
  const { listingNo, supplier, version, selectedOn, validTo = concludedOn, service } = listing;
  ensure(supplier.businessNumber === earlier.supplier, () =>
    wrongField('SUPPLIER_NOT_OF_LISTING', 'supplier', `${listingNo} is of ${supplier.businessNumber}`),
  );
  ensure(listingVersion <= version, () =>
    wrongField('LISTING_VERSION_UNKNOWN', 'listingVersion', `${listingNo} has ${version} versions`),
  );
  ensure(selectedOn <= concludedOn && concludedOn <= validTo, () =>
    wrongField('CONTRACT_OUTSIDE_VALIDITY', 'concludedOn', `${listingNo} is valid from ${selectedOn} to ${validTo}`),
  );
  const lines = earlier.lines.map((line) => ({ ...line, amount: lineAmount(line, line.quantity) }));
  return {
    contractId,
    contractNo: number,
    method,
    route,
    legalBasis: legalBasisOf(method, institution.type),
    ...(agreement !== undefined && { agreementNo: agreement }),
    institution,
    supplier,
    listingId: listing.listingId,
    listingVersion,
    kind: service.kind,
    subtype: service.subtype,
    technologies: [...service.technologies],
    lines,
    amount,
    vat: vatOf(lines),
    period,
    neededOn,
    concludedOn,
    startsOn,
    leadTimeBusinessDays: calendar.between(neededOn, concludedOn),
    origin: 'MIGRATED',
  };
}

const wrongField = (code: string, field: string, detail: string): Refusal =>
  invalid(code, `${field}: ${detail}.`, [{ pointer: `/${field}`, code, detail }]);

/** Takes over a concluded contract: no quotes, no budget, but everything the statistics and the parties need. */
export function migrateContract(
  { facts, projectName, synthetic, registered }: MigratedContract,
  moment: Moment,
): readonly ContractEvent[] {
  const { contractId } = facts;
  const due = registrationDue(facts.concludedOn, moment);
  const signed: ContractEvent = {
    type: 'ContractSigned',
    data: { ...facts, origin: 'MIGRATED' },
    details: { registration: due },
  };
  const generated = synthetic !== undefined && { synthetic };
  const events: ContractEvent[] = [plannedBefore(facts, { projectName, ...generated }, moment), signed];
  if (facts.startsOn <= moment.today) {
    // One that was over when it was entered is over: nobody is reminded of its end.
    const isOver = facts.period.to < moment.today;
    const details = isOver ? {} : { endReminderDays: moment.policy['contracts.endReminderDays'] };
    events.push({ type: 'ContractStarted', data: { contractId, startedOn: facts.startsOn }, details });
  }
  if (registered === undefined) {
    // The duty stays, but nobody is told of a day that passed before this system: reminders begin a month from now.
    const isLate = hasPassed(due, moment.at);
    return isLate ? [...events, { type: 'RegistrationFellOverdue', data: { due, enteredOn: moment.today } }] : events;
  }
  const { on: registeredOn, actualUser } = registered;
  const usage = { projectName, actualUser, supportProgramme: false };
  return [...events, { type: 'UsageRegistered', data: formOf(facts, usage, registeredOn) }];
}

/**
 * Takes over the registration of a use, on the day of the source (§5.5).
 * @throws Refusal 409 USAGE_REGISTERED, 422 REGISTERED_BEFORE_CONCLUSION
 */
export function migrateRegistration(
  state: ContractState,
  { registeredOn, ...usage }: UsageInput & { readonly registeredOn: Day },
  moment: Moment,
): readonly ContractEvent[] {
  const concludedOn = state.concluded?.concludedOn ?? registeredOn;
  ensure(concludedOn <= registeredOn, () =>
    wrongField('REGISTERED_BEFORE_CONCLUSION', 'registeredOn', `the contract was concluded on ${concludedOn}`),
  );
  return registerUsage(state, usage, { ...moment, today: registeredOn });
}

/** The need behind it was never recorded: the facts of its conclusion stand for it. */
function plannedBefore(
  facts: ContractFacts,
  { projectName, ...generated }: Pick<MigratedContract, 'projectName' | 'synthetic'>,
  moment: Moment,
): ContractEvent {
  const { contractId, institution, neededOn, amount, period, method, route, concludedOn } = facts;
  const need = {
    projectName,
    budgetAmount: amount,
    fundingSource: 'UNKNOWN',
    fiscalYear: fiscalYearOf(concludedOn),
    sensitivity: 'LOW' as const,
    networks: [],
    period,
    method,
    route,
  };
  const idleCancelDays = moment.policy['contracts.idleCancelDays'];
  return { type: 'ContractPlanned', data: { contractId, institution, need, neededOn, idleCancelDays, ...generated } };
}
