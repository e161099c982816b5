import { sampleSupplier } from '#common/events/definitions/samples.js';
import { specification } from '#testing/specification.js';
import { waitsIn } from '#testing/told.js';
import { rejectProfileChange, requestProfileChange } from './domain/changing.js';
import { registerSupplier, verifySupplier } from './domain/registering.js';
import { acceptHandover, listPerson, offerHandover } from './domain/staffing.js';
import { supplierType } from './supplier.type.js';

const contact = { name: '김담당', email: 'kim@example.kr', phone: '02-1234-5678' };
const registered = specification(supplierType, '2025-08-04').given((_, moment) =>
  registerSupplier({ ...sampleSupplier, representative: '홍길동', address: '서울', contact }, moment),
);
const verified = registered.given((state) => verifySupplier(state, { findings: [] }));

describe('What waits in a supplier', () => {
  it('§2.1: the verification, for NIA', () => {
    expect(waitsIn(supplierType, registered)).toEqual(['VERIFY_SUPPLIER role:NIA_OPERATOR –']);
    expect(waitsIn(supplierType, verified)).toEqual([]);
  });

  it('§2.4: each change that NIA has not decided, by its number', () => {
    const asked = verified.given(
      (state, moment) => requestProfileChange(state, { class: 'NAME', name: '새 이름', reason: '상호 변경' }, moment),
      (state, moment) =>
        requestProfileChange(state, { class: 'REPRESENTATIVE', representative: '이새', reason: '취임' }, moment),
    );
    expect(waitsIn(supplierType, asked)).toEqual([
      'DECIDE_CHANGE 1 role:NIA_OPERATOR –',
      'DECIDE_CHANGE 2 role:NIA_OPERATOR –',
    ]);
    const decided = asked.given((state) => rejectProfileChange(state, { changeNo: 1, reason: '서류 부족' }));
    expect(waitsIn(supplierType, decided)).toEqual(['DECIDE_CHANGE 2 role:NIA_OPERATOR –']);
  });

  it('§2.4: a hand-over, for the person who was named, until they accept', () => {
    const offered = verified.given(
      (state, moment) => listPerson(state, { sub: 'manager-1', function: 'MANAGER' }, moment),
      (state) => offerHandover(state, { by: 'manager-1', to: 'manager-2' }),
    );
    expect(waitsIn(supplierType, offered)).toEqual(['ACCEPT_HANDOVER person:manager-2 –']);
    expect(
      waitsIn(
        supplierType,
        offered.given((state) => acceptHandover(state, { by: 'manager-2' })),
      ),
    ).toEqual([]);
  });
});
