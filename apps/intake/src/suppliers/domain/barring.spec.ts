import { SelectionCancelled } from '#common/events/definitions/selection-cancelled.js';
import { sampleSupplier } from '#common/events/definitions/samples.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { specification } from '#testing/specification.js';
import { proves } from '#testing/proves.js';
import { supplierType } from '../supplier.type.js';
import { barForFraud, ensureNotBarred } from './barring.js';
import { registerSupplier } from './registering.js';

const details = {
  representative: '대표',
  address: '서울',
  contact: { name: '김', email: 'k@example.kr', phone: '02-1234-5678' },
};
const registered = (policy?: PolicyTable) =>
  specification(supplierType, '2026-02-13', policy).given((_, moment) =>
    registerSupplier({ ...sampleSupplier, ...details }, moment),
  );
const cancelled = (change: Partial<SelectionCancelled> = {}) => ({ ...SelectionCancelled.sample, ...change });
type Registered = ReturnType<typeof registered>;
const bars =
  (change: Partial<SelectionCancelled> = {}): Parameters<Registered['when']>[0] =>
  (state, moment) =>
    barForFraud(state, cancelled(change), moment);
const passes: Parameters<Registered['when']>[0] = (state, moment) => {
  ensureNotBarred(state, moment);
  return [];
};

describe('F-04, A-22: a selection that was cancelled for fraud', () => {
  it(
    'bars its supplier for a year, the last day included',
    proves({ '11.5/cancellation-bars': barForFraud, '11.1/submitted': ensureNotBarred }),
    () => {
      const barred = registered().when(bars()).thenEvents('SupplierBarred');
      expect(barred.state.barredUntil).toBe('2027-02-13');
      barred.on('2027-02-13 23:59').when(passes).thenRefused('SUPPLIER_BARRED');
      barred.on('2027-02-14 00:00').when(passes).thenEvents();
    },
  );

  it('bars nobody when there was no fraud', () => {
    registered()
      .when(bars({ fraud: false }))
      .thenEvents();
    registered().when(passes).thenEvents();
  });

  it('bars once for one cancellation, and never shortens a bar', () => {
    registered().given(bars()).when(bars()).thenEvents();
    registered()
      .given(bars())
      .when(bars({ cancelledOn: '2026-01-05' }))
      .thenEvents();
    registered()
      .given(bars())
      .when(bars({ cancelledOn: '2026-03-05' }))
      .thenEvents('SupplierBarred');
  });

  it('bars as many years as the policy says', () => {
    const row = { key: 'intake.fraudBarYears', from: '2025-01-01', value: 3, basis: 'a notice for this spec' } as const;
    expect(registered(PolicyTable.from({ rows: [row] })).given(bars()).state.barredUntil).toBe('2029-02-13');
  });
});
