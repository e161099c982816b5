import { sampleSupplier } from '#common/events/definitions/samples.js';
import { debarmentOn, isDebarredOn } from '#common/kernel/debarment.js';
import { refusalOf, specification } from '#testing/specification.js';
import { supplierType } from '../supplier.type.js';
import { debarSupplier, ensureNotDebarred, reinstateSupplier, supplierDueAt, supplierFellDue } from './debarring.js';
import { registerSupplier } from './registering.js';
import type { SupplierState } from './supplier.state.js';

const order = { from: '2025-09-19', to: '2026-03-18', ground: 'COLLUSION', reason: '입찰 담합' } as const;
const debar =
  (change: object = {}) =>
  (state: SupplierState, moment: Parameters<typeof debarSupplier>[2]) =>
    debarSupplier(state, { ...order, ...change }, moment);
const lift =
  (debarmentNo = 1) =>
  (state: SupplierState, moment: Parameters<typeof debarSupplier>[2]) =>
    reinstateSupplier(state, { debarmentNo, reason: '집행정지' }, moment);

const registered = specification(supplierType, '2025-09-10').given((_, moment) =>
  registerSupplier({ ...sampleSupplier, representative: '대표', address: '서울', contact: null }, moment),
);
const debarred = registered.given(debar());
const doorOf = ({ state, moment }: typeof registered) => refusalOf(() => ensureNotDebarred(state, moment));
const statusOf = ({ state }: typeof registered) => state.debarments.map(({ status }) => status);

describe('Debarment of a supplier (부정당업자 제재)', () => {
  it('§3.5: holds on its first and its last day, and on no other', () => {
    const days = ['2025-09-18', '2025-09-19', '2026-03-18', '2026-03-19'];
    expect(days.map((day) => doorOf(debarred.on(`${day} 23:59`)))).toEqual([
      'nothing refused',
      'SUPPLIER_DEBARRED',
      'SUPPLIER_DEBARRED',
      'nothing refused',
    ]);
  });

  it('§3.5: holds from midnight of its first day, whether or not the timer has run', () => {
    expect(doorOf(debarred.on('2025-09-19 00:00'))).toBe('SUPPLIER_DEBARRED');
    expect(supplierDueAt(debarred.state)).toEqual(new Date('2025-09-19T00:00:00+09:00'));
    const begun = debarred.on('2025-09-19 00:00').when(supplierFellDue).thenEvents('DebarmentBegan');
    expect(statusOf(begun)).toEqual(['IN_FORCE']);
    expect(doorOf(begun)).toBe('SUPPLIER_DEBARRED');
  });

  it('§11.5: ends by itself after its last day, and says from which day the supplier is free', () => {
    const begun = debarred.on('2025-09-19 00:00').given(supplierFellDue);
    expect(supplierDueAt(begun.state)).toEqual(new Date('2026-03-19T00:00:00+09:00'));
    begun.on('2026-03-18 23:59').when(supplierFellDue).thenEvents();
    const ended = begun.on('2026-03-19 00:00').when(supplierFellDue).thenEvents('SupplierReinstated');
    expect(ended.decided[0]?.data).toMatchObject({ from: '2026-03-19', cause: 'PERIOD_ENDED', debarmentNo: 1 });
    expect([statusOf(ended), supplierDueAt(ended.state)]).toEqual([['ENDED'], undefined]);
  });

  it('begins and then ends when a timer comes after both', () => {
    const late = debarred.on('2026-04-01').when(supplierFellDue).thenEvents('DebarmentBegan');
    expect(statusOf(late.when(supplierFellDue).thenEvents('SupplierReinstated'))).toEqual(['ENDED']);
  });

  it('is in force at once when its first day has come', () => {
    expect(statusOf(registered.given(debar({ from: '2025-09-01' })))).toEqual(['IN_FORCE']);
  });

  it('is lifted with a reason, from the same day on, once', () => {
    const lifted = debarred.on('2025-10-01').when(lift()).thenEvents('SupplierReinstated');
    expect(lifted.decided[0]).toMatchObject({ data: { from: '2025-10-01', cause: 'LIFTED' }, reason: '집행정지' });
    expect(doorOf(lifted)).toBe('nothing refused');
    expect(isDebarredOn(lifted.state.debarments[0] ?? order, '2025-09-30')).toBe(true);
    lifted.when(lift()).thenRefused('DEBARMENT_OVER');
    expect(supplierDueAt(lifted.state)).toBeUndefined();
  });

  it('is lifted before it begins', () => {
    const lifted = debarred.on('2025-09-15').given(lift());
    expect([statusOf(lifted), doorOf(lifted.on('2025-09-19'))]).toEqual([['LIFTED'], 'nothing refused']);
  });

  it('cannot be lifted when it is over or unknown', () => {
    debarred.on('2026-03-19').when(lift()).thenRefused('DEBARMENT_OVER');
    debarred.when(lift(2)).thenRefused('DEBARMENT_UNKNOWN');
  });

  it('stands next to others: one that is lifted leaves the other in force', () => {
    const two = debarred.on('2025-10-01').given(debar({ from: '2025-10-01', to: '2026-06-30' }));
    expect(debarmentOn(two.state.debarments, '2025-11-01')?.no).toBe(2);
    const one = two.given(lift(2));
    expect([doorOf(one), debarmentOn(one.state.debarments, '2025-11-01')?.no]).toEqual(['SUPPLIER_DEBARRED', 1]);
  });

  it('is refused with days that hold on no day, or for more than two years', () => {
    registered.when(debar({ to: '2025-09-18' })).thenRefused('DEBARMENT_REVERSED');
    registered.when(debar({ from: '2025-01-01', to: '2025-09-09' })).thenRefused('DEBARMENT_PAST');
    registered.when(debar({ to: '2027-09-19' })).thenRefused('DEBARMENT_TOO_LONG');
    registered.when(debar({ to: '2027-09-18' })).thenEvents('SupplierDebarred');
  });

  it('is recorded fifty times at most', () => {
    const many = Array.from({ length: 50 }).reduce<typeof registered>((spec) => spec.given(debar()), registered);
    many.when(debar()).thenRefused('DEBARMENTS_TOO_MANY');
  });
});
