import { refusalOf, specification } from '#testing/specification.js';
import { toldBy } from '#testing/told.js';
import { institutionType } from '../institution.type.js';
import { changeInstitution } from './changing.js';
import { aboveOn, factsOn, heirOn, type Register } from './institution.rules.js';
import type { InstitutionState, InstitutionTraits } from './institution.state.js';
import { completePassing, mergeInstitution, passingDueAt } from './merging.js';
import { factsOfVerified, registerInstitution, verifyInstitution } from './registering.js';

const legalBasis = '한국환경공단법';
const nobody: Register = new Map();

const registered = (code: string, traits: Partial<InstitutionTraits> = {}, day = '2025-08-04') =>
  specification(institutionType, day).given((_, moment) =>
    registerInstitution({ code, name: `기관 ${code}`, type: 'PUBLIC', ...traits }, nobody, moment),
  );
const verified = (code: string, traits?: Partial<InstitutionTraits>) =>
  registered(code, traits).given(verifyInstitution);

const registerOf = (...all: readonly { readonly state: InstitutionState }[]): Register =>
  new Map(all.map(({ state }) => [state.code, state]));

const merging =
  (into: string, from: string, register: Register) => (state: InstitutionState, moment: { today: string }) =>
    mergeInstitution(state, { into, from, legalBasis }, register, moment);

describe('A merger of institutions', () => {
  const [ending, successor] = [verified('A'), verified('B')];
  const register = registerOf(ending, successor);
  const merged = ending.given(merging('B', '2025-10-01', register));

  it('ends an institution on its day: its successor contracts, and nothing of it changes from then on', () => {
    const { state } = merged;
    expect(factsOfVerified(state, '2025-09-30', register).code).toBe('A');
    expect(refusalOf(() => factsOfVerified(state, '2025-10-01', register))).toBe('INSTITUTION_MERGED');
    const named = (from: string) =>
      merged.when((now) => changeInstitution(now, { from, name: '이름', legalBasis }, { register: nobody, newest: 0 }));
    named('2025-09-30').thenEvents('InstitutionChanged');
    named('2025-10-01').thenRefused('INSTITUTION_MERGED');
    expect(heirOn('A', '2025-09-30', registerOf(merged, successor))?.code).toBe('A');
    expect(heirOn('A', '2025-10-01', registerOf(merged, successor))?.code).toBe('B');
  });

  it('is recorded again until its day, and no longer from then on', () => {
    const put = merged.on('2025-09-30').given(merging('B', '2026-01-01', register));
    expect(put.state.merger).toEqual({ into: 'B', from: '2026-01-01', legalBasis });
    merged
      .on('2025-10-01')
      .when(merging('B', '2026-01-01', register))
      .thenRefused('INSTITUTION_MERGED');
  });

  it('may be recorded late, and not for a day before the registration', () => {
    ending.when(merging('B', '2025-08-04', register)).thenEvents('MergerRecorded');
    ending.when(merging('B', '2025-08-03', register)).thenRefused('CHANGE_TOO_EARLY');
  });

  it('is of two verified institutions that are there on the day', () => {
    registered('A')
      .when(merging('B', '2025-10-01', register))
      .thenRefused('INSTITUTION_NOT_VERIFIED');
    ending.when(merging('A', '2025-10-01', register)).thenRefused('MERGER_SUCCESSOR_INVALID');
    ending.when(merging('C', '2025-10-01', register)).thenRefused('MERGER_SUCCESSOR_INVALID');
    ending.when(merging('B', '2025-10-01', registerOf(registered('B')))).thenRefused('MERGER_SUCCESSOR_INVALID');
    const late = registerOf(registered('B', {}, '2025-09-02').given(verifyInstitution));
    ending.when(merging('B', '2025-09-01', late)).thenRefused('MERGER_SUCCESSOR_INVALID');
    ending.when(merging('B', '2025-09-02', late)).thenEvents('MergerRecorded');
  });

  it('leads back to nobody who is part of another one by then', () => {
    const both = registerOf(merged, successor);
    successor.when(merging('A', '2025-10-01', both)).thenRefused('MERGER_SUCCESSOR_INVALID');
    const chain = successor.given(merging('C', '2025-12-01', registerOf(verified('C'))));
    const all = registerOf(merged, chain, verified('C'));
    expect(heirOn('A', '2025-11-30', all)?.code).toBe('B');
    expect(heirOn('A', '2025-12-01', all)?.code).toBe('C');
    const circle = registerOf(
      merged,
      successor.given([{ type: 'MergerRecorded', data: { into: 'A', from: '2025-10-01', legalBasis } }]),
    );
    expect(heirOn('A', '2025-10-01', circle)?.code).toBe('A');
  });

  it('puts those below it below its successor', () => {
    const child = registered('C').given([
      { type: 'InstitutionChanged', data: { from: '2025-08-04', parent: 'A', legalBasis } },
    ]);
    const state = verified('B', { name: '기후에너지환경부', type: 'STATE' });
    const all = registerOf(merged, state, child);
    expect(aboveOn(child.state, '2025-09-30', all).map(({ code }) => code)).toEqual(['A']);
    expect(factsOn(child.state, '2025-10-01', all)?.ministry).toBe('기후에너지환경부');
    const below = child.when((now) =>
      changeInstitution(now, { from: '2025-10-01', parent: 'A', legalBasis }, { register: all, newest: 0 }),
    );
    below.thenRefused('PARENT_UNKNOWN');
  });

  it('passes its contracts on from the first instant of its day, and once more for those that were being planned', () => {
    expect(passingDueAt(ending.state)).toBeUndefined();
    expect(passingDueAt(merged.state)?.toISOString()).toBe('2025-09-30T15:00:00.000Z');
    ending.when(completePassing).thenEvents();
    merged.on('2025-09-30 23:59').when(completePassing).thenEvents();
    const passed = merged.on('2025-10-01 00:00').given(completePassing);
    expect(passed.state.status).toBe('MERGED');
    expect(passingDueAt(passed.state)?.toISOString()).toBe('2025-09-30T15:10:00.000Z');
    passed.on('2025-10-01 00:09').when(completePassing).thenEvents();
    const { state } = passed.on('2025-10-01 00:10').when(completePassing).thenEvents('LateContractsPassed');
    expect([state.status, passingDueAt(state)]).toEqual(['MERGED', undefined]);
  });

  it('is told to both institutions, with its day and what becomes of drafts and budgets', () => {
    const told = toldBy(institutionType, merged, 'MergerRecorded');
    expect(told.map(({ to }) => to)).toEqual(['INSTITUTION@A', 'INSTITUTION@B']);
    expect(told[0]?.text.ko).toContain('기관 A는 2025-10-01부터 기관 B에 통합됩니다');
  });
});
