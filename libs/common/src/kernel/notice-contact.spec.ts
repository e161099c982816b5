import { proves } from '#testing/proves.js';
import { contactOf } from './notice-contact.js';

describe('§2.6: whom a notice names to ask', () => {
  const desk = { unit: '디지털서비스 담당 창구', phone: '02-0000-0000', email: 'desk@example.kr' };
  const named = { name: '김담당', unit: 'NIA', phone: '02-1234-5678', email: 'kim@example.kr' };
  const officer = { sub: 'officer', ...named, hasDeclared: true };

  it('is the responsible officer: name, unit and contact', proves({ '2.6/officer-named': contactOf }), () => {
    expect(contactOf(officer, desk)).toEqual(named);
  });

  it('is the desk before an officer is responsible', proves({ '2.6/officer-named': contactOf }), () => {
    expect(contactOf(undefined, desk)).toEqual(desk);
  });

  it.each([null, ''])('is the unit at the desk once the officer is erased (%j)', (name) => {
    expect(contactOf({ ...officer, name, phone: null, email: null }, desk)).toEqual({ ...desk, unit: 'NIA' });
  });
});
