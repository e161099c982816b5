import type { ContractFacts, InstitutionFacts } from '#common/events/definitions/contract-facts.js';
import type { UsageRegistered } from '#common/events/definitions/usage-registered.js';
import type { Moment } from '#common/kernel/clock.js';
import { addMonths, endOfDay, type Day } from '#common/kernel/day.js';
import { dueDayOf, hasPassed } from '#common/kernel/deadline.js';
import { ensure, wrongState } from '#common/kernel/errors.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState, UsageRegistration } from './contract.state.js';
import { concludedOf } from './ending.rules.js';

/** What the institution states of its use (§5.5); the rest of the form comes from the contract. */
export interface UsageInput {
  readonly projectName: string;
  /** The institution that uses the service, when it is not the contracting body. */
  readonly actualUser: string;
  /** Of the actual user; that of the contracting body unless said otherwise. */
  readonly userType?: InstitutionFacts['type'];
  /** What the service is used for (이용 분야), a code: `DOCUMENT`. */
  readonly useTopic?: string;
  readonly supportProgramme: boolean;
}

/** A use that was registered stays so when it is corrected. */
export const isRegistered = ({ status }: UsageRegistration): boolean =>
  status === 'REGISTERED' || status === 'CORRECTED';

/** Registers the use on the portal (이용 내역 등록); a duty that stays possible when it is late. */
export function registerUsage(state: ContractState, input: UsageInput, moment: Moment): readonly ContractEvent[] {
  const registration = registrationOf(state);
  ensure(!isRegistered(registration), () =>
    wrongState('USAGE_REGISTERED', `The use was registered on ${registration.registeredOn}: correct it instead.`),
  );
  return [{ type: 'UsageRegistered', data: formOf(factsNow(state), input, moment.today) }];
}

/** A concluded contract whose use is not registered (미등록 계약), as it stood on a day. */
export interface Unregistered {
  readonly facts: ContractFacts;
  /** Absent of one that was rescinded since: it has nothing to register. */
  readonly registration?: UsageRegistration;
  /** Its last day for the registration was over. */
  readonly overdue: boolean;
}

/**
 * A concluded contract whose use was not registered by the end of a day: the gap between what is contracted and what
 * counts (§6.5). The past is told as it is known now.
 */
export function unregisteredOn(
  { concluded: facts, registration, status, ended }: ContractState,
  asOf: Day,
): Unregistered | undefined {
  if (facts === undefined || facts.concludedOn > asOf) return undefined;
  if (status === 'RESCINDED' && ended !== undefined && ended.on <= asOf) return undefined;
  if (registration === undefined) return { facts, overdue: false };
  if (registration.registeredOn !== undefined && registration.registeredOn <= asOf) return undefined;
  return { facts, registration, overdue: dueDayOf(registration.due) < asOf };
}

/** Corrects a registered use (이용 내역 정정), with the reason on record. 409 USAGE_NOT_REGISTERED. */
export function correctUsage(
  state: ContractState,
  { reason, ...input }: UsageInput & { readonly reason: string },
  { today: correctedOn }: Moment,
): readonly ContractEvent[] {
  const { registeredOn, corrections = 0 } = registrationOf(state);
  if (registeredOn === undefined)
    throw wrongState(
      'USAGE_NOT_REGISTERED',
      'The use has not been registered yet: register it, there is nothing to correct.',
    );
  const data = { ...formOf(factsNow(state), input, registeredOn), correctionNo: corrections + 1, correctedOn };
  return [{ type: 'UsageCorrected', data, reason }];
}

/** Day of the next reminder of an overdue registration (§5.5): each month, on the day it was due. */
export const remindOn = ({ due, enteredOn = dueDayOf(due), remindedOn = enteredOn }: UsageRegistration): Day =>
  addMonths(remindedOn, 1);

/** The institution is reminded once a month; months in which no timer ran are not made up for. */
export function remindOfRegistration(state: ContractState, { at }: Moment): readonly ContractEvent[] {
  const { registration } = state;
  if (registration?.status !== 'OVERDUE' || at < endOfDay(remindOn(registration))) return [];
  let remindedOn = remindOn(registration);
  while (at >= endOfDay(addMonths(remindedOn, 1))) remindedOn = addMonths(remindedOn, 1);
  return [{ type: 'RegistrationReminded', data: { remindedOn } }];
}

/** Whether the tenth has passed without a registration. */
export function fallOverdue({ registration }: ContractState, { at }: Moment): readonly ContractEvent[] {
  return registration?.status === 'DUE' && hasPassed(registration.due, at)
    ? [{ type: 'RegistrationFellOverdue', data: { due: registration.due } }]
    : [];
}

/** When `fallOverdue` or `remindOfRegistration` has something to do. */
export function nextOfRegistration({ registration }: ContractState): Date | undefined {
  if (registration?.status === 'DUE') return new Date(registration.due.dueAt);
  return registration?.status === 'OVERDUE' ? endOfDay(remindOn(registration)) : undefined;
}

/** The facts of the conclusion, by the terms that hold now. */
function factsNow(state: ContractState): ContractFacts {
  const facts = concludedOf(state);
  const { lines, amount, period } = state.terms ?? facts;
  return { ...facts, lines: [...lines], amount, period };
}

/** The use as it is registered, by the terms that hold now. */
export function registeredUse(state: ContractState, registration: UsageRegistration): UsageRegistered {
  const { registeredOn = '', projectName = '', actualUser = '', supportProgramme = false } = registration;
  const { userType, useTopic } = registration;
  const stated = { ...(userType !== undefined && { userType }), ...(useTopic !== undefined && { useTopic }) };
  return formOf(factsNow(state), { projectName, actualUser, supportProgramme, ...stated }, registeredOn);
}

/** The form of §5.5. */
export function formOf(facts: ContractFacts, input: UsageInput, registeredOn: Day): UsageRegistered {
  const { contractId, contractNo, concludedOn, institution, lines, amount, period } = facts;
  const { projectName, actualUser, userType = institution.type, useTopic, supportProgramme } = input;
  return {
    contractId,
    contractNo,
    registeredOn,
    projectName,
    period,
    amount,
    actualUser,
    userType,
    ...(useTopic !== undefined && { useTopic }),
    concludedOn,
    services: lines.map(({ item, unit, quantity, amount: cost }) => ({ item, unit, quantity, amount: cost })),
    supportProgramme,
  };
}

function registrationOf({ registration, status }: ContractState): UsageRegistration {
  if (registration === undefined)
    throw wrongState('CONTRACT_NOT_CONCLUDED', `The contract is ${status}: use is registered once it is concluded.`);
  return registration;
}
