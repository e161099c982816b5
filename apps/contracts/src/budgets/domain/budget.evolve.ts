import { evolution } from '#common/aggregates/evolution.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import type { BudgetEvent } from './budget.events.js';
import type { Attempt, BudgetState, Reservation } from './budget.state.js';

export const evolve = evolution<BudgetState, BudgetEvent>()(
  {
    BudgetSet: ({ data: { managedBy, ...frame } }, state) => ({
      ...frame,
      managedBy: state?.managedBy ?? managedBy ?? frame.institutionCode,
      reservations: state?.reservations ?? [],
    }),
  },
  (state, event) => {
    switch (event.type) {
      case 'BudgetReserved': {
        const reserved = { ...event.data, reservedAt: event.at.toISOString(), status: 'RESERVED' as const };
        return { ...state, reservations: [...state.reservations, reserved] };
      }
      case 'BudgetPassed':
        return { ...state, managedBy: event.data.to };
      case 'ReservationCommitted':
        return settled(state, event.data, { status: 'COMMITTED' });
      case 'ReservationReleased':
        return settled(state, event.data, { status: 'RELEASED' });
      case 'ReservationReduced':
        return settled(state, event.data, { amount: event.data.amount });
    }
  },
);

const settled = (state: BudgetState, { contractId, attempt }: Attempt, change: Partial<Reservation>): BudgetState => ({
  ...state,
  reservations: state.reservations.map((one) =>
    one.contractId === contractId && one.attempt === attempt ? { ...one, ...change } : one,
  ),
});

/** The reservations; a budget itself has no status. */
export const budgetMachine: StatusMachine<BudgetState> = {
  name: 'budget',
  statusesOf: ({ reservations }) =>
    Object.fromEntries(reservations.map(({ contractId, attempt, status }) => [`${contractId}/${attempt}`, status])),
  edges: {
    BudgetReserved: { NEW: 'RESERVED' },
    ReservationCommitted: { RESERVED: 'COMMITTED' },
    ReservationReleased: { RESERVED: 'RELEASED' },
  },
};
