import { sampleSupplier } from '#common/events/definitions/samples.js';
import { specification } from '#testing/specification.js';
import { supplierType } from '../supplier.type.js';
import { registerSupplier, verifySupplier, type Registration } from './registering.js';
import type { SupplierState } from './supplier.state.js';

const registration: Registration = {
  ...sampleSupplier,
  representative: '대표',
  address: '서울',
  contact: { name: '김담당', email: 'kim@example.kr', phone: '02-1234-5678' },
};

const finding = {
  check: 'SANCTIONS',
  result: 'CONCERN',
  source: 'register.example',
  checkedAt: '2025-08-04T00:00:00.000Z',
} as const;
const verify = (state: SupplierState) => verifySupplier(state, { findings: [finding] });

describe('A supplier', () => {
  const nothing = specification(supplierType, '2025-08-04');
  const registered = nothing.given((_, moment) => registerSupplier(registration, moment));

  it('registers itself with a year of foundation that has begun', () => {
    nothing
      .when((_, moment) => registerSupplier({ ...registration, foundedYear: 2025 }, moment))
      .thenEvents('SupplierRegistered');
    nothing
      .when((_, moment) => registerSupplier({ ...registration, foundedYear: 2026 }, moment))
      .thenRefused('FOUNDED_IN_FUTURE');
  });

  it('is verified once', () => {
    registered.when(verify).thenEvents('SupplierVerified').when(verify).thenRefused('SUPPLIER_VERIFIED');
    expect(registered.given(verify).state.findings).toEqual([finding]);
  });
});
