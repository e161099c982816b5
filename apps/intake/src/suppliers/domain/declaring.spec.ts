import { sampleSupplier } from '#common/events/definitions/samples.js';
import { refusalOf, specification } from '#testing/specification.js';
import { supplierType } from '../supplier.type.js';
import { ensureDeclared, storeDeclaration } from './declaring.js';
import { registerSupplier } from './registering.js';

const registered = specification(supplierType, '2025-08-04').given((_, moment) =>
  registerSupplier({ ...sampleSupplier, representative: '대표', address: '서울', contact: null }, moment),
);
const store = (text: string) => (state: typeof registered.state) => storeDeclaration(state, { text });
const named = (spec: typeof registered, no: number) => refusalOf(() => ensureDeclared(spec.state.declarations, no));

describe('A declaration of a supplier (확약서)', () => {
  const stored = registered.given(store('청렴하게 이행한다.'), store('청렴하고 성실하게 이행한다.'));

  it('is stored in versions, of which each stays as it is', () => {
    expect(stored.state.declarations.map(({ no, text }) => [no, text])).toEqual([
      [1, '청렴하게 이행한다.'],
      [2, '청렴하고 성실하게 이행한다.'],
    ]);
    stored.when(store('청렴하고 성실하게 이행한다.')).thenEvents();
    stored.when(store('청렴하게 이행한다.')).thenEvents('DeclarationStored');
  });

  it('is named by its number, and by no other', () => {
    expect([named(stored, 1), named(stored, 2), named(stored, 3), named(registered, 1)]).toEqual([
      'nothing refused',
      'nothing refused',
      'DECLARATION_UNKNOWN',
      'DECLARATION_UNKNOWN',
    ]);
  });

  it('is not named once its text was erased', () => {
    const [first] = stored.state.declarations;
    expect(refusalOf(() => ensureDeclared([{ ...first!, text: '' }], 1))).toBe('DECLARATION_UNKNOWN');
  });

  it('has a hundred versions at most', () => {
    const many = Array.from({ length: 100 }).reduce<typeof registered>(
      (spec, _, i) => spec.given(store(`확약 ${i}`)),
      registered,
    );
    many.when(store('하나 더')).thenRefused('DECLARATIONS_TOO_MANY');
  });
});
