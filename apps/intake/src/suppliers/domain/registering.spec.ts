import { sampleSupplier } from '#common/events/definitions/samples.js';
import { specification } from '#testing/specification.js';
import { supplierType } from '../supplier.type.js';
import { registerSupplier, verifySupplier, type Registration } from './registering.js';

const registration: Registration = {
  ...sampleSupplier,
  representative: '대표',
  address: '서울',
  contact: { name: '김담당', email: 'kim@example.kr', phone: '02-1234-5678' },
};

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
    registered
      .when(verifySupplier)
      .thenEvents('SupplierVerified')
      .when(verifySupplier)
      .thenRefused('SUPPLIER_VERIFIED');
  });
});
