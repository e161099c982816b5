import type { StoredEvent } from '#common/events/stored-event.js';
import { shownTo } from './session.history.js';
import { caseNo, noticed, opened, voted, votingOn } from './testing/session.steps.js';

describe('S20: the history of a session', () => {
  const one = caseNo(1);
  const session = voted(votingOn(opened(noticed(one, caseNo(2)), 14, ['member-5']), 1), 1, [2, 'YES']);
  const about = (item: number, more: object = {}) => ({ type: 'ItemTold', data: { item, ...more } }) as never;
  const shows = (reader: { readonly sub: string; readonly org?: string }, event: StoredEvent) =>
    shownTo(session.state, reader)(event);

  it('tells a member recused on an item nothing of it but what they did themselves', () => {
    expect(shows({ sub: 'member-5' }, about(1))).toBe(false);
    expect(shows({ sub: 'member-5' }, about(1, { memberId: 'member-5' }))).toBe(true);
    expect(shows({ sub: 'member-5' }, about(2))).toBe(true);
    expect(shows({ sub: 'member-2' }, about(1))).toBe(true);
  });

  it('S9: nor a member whose token names the applicant as their organisation', () => {
    const linked = { sub: 'member-2', org: one.supplier };
    expect([shows(linked, about(1)), shows(linked, about(2))]).toEqual([false, true]);
    expect(shows({ ...linked, org: '9999999999' }, about(1))).toBe(true);
  });
});
