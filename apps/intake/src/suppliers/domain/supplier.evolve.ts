import { evolution } from '#common/aggregates/evolution.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import type { SupplierEvent } from './supplier.events.js';
import type { SupplierState } from './supplier.state.js';

export const evolve = evolution<SupplierState, SupplierEvent>()(
  {
    SupplierRegistered: ({ data, details }) => ({
      facts: data.supplier,
      details,
      registeredAt: data.registeredAt,
    }),
  },
  (state, event) => {
    switch (event.type) {
      case 'SupplierVerified':
        return { ...state, verifiedAt: event.at.toISOString() };
      case 'SupplierBarred':
        return { ...state, barredUntil: event.data.until };
    }
  },
);

export const supplierMachine: StatusMachine<SupplierState> = {
  name: 'supplier',
  statusesOf: ({ verifiedAt }) => ({ '': verifiedAt === undefined ? 'REGISTERED' : 'VERIFIED' }),
  edges: {
    SupplierRegistered: { NEW: 'REGISTERED' },
    SupplierVerified: { REGISTERED: 'VERIFIED' },
  },
};
