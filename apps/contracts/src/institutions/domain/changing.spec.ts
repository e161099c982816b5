import { specification, type Decide } from '#testing/specification.js';
import { institutionType } from '../institution.type.js';
import { changeInstitution, type ChangeInput } from './changing.js';
import type { InstitutionEvent } from './institution.events.js';
import { aboveOn, factsOn, traitsAtLast, traitsOn, type Register } from './institution.rules.js';
import type { InstitutionState, InstitutionTraits } from './institution.state.js';
import { registerInstitution } from './registering.js';

const legalBasis = '정부조직법 (법률 제21065호)';
const nobody: Register = new Map();

const changing =
  (stated: Omit<ChangeInput, 'legalBasis'>, register = nobody): Decide<InstitutionState, InstitutionEvent> =>
  (state) =>
    changeInstitution(state, { legalBasis, ...stated }, { register, newest: 7 });

/** Registered on this day, below a parent that nobody looked up. */
const institution = (code: string, traits: Partial<InstitutionTraits> = {}, day = '2025-08-04') => {
  const { parent, ...stated } = traits;
  const registered = specification(institutionType, day).given((_, moment) =>
    registerInstitution({ code, name: `기관 ${code}`, type: 'PUBLIC', ...stated }, nobody, moment),
  );
  return parent === undefined
    ? registered
    : registered.given([{ type: 'InstitutionChanged', data: { from: day, parent, legalBasis } }]);
};

const registerOf = (...all: readonly { readonly state: InstitutionState }[]): Register =>
  new Map(all.map(({ state }) => [state.code, state]));

describe('The facts of an institution', () => {
  const named = institution('A').given(
    changing({ from: '2025-10-01', name: '기후에너지환경부', type: 'STATE' }),
    changing({ from: '2025-09-01', name: '환경과학부', desk: { unit: '정보화담당관', number: '044-201-0000' } }),
  );
  const on = (day: string) => traitsOn(named.state, day);

  it('hold each from its first day until the next one, in whatever order they are recorded', () => {
    expect(on('2025-08-31')).toEqual({ name: '기관 A', type: 'PUBLIC' });
    expect(on('2025-09-01')).toMatchObject({ name: '환경과학부', type: 'PUBLIC' });
    expect(on('2025-09-30')?.name).toBe('환경과학부');
    expect(on('2025-10-01')).toEqual({
      name: '기후에너지환경부',
      type: 'STATE',
      desk: { unit: '정보화담당관', number: '044-201-0000' },
    });
    expect(traitsAtLast(named.state).name).toBe('기후에너지환경부');
  });

  it('are not known before the day of its registration, and none begins before', () => {
    expect(on('2025-08-04')?.name).toBe('기관 A');
    expect(on('2025-08-03')).toBeUndefined();
    expect(factsOn(named.state, '2025-08-03', nobody)).toBeUndefined();
    named.when(changing({ from: '2025-08-03', name: '이름' })).thenRefused('CHANGE_TOO_EARLY');
    named.when(changing({ from: '2025-08-04', name: '이름' })).thenEvents('InstitutionChanged');
  });

  it('are corrected by another change from the same day', () => {
    const corrected = named.given(changing({ from: '2025-10-01', name: '기후환경부' }));
    expect(traitsOn(corrected.state, '2025-10-01')).toMatchObject({ name: '기후환경부', type: 'STATE' });
  });

  it('are changed by naming one of them, with the law or order behind it', () => {
    named.when(changing({ from: '2025-11-01' })).thenRefused('CHANGE_EMPTY');
    named.when(changing({ from: '2025-11-01', independent: false })).thenRefused('CHANGE_EMPTY');
    const { decided } = named
      .when(changing({ from: '2025-11-01', ministry: '환경부' }))
      .thenEvents('InstitutionChanged');
    expect(decided[0]?.data).toEqual({ from: '2025-11-01', ministry: '환경부', legalBasis });
  });
});

describe('The hierarchy of institutions', () => {
  const ministry = institution('M', { name: '환경부', type: 'STATE' });
  const agency = institution('B', { parent: 'M' });
  const office = institution('C', { parent: 'B', ministry: '적어 낸 부처' });
  const register = registerOf(ministry, agency, office);

  it('names the ministry of everyone below it under the name of the day', () => {
    const renamed = ministry.given(changing({ from: '2025-10-01', name: '기후에너지환경부' }));
    const after = registerOf(renamed, agency, office);
    expect(factsOn(office.state, '2025-09-30', after)?.ministry).toBe('환경부');
    expect(factsOn(office.state, '2025-10-01', after)?.ministry).toBe('기후에너지환경부');
    expect(aboveOn(office.state, '2025-10-01', after).map(({ code }) => code)).toEqual(['B', 'M']);
  });

  it('names the ministry that was stated where no state body is at the top, and none where none was', () => {
    const city = institution('M', { name: '서울특별시', type: 'LOCAL' });
    expect(factsOn(office.state, '2025-08-04', registerOf(city, agency))?.ministry).toBe('적어 낸 부처');
    expect(factsOn(office.state, '2025-08-04', nobody)?.ministry).toBe('적어 낸 부처');
    expect(factsOn(agency.state, '2025-08-04', nobody)).toEqual({ code: 'B', name: '기관 B', type: 'PUBLIC' });
    expect(factsOn(ministry.state, '2025-08-04', nobody)).not.toHaveProperty('ministry');
  });

  it('is left by an institution that becomes independent, which is below nobody at the same time', () => {
    const free = office.given(changing({ from: '2025-10-01', independent: true }));
    expect(aboveOn(free.state, '2025-09-30', register)).toHaveLength(2);
    expect(aboveOn(free.state, '2025-10-01', register)).toEqual([]);
    expect(traitsOn(free.state, '2025-10-01')).not.toHaveProperty('parent');
    const both = changing({ from: '2025-10-01', independent: true, parent: 'B' }, register);
    office.when(both).thenRefused('PARENT_CONTRADICTED');
    office
      .when(changing({ from: '2025-10-01', independent: false, parent: 'B' }, register))
      .thenEvents('InstitutionChanged');
  });

  it('has only institutions that are registered on the day', () => {
    const late = registerOf(institution('N', {}, '2025-09-01'));
    office.when(changing({ from: '2025-08-31', parent: 'N' }, late)).thenRefused('PARENT_UNKNOWN');
    office.when(changing({ from: '2025-09-01', parent: 'N' }, late)).thenEvents('InstitutionChanged');
    office.when(changing({ from: '2025-09-01', parent: 'X' }, late)).thenRefused('PARENT_UNKNOWN');
  });

  it('closes no circle, on the day or on one to come', () => {
    const below = (from: string, of: Register) => ministry.when(changing({ from, parent: 'C' }, of));
    ministry.when(changing({ from: '2025-09-01', parent: 'M' }, register)).thenRefused('PARENT_CIRCLE');
    below('2025-09-01', register).thenRefused('PARENT_CIRCLE');
    const leaving = registerOf(ministry, agency.given(changing({ from: '2025-09-01', independent: true })), office);
    below('2025-08-31', leaving).thenRefused('PARENT_CIRCLE');
    below('2025-09-01', leaving).thenEvents('InstitutionChanged');
    const joining = registerOf(
      ministry,
      institution('B').given(changing({ from: '2025-12-01', parent: 'M' }, register)),
      office,
    );
    below('2025-09-01', joining).thenRefused('PARENT_CIRCLE');
    below('2025-12-02', joining).thenRefused('PARENT_CIRCLE');
  });

  it('numbers the changes by which one is put below another, each once', () => {
    const moved = office
      .when(changing({ from: '2025-09-01', parent: 'M' }, register))
      .thenEvents({ type: 'InstitutionChanged', data: { parent: 'M', hierarchyNo: 8 } });
    expect(moved.state).toMatchObject({ hierarchy: { newest: 8, numbers: [8] } });
    expect(moved.state.changes.at(-1)).not.toHaveProperty('hierarchyNo');
    const twice = moved.given([
      { type: 'InstitutionChanged', data: { from: '2025-09-01', parent: 'B', legalBasis, hierarchyNo: 9 } },
    ]);
    expect(twice.state.hierarchy).toEqual({ newest: 9, numbers: [8, 9] });
    expect(institutionType.claims?.(twice.state).map(({ key }) => key)).toEqual(['hierarchy:8', 'hierarchy:9']);
    for (const stated of [{ name: '이름' }, { independent: true }]) {
      const { decided } = moved.when(changing({ from: '2025-09-01', ...stated })).thenEvents('InstitutionChanged');
      expect(decided[0]?.data).not.toHaveProperty('hierarchyNo');
    }
  });

  it('is read to its end, even where two changes at once have closed a circle', () => {
    const circle = registerOf(institution('B', { parent: 'C' }), institution('C', { parent: 'B' }));
    expect(aboveOn(office.state, '2025-08-04', circle).map(({ code }) => code)).toEqual(['B']);
  });
});
