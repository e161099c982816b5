import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { freeFrom } from '#common/kernel/debarment.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { SupplierEvent } from './supplier.events.js';
import type { Contact, ProfileChange, ProfileChangeClass, ProposedProfile, SupplierState } from './supplier.state.js';

/** How the supplier is reached changes at once: no right depends on it. */
export function changeContact(
  { facts }: SupplierState,
  { contact, address }: { readonly contact: Contact; readonly address?: string },
): readonly SupplierEvent[] {
  const { businessNumber } = facts;
  const details = { contact, ...(address !== undefined && { address }) };
  return [{ type: 'ContactChanged', data: { businessNumber }, details }];
}

export interface ChangeRequest extends ProposedProfile {
  readonly class: ProfileChangeClass;
  readonly reason: string;
}

/** What a change of each class states; a transfer has its papers (§4.6). */
const STATES = {
  NAME: ['name'],
  REPRESENTATIVE: ['representative'],
  TRANSFER: ['successor', 'papers'],
} as const satisfies Readonly<Record<ProfileChangeClass, readonly (keyof ProposedProfile)[]>>;

/** A supplier has a handful of changes in its life; more is a mistake of a client. */
const CHANGES_MAX = 200;

/**
 * Name, representative and transfer of the business wait for NIA's check; one of each class at a time.
 * 422 CHANGE_INCOMPLETE, CHANGE_AMBIGUOUS, SUCCESSOR_SELF, TRANSFER_PAPER_DAY; 409 CHANGE_PENDING, CHANGES_TOO_MANY,
 * SUPPLIER_TRANSFERRED.
 */
export function requestProfileChange(
  state: SupplierState,
  { class: kind, reason, ...proposed }: ChangeRequest,
  { today }: Pick<Moment, 'today'>,
): readonly SupplierEvent[] {
  const { facts, changes } = state;
  ensureNotTransferred(state);
  const fields: readonly (keyof ProposedProfile)[] = STATES[kind];
  const absent = fields.find((field) => (proposed[field] ?? []).length === 0);
  ensure(absent === undefined, () => wrongField('CHANGE_INCOMPLETE', absent ?? '', `a change of ${kind} states it`));
  const stray = Object.values(STATES)
    .flat()
    .find((other) => !fields.includes(other) && proposed[other] !== undefined);
  ensure(stray === undefined, () =>
    wrongField(
      'CHANGE_AMBIGUOUS',
      stray ?? '',
      `a change of ${kind} states ${fields.join(' and ')} alone: ask for the other by itself`,
    ),
  );
  ensurePapersOf(proposed, today);
  ensure(proposed.successor !== facts.businessNumber, () =>
    wrongField('SUCCESSOR_SELF', 'successor', 'the business number of the supplier that takes over'),
  );
  ensure(!changes.some((change) => change.class === kind && change.status === 'PENDING'), () =>
    wrongState('CHANGE_PENDING', `A change of ${kind} waits for NIA already: withdraw it first.`),
  );
  ensure(changes.length < CHANGES_MAX, () =>
    wrongState('CHANGES_TOO_MANY', `${facts.name} has ${CHANGES_MAX} changes on record, which is the most.`),
  );
  const data = { changeNo: changes.length + 1, class: kind };
  return [{ type: 'ProfileChangeRequested', data, details: proposed, reason }];
}

const wrongField = (code: string, field: string, detail: string) =>
  invalid(code, `${field}: ${detail}.`, [{ pointer: `/${field}`, code, detail }]);

/** @throws Refusal 409 CHANGE_DECIDED unless it waits, 422 CHANGE_UNKNOWN */
function pending({ changes }: SupplierState, changeNo: number): ProfileChange {
  const change = changes.find(({ no }) => no === changeNo);
  ensure(change !== undefined, () => invalid('CHANGE_UNKNOWN', `There is no change ${changeNo}.`));
  ensure(change.status === 'PENDING', () =>
    wrongState('CHANGE_DECIDED', `Change ${changeNo} is ${change.status} and cannot be decided again.`),
  );
  return change;
}

/** @throws Refusal 422 TRANSFER_PAPER_DAY */
function ensurePapersOf({ papers = [] }: ProposedProfile, today: Day): void {
  const early = papers.findIndex(({ issuedOn }) => issuedOn > today);
  ensure(early === -1, () =>
    wrongField('TRANSFER_PAPER_DAY', `papers/${early}/issuedOn`, `the day of a paper that is there: until ${today}`),
  );
}

interface ByNumber {
  readonly changeNo: number;
}

export interface ProfileApproval extends ByNumber {
  /** Who takes the business over, where one is named and registered. */
  readonly successor?: SupplierState;
}

/**
 * NIA approves: from here on all services of the supplier follow.
 * @throws Refusal 409 CHANGE_DECIDED, SUCCESSOR_NOT_VERIFIED, SUPPLIER_DEBARRED; 422 CHANGE_UNKNOWN
 */
export function approveProfileChange(
  state: SupplierState,
  { changeNo, successor: taker }: ProfileApproval,
  moment: Moment,
): readonly SupplierEvent[] {
  const change = pending(state, changeNo);
  const { name, representative } = change.proposed;
  const successor = change.class === 'TRANSFER' ? takerOf(state, taker, moment) : undefined;
  const supplier = { ...state.facts, ...(name !== undefined && { name }) };
  return [
    {
      type: 'SupplierChanged',
      data: {
        supplier,
        change: change.class,
        ...(successor !== undefined && { successor }),
        changedAt: moment.at.toISOString(),
      },
      details: { changeNo, ...(representative !== undefined && { representative }) },
    },
  ];
}

/** A debarment does not end by a transfer: until it is over nobody takes the business over. */
function takerOf(state: SupplierState, taker: SupplierState | undefined, { today }: Moment): SupplierState['facts'] {
  ensure(taker?.verifiedAt !== undefined && taker.successor === undefined, () =>
    wrongState(
      'SUCCESSOR_NOT_VERIFIED',
      'The supplier that takes the business over is not registered and verified: it registers first (R-23).',
    ),
  );
  const debarred = [state, taker].find(({ debarments }) => debarments.some((one) => freeFrom(one) > today));
  ensure(debarred === undefined, () =>
    wrongState(
      'SUPPLIER_DEBARRED',
      `${debarred?.facts.name} is debarred, or is about to be: its business is transferred when that is over.`,
    ),
  );
  return taker.facts;
}

/** NIA rejects, with the reason. 409 CHANGE_DECIDED; 422 CHANGE_UNKNOWN. */
export function rejectProfileChange(
  state: SupplierState,
  { changeNo, reason }: ByNumber & { readonly reason: string },
): readonly SupplierEvent[] {
  pending(state, changeNo);
  return [{ type: 'ProfileChangeRejected', data: { changeNo }, reason }];
}

/** The supplier withdraws a change that waits. 409 CHANGE_DECIDED; 422 CHANGE_UNKNOWN. */
export function withdrawProfileChange(state: SupplierState, { changeNo }: ByNumber): readonly SupplierEvent[] {
  pending(state, changeNo);
  return [{ type: 'ProfileChangeWithdrawn', data: { changeNo } }];
}

/** A business that was transferred applies for nothing new. 409 SUPPLIER_TRANSFERRED. */
export function ensureNotTransferred({ facts, successor }: SupplierState): void {
  ensure(successor === undefined, () =>
    wrongState(
      'SUPPLIER_TRANSFERRED',
      `${facts.name} has transferred its business to ${successor}: act as that supplier.`,
    ),
  );
}
