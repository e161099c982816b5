import { proves } from '#testing/proves.js';
import { checking, officerCalled, submitted } from '../../testing/application-story.js';
import { contactOf } from './naming-officer.js';

describe('§2.6: whom a notice names to ask', () => {
  const { sub: _never, ...named } = officerCalled('officer');
  const desk = checking.moment.policy['notices.desk'];

  it('is the responsible officer: name, unit and contact', proves({ '2.6/officer-named': contactOf }), () => {
    expect(contactOf(checking.state, checking.moment)).toEqual(named);
  });

  it('is the desk before an officer is responsible', proves({ '2.6/officer-named': contactOf }), () => {
    expect(contactOf(submitted.state, submitted.moment)).toEqual(desk);
  });

  it.each([null, ''])('is the unit at the desk once the officer is erased (%j)', (name) => {
    const { state, moment } = checking;
    const officer = { ...officerCalled('officer'), hasDeclared: true, name, phone: null, email: null };
    expect(contactOf({ ...state, officer }, moment)).toEqual({ ...desk, unit: 'NIA' });
  });
});
