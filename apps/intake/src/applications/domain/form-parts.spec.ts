import { form } from '../../testing/application-story.js';
import { underReview } from '../../testing/reviewed-application.js';
import { differences, formOf, liesIn, valueAt } from './form-parts.js';

describe('R-14: a part of the form', () => {
  it('lies in itself and in what it is a member of, by whole names', () => {
    expect(liesIn('/service/sla', '/service')).toBe(true);
    expect(liesIn('/service', '/service')).toBe(true);
    expect(liesIn('/service', '/service/sla')).toBe(false);
    expect(liesIn('/services', '/service')).toBe(false);
  });

  it('is found by its pointer (RFC 6901)', () => {
    expect(valueAt(form, '/service/name')).toBe(form.service.name);
    expect(valueAt(form, '/prices/0/code')).toBe(form.prices[0]?.code);
    expect(valueAt(form, '')).toBe(form);
    const odd = { ...form, service: { ...form.service, 'a/b': 1, 'c~d': 2, '~1': 3 } };
    expect(['/service/a~1b', '/service/c~0d', '/service/~01'].map((pointer) => valueAt(odd, pointer))).toEqual([
      1, 2, 3,
    ]);
  });

  it.each(['/prices/7', '/service/name/length', '/constructor', '/service/none/more', '/contact/name/0', '/service/'])(
    'is none at %s',
    (pointer) => expect(valueAt({ ...form, contact: null }, pointer)).toBeUndefined(),
  );

  it('is what an application has of it, and no more', () => {
    const { state } = underReview();
    expect(formOf(state)).toEqual(form);
    const { creditRating: _none, ...unrated } = state;
    expect(formOf(unrated)).not.toHaveProperty('creditRating');
  });
});

describe('What differs between two forms', () => {
  it.each<[string, unknown, unknown, readonly string[]]>([
    ['nothing', { a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] }, []],
    ['a member of a member', { a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, ['/a/c']],
    ['an item of a list', { a: [1, 2] }, { a: [1, 3] }, ['/a/1']],
    ['one item more', { a: [1] }, { a: [1, 2] }, ['/a/1']],
    ['a member that one of them lacks, as a whole', { a: {} }, { a: { b: { c: 1 } } }, ['/a/b']],
    ['the same the other way', { a: { b: { c: 1 } } }, { a: {} }, ['/a/b']],
    ['a list in place of a record', { a: [] }, { a: {} }, ['/a']],
    ['nothing in place of a record', { a: null }, { a: { b: 1 } }, ['/a']],
    ['a record in place of a text', { a: 'x' }, { a: { b: 1 } }, ['/a']],
    ['names that every object has', { a: { constructor: 1 } }, { a: {} }, ['/a/constructor']],
    ['several, in the order of the first', { b: 1, a: 1 }, { a: 2, b: 2, c: 3 }, ['/b', '/a', '/c']],
  ])('is %s', (_, one, other, pointers) => expect(differences(one, other)).toEqual(pointers));
});
