import { sampleSupplier } from '#common/events/definitions/samples.js';
import { dutiesOf } from '#common/aggregates/work.js';
import { specification } from '#testing/specification.js';
import { supplierType } from '../supplier.type.js';
import { supplierWork } from '../supplier.work.js';
import { migrateSupplier } from './migrating.js';

describe('A supplier from the records of before', () => {
  const nothing = specification(supplierType, '2025-08-04');
  const facts = { ...sampleSupplier, registeredOn: '2021-02-01' };

  it('is verified since its own day, has nobody who acts for it, and leaves nothing to do', () => {
    const { state } = nothing
      .when(() => migrateSupplier({ ...facts, synthetic: true }))
      .thenEvents('SupplierRegistered', 'SupplierVerified');
    expect(state).toMatchObject({ facts: sampleSupplier, registeredAt: '2021-01-31T15:00:00.000Z', people: [] });
    expect(state.details).toEqual({ representative: null, address: null, contact: null });
    expect([state.verifiedAt, state.synthetic]).toEqual([nothing.moment.at.toISOString(), true]);
    expect(dutiesOf(supplierWork, state)).toEqual([]);
    expect(nothing.given(() => migrateSupplier(facts)).state).not.toHaveProperty('synthetic');
  });
});
