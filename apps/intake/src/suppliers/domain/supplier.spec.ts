import { sampleSupplier } from '#common/events/definitions/samples.js';
import { addDays } from '#common/kernel/day.js';
import { specification } from '#testing/specification.js';
import { expectExactEdges, type Dice } from '#testing/walk.js';
import { supplierType } from '../supplier.type.js';
import { supplierView, SupplierView } from '../supplier.view.js';
import {
  approveProfileChange,
  changeContact,
  rejectProfileChange,
  requestProfileChange,
  withdrawProfileChange,
} from './changing.js';
import { debarSupplier, reinstateSupplier, supplierFellDue } from './debarring.js';
import { storeDeclaration } from './declaring.js';
import { registerSupplier, verifySupplier } from './registering.js';
import { acceptHandover, appointManager, listPerson, offerHandover, removePerson } from './staffing.js';
import { PERSON_FUNCTIONS } from './supplier.state.js';

const contact = { name: '김담당', email: 'kim@example.kr', phone: '02-1234-5678' };
const registered = specification(supplierType, '2025-08-04').given((_, moment) =>
  registerSupplier({ ...sampleSupplier, representative: '대표', address: '서울', contact }, moment),
);
const reason = '사유';
const one = (dice: Dice) => `supplier-${dice(3)}`;

describe('A supplier', () => {
  it('goes exactly the ways of its diagrams', () => {
    expectExactEdges(supplierType, {
      from: registered,
      daysMax: 20,
      commands: {
        verify: () => (state) => verifySupplier(state, { findings: [] }),
        debar: (_, dice) => (state, moment) => {
          const from = addDays(moment.today, dice(20));
          const to = addDays(moment.today, 20 + dice(30));
          return debarSupplier(state, { from, to, ground: 'COLLUSION', reason }, moment);
        },
        lift:
          ({ debarments }, dice) =>
          (state, moment) =>
            reinstateSupplier(state, { debarmentNo: dice(debarments.length + 1) + 1, reason }, moment),
        fallDue: () => supplierFellDue,
        contact: () => (state) => changeContact(state, { contact, address: '부산' }),
        ask: (_, dice) => (state, moment) =>
          requestProfileChange(
            state,
            dice(2) === 0
              ? { class: 'NAME', name: '새 이름', reason }
              : { class: 'REPRESENTATIVE', representative: '새 대표', reason },
            moment,
          ),
        approve:
          ({ changes }, dice) =>
          (state, moment) =>
            approveProfileChange(state, { changeNo: dice(changes.length + 1) + 1 }, moment),
        reject:
          ({ changes }, dice) =>
          (state) =>
            rejectProfileChange(state, { changeNo: dice(changes.length + 1) + 1, reason }),
        withdraw:
          ({ changes }, dice) =>
          (state) =>
            withdrawProfileChange(state, { changeNo: dice(changes.length + 1) + 1 }),
        declare: (_, dice) => (state) => storeDeclaration(state, { text: `확약 ${dice(5)}` }),
        list: (_, dice) => (state, moment) =>
          listPerson(state, { sub: one(dice), function: PERSON_FUNCTIONS[dice(3)] ?? 'EDITOR' }, moment),
        remove: (_, dice) => (state) => removePerson(state, { sub: one(dice) }),
        offer: (_, dice) => (state) => offerHandover(state, { by: one(dice), to: one(dice) }),
        accept: (_, dice) => (state) => acceptHandover(state, { by: one(dice) }),
        appoint: (_, dice) => (state) => appointManager(state, { sub: one(dice), reason }),
      },
      views: [[SupplierView, (state) => supplierView({ id: 's-1', version: 1, state })]],
    });
  });
});
