import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { evolution } from '#common/aggregates/evolution.js';
import type { FactOf } from '#common/aggregates/fact.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import { dayOf } from '#common/kernel/day.js';
import type { SupplierEvent } from './supplier.events.js';
import type { Debarment, DebarmentGround, PersonFunction, ProfileChange, SupplierState } from './supplier.state.js';

export const evolve = evolution<SupplierState, SupplierEvent>()(
  {
    // The person who registers the supplier is its first manager; an operator who takes it over is none of its people.
    SupplierRegistered: ({ data, details: { migrated, synthetic, ...details }, actor }) => ({
      facts: data.supplier,
      details,
      registeredAt: data.registeredAt,
      people: migrated ? [] : [{ sub: actor.sub, function: 'MANAGER', since: data.registeredAt }],
      ...(synthetic !== undefined && { synthetic }),
      changes: [],
      declarations: [],
      debarments: [],
    }),
  },
  (state, event) => {
    switch (event.type) {
      case 'SupplierVerified':
        return { ...state, verifiedAt: event.at.toISOString(), findings: event.details.findings };
      case 'ContactChanged':
        return { ...state, details: { ...state.details, ...event.details } };
      case 'ProfileChangeRequested':
        return { ...state, changes: [...state.changes, changeOf(event)] };
      case 'ProfileChangeRejected':
        return decided(state, event, { status: 'REJECTED', rejection: event.reason });
      case 'ProfileChangeWithdrawn':
        return decided(state, event, { status: 'WITHDRAWN' });
      case 'DeclarationStored': {
        const { data, details, at } = event;
        const stored = { no: data.declarationNo, text: details.text ?? '', storedAt: at.toISOString() };
        return { ...state, declarations: [...state.declarations, stored] };
      }
      case 'SupplierChanged':
        return changed(decided(state, { at: event.at, data: event.details }, { status: 'APPROVED' }), event);
      case 'PersonListed':
        return listed(state, event.data, event.at);
      case 'ManagerAppointed':
        return listed(state, { ...event.data, function: 'MANAGER' }, event.at);
      case 'PersonRemoved':
        return withoutPerson(state, event.data.sub);
      case 'HandoverOffered':
        return { ...state, handover: { ...event.data, offeredAt: event.at.toISOString() } };
      case 'HandoverAccepted':
        return withoutPerson(listed(state, { sub: event.data.to, function: 'MANAGER' }, event.at), event.data.from);
      case 'SupplierDebarred':
        return { ...state, debarments: [...state.debarments, debarmentOf(event)] };
      case 'DebarmentBegan':
        return withDebarment(state, event.data.debarmentNo, { status: 'IN_FORCE' });
      case 'SupplierReinstated':
        return withDebarment(state, event.data.debarmentNo, endOf(event));
      case 'SupplierBarred':
        return { ...state, barredUntil: event.data.until };
    }
  },
);

function changeOf(event: Recorded<FactOf<SupplierEvent, 'ProfileChangeRequested'>>): ProfileChange {
  const { changeNo: no, class: kind } = event.data;
  const { details: proposed, reason, at, actor } = event;
  const requestedBy = actor.kind === 'person' && { requestedBy: actor.sub };
  return { no, class: kind, proposed, reason, status: 'PENDING', requestedAt: at.toISOString(), ...requestedBy };
}

function decided(
  state: SupplierState,
  { at, data: { changeNo } }: { readonly at: Date; readonly data: { readonly changeNo: number } },
  change: Pick<ProfileChange, 'status' | 'rejection'>,
): SupplierState {
  const decidedAt = at.toISOString();
  return {
    ...state,
    changes: state.changes.map((one) => (one.no === changeNo ? { ...one, ...change, decidedAt } : one)),
  };
}

function changed(
  state: SupplierState,
  { data, details: { representative } }: Recorded<FactOf<SupplierEvent, 'SupplierChanged'>>,
): SupplierState {
  const { supplier, successor } = data;
  return {
    ...state,
    facts: supplier,
    ...(representative !== undefined && { details: { ...state.details, representative } }),
    ...(successor !== undefined && { successor: successor.businessNumber }),
  };
}

interface Listing {
  readonly sub: string;
  readonly function: PersonFunction;
}

/** An offer ends when its manager is one no longer. */
function listed(state: SupplierState, { sub, function: given }: Listing, at: Date): SupplierState {
  const others = withoutPerson(state, sub);
  const { handover } = given === 'MANAGER' ? state : others;
  const people = [...others.people, { sub, function: given, since: at.toISOString() }];
  return { ...others, people, ...(handover && { handover }) };
}

function withoutPerson({ handover, ...state }: SupplierState, sub: string): SupplierState {
  return {
    ...state,
    ...(handover !== undefined && handover.from !== sub && { handover }),
    people: state.people.filter((person) => person.sub !== sub),
  };
}

function debarmentOf({ data, reason, at }: Recorded<FactOf<SupplierEvent, 'SupplierDebarred'>>): Debarment {
  const { debarmentNo: no, from, to, ground, debarredAt } = data;
  return {
    no,
    from,
    to,
    ground: ground as DebarmentGround,
    reason,
    status: from <= dayOf(at) ? 'IN_FORCE' : 'ORDERED',
    debarredAt,
  };
}

function endOf({ data, reason }: Recorded<FactOf<SupplierEvent, 'SupplierReinstated'>>): Partial<Debarment> {
  const { from, cause, reinstatedAt } = data;
  if (cause === 'PERIOD_ENDED') return { status: 'ENDED' };
  return { status: 'LIFTED', freeFrom: from, lifted: { at: reinstatedAt, on: from, reason: reason ?? '' } };
}

const withDebarment = (state: SupplierState, no: number, change: Partial<Debarment>): SupplierState => ({
  ...state,
  debarments: state.debarments.map((one) => (one.no === no ? { ...one, ...change } : one)),
});

export const supplierMachine: StatusMachine<SupplierState> = {
  name: 'supplier',
  statusesOf: ({ verifiedAt }) => ({ '': verifiedAt === undefined ? 'REGISTERED' : 'VERIFIED' }),
  edges: {
    SupplierRegistered: { NEW: 'REGISTERED' },
    SupplierVerified: { REGISTERED: 'VERIFIED' },
  },
};

export const profileChangeMachine: StatusMachine<SupplierState> = {
  name: 'profile-change',
  statusesOf: ({ changes }) => Object.fromEntries(changes.map(({ no, status }) => [String(no), status])),
  edges: {
    ProfileChangeRequested: { NEW: 'PENDING' },
    SupplierChanged: { PENDING: 'APPROVED' },
    ProfileChangeRejected: { PENDING: 'REJECTED' },
    ProfileChangeWithdrawn: { PENDING: 'WITHDRAWN' },
  },
};

export const debarmentMachine: StatusMachine<SupplierState> = {
  name: 'debarment',
  statusesOf: ({ debarments }) => Object.fromEntries(debarments.map(({ no, status }) => [String(no), status])),
  edges: {
    SupplierDebarred: { NEW: ['ORDERED', 'IN_FORCE'] },
    DebarmentBegan: { ORDERED: 'IN_FORCE' },
    SupplierReinstated: { ORDERED: 'LIFTED', IN_FORCE: ['ENDED', 'LIFTED'] },
  },
};
