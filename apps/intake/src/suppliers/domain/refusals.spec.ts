import { sampleSupplier } from '#common/events/definitions/samples.js';
import { Refusal } from '#common/kernel/errors.js';
import { specification, type Decide } from '#testing/specification.js';
import { supplierType } from '../supplier.type.js';
import { ensureNotBarred } from './barring.js';
import { approveProfileChange, ensureNotTransferred, requestProfileChange } from './changing.js';
import { debarSupplier, ensureNotDebarred, reinstateSupplier } from './debarring.js';
import { ensureDeclared } from './declaring.js';
import { registerSupplier } from './registering.js';
import { offerHandover, removePerson } from './staffing.js';
import type { SupplierEvent } from './supplier.events.js';
import type { SupplierState } from './supplier.state.js';

type Act = Decide<SupplierState, SupplierEvent>;

const details = { representative: '대표', address: '서울', contact: null };
const registered = specification(supplierType, '2025-09-10').given((_, moment) =>
  registerSupplier({ ...sampleSupplier, ...details }, moment),
);
const reason = '사유';
const order = { from: '2025-09-01', to: '2026-03-18', ground: 'COLLUSION', reason } as const;
const debar =
  (change: object = {}): Act =>
  (state, moment) =>
    debarSupplier(state, { ...order, ...change }, moment);
const lift =
  (debarmentNo: number): Act =>
  (state, moment) =>
    reinstateSupplier(state, { debarmentNo, reason }, moment);
const guard =
  (ensures: (state: SupplierState, moment: Parameters<Act>[1]) => void): Act =>
  (state, moment) => {
    ensures(state, moment);
    return [];
  };

function refusalOf({ state, moment }: typeof registered, act: Act): Refusal {
  try {
    act(state, moment);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

const contract = { kind: 'TRANSFER_CONTRACT', referenceNo: '2025-1', issuedOn: '2025-08-01' } as const;
const transfer = (successor: string) => ({ class: 'TRANSFER', successor, papers: [contract], reason }) as const;

describe('A refusal to a supplier, or about one', () => {
  it.each<[string, Act, string]>([
    ['CHANGE_INCOMPLETE', (state, moment) => requestProfileChange(state, { class: 'NAME', reason }, moment), '/name'],
    [
      'CHANGE_AMBIGUOUS',
      (state, moment) =>
        requestProfileChange(state, { class: 'NAME', name: '새 이름', representative: '새 대표', reason }, moment),
      '/representative',
    ],
    [
      'SUCCESSOR_SELF',
      (state, moment) => requestProfileChange(state, transfer(sampleSupplier.businessNumber), moment),
      '/successor',
    ],
    [
      'CHANGE_INCOMPLETE',
      (state, moment) => requestProfileChange(state, { ...transfer('2208162517'), papers: [] }, moment),
      '/papers',
    ],
    [
      'TRANSFER_PAPER_DAY',
      (state, moment) =>
        requestProfileChange(
          state,
          { ...transfer('2208162517'), papers: [contract, { ...contract, issuedOn: '2099-01-01' }] },
          moment,
        ),
      '/papers/1/issuedOn',
    ],
    ['DEBARMENT_REVERSED', debar({ to: '2025-08-31' }), '/to'],
    ['DEBARMENT_UNKNOWN', lift(7), '/debarmentNo'],
    ['DECLARATION_UNKNOWN', guard(() => ensureDeclared([], 1)), '/declarationNo'],
    [
      'DECLARATION_UNKNOWN',
      guard(() => ensureDeclared([{ no: 1, text: '', storedAt: '2025-08-04T00:00:00.000Z' }], 1)),
      '/declarationNo',
    ],
    [
      'FOUNDED_IN_FUTURE',
      (_, moment) => registerSupplier({ ...sampleSupplier, ...details, foundedYear: 2026 }, moment),
      '/foundedYear',
    ],
    ['PERSON_UNKNOWN', (state) => removePerson(state, { sub: 'stranger' }), '/sub'],
    ['HANDOVER_TO_SELF', (state) => offerHandover(state, { by: 'kim', to: 'kim' }), '/to'],
  ])('names the field that is wrong: %s', (code, act, pointer) => {
    const { code: refused, detail, errors } = refusalOf(registered, act);
    expect([refused, errors.map((one) => `${one.pointer} ${one.code}`)]).toEqual([code, [`${pointer} ${code}`]]);
    for (const text of [detail, ...errors.map((one) => one.detail)]) expect(text.split(' ').length).toBeGreaterThan(2);
  });

  it('says until when a door is closed', () => {
    const closed = registered.given(debar());
    expect(refusalOf(closed, guard(ensureNotDebarred)).detail).toContain('from 2025-09-01 to 2026-03-18 (COLLUSION');
    const barred = registered.given([{ type: 'SupplierBarred', data: { applicationId: 'a', until: '2026-09-09' } }]);
    expect(refusalOf(barred, guard(ensureNotBarred)).detail).toContain('until 2026-09-09 has ended (A-22)');
  });

  it('says since when a debarment is over: from its lifting, or the day after its last', () => {
    const lifted = registered.given(debar(), lift(1)).on('2025-09-20');
    expect(refusalOf(lifted, lift(1)).detail).toContain('is over since 2025-09-10');
    const ended = registered.given(debar()).on('2026-03-19');
    expect(refusalOf(ended, lift(1)).detail).toContain('is over since 2026-03-19');
  });

  it('says to whom a business was transferred', () => {
    const transferred = registered.given(
      (state, moment) => requestProfileChange(state, transfer('2208162517'), moment),
      (state, moment) => {
        const facts = { ...state.facts, businessNumber: '2208162517' };
        const successor = { ...state, facts, verifiedAt: '2025-08-04T00:00:00.000Z' };
        return approveProfileChange(state, { changeNo: 1, successor }, moment);
      },
    );
    expect(refusalOf(transferred, guard(ensureNotTransferred)).detail).toContain('to 2208162517: act as that supplier');
  });
});
