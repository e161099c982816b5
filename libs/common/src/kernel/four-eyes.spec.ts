import { refusalOf } from '#testing/specification.js';
import { ensureWorkOfOthers } from './four-eyes.js';

describe('Four eyes', () => {
  it('refuse a person whose own work it is, among others as well', () => {
    const decides = (by: string) => refusalOf(() => ensureWorkOfOthers(by, ['kim', undefined, 'lee'], 'The minutes'));
    expect(['kim', 'lee', 'choi', ''].map(decides)).toEqual([
      'OWN_WORK',
      'OWN_WORK',
      'nothing refused',
      'nothing refused',
    ]);
  });
});
