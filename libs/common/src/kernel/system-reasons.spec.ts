import { proves } from '#testing/proves.js';
import { systemActor, type Actor } from './actor.js';
import { reasonText, SYSTEM_REASON_CODES, SYSTEM_REASONS, whyOf, withText } from './system-reasons.js';

const person: Actor = { kind: 'person', sub: 'officer-1', roles: ['NIA_OPERATOR'] };

describe('R-33: reasons that the system gives', () => {
  it.each(SYSTEM_REASON_CODES)('%s has a text in Korean and in English', (code) => {
    const { ko, en } = SYSTEM_REASONS[code];
    expect(code).toMatch(/^[A-Z][A-Z_]*$/);
    expect(ko).toMatch(/[가-힣]/);
    expect(en).not.toMatch(/[가-힣]/);
    expect(reasonText(code)).toEqual({ ko, en });
  });

  it('are kept as codes, and told with their texts', proves({ 'R-33': whyOf }), () => {
    const why = whyOf({ actor: systemActor('timers'), reason: 'NOTHING_DONE' });
    expect(why).toEqual({ code: 'NOTHING_DONE' });
    expect(withText(why)).toEqual({ code: 'NOTHING_DONE', text: SYSTEM_REASONS.NOTHING_DONE });
  });

  it('are never those of a person, whatever they type', () => {
    expect(whyOf({ actor: person, reason: 'NOTHING_DONE' })).toEqual({ reason: 'NOTHING_DONE' });
    expect(withText({ reason: '해지' })).toEqual({ reason: '해지' });
    expect(whyOf({ actor: systemActor('spec'), reason: 'toString' })).toEqual({ reason: 'toString' });
    expect(reasonText('constructor')).toBeUndefined();
  });

  it('may be gone, with what was erased', () => {
    expect(withText({})).toEqual({});
  });
});
