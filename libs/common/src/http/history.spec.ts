import type { StoredEvent } from '../events/stored-event.js';
import { systemActor, type Actor } from '../kernel/actor.js';
import { SYSTEM_REASONS } from '../kernel/system-reasons.js';
import { historyView } from './history.js';

const person: Actor = { kind: 'person', sub: 'officer-1', roles: ['NIA_OPERATOR'] };
const stored = (change: Partial<StoredEvent>): StoredEvent => ({
  id: 'e-1',
  type: 'ApplicationReturned',
  at: new Date('2026-03-02T00:00:00.000Z'),
  actor: systemActor('applications.timers'),
  data: {},
  correlationId: 'c-1',
  causationId: 'c-1',
  traceparent: '00-1-1-01',
  version: 1,
  hash: 'h',
  ...change,
});
const shown = (change: Partial<StoredEvent>) => historyView([stored(change)]).items[0];

describe('R-33: reasons in a history', () => {
  it('those of the system are codes with texts in both languages', () => {
    expect(shown({ reason: 'SUPPLEMENT_OVERDUE' })).toMatchObject({
      reason: 'SUPPLEMENT_OVERDUE',
      reasonText: SYSTEM_REASONS.SUPPLEMENT_OVERDUE,
    });
  });

  it('those of a person stay as they were typed', () => {
    expect(shown({ actor: person, reason: 'SUPPLEMENT_OVERDUE' })).not.toHaveProperty('reasonText');
    expect(shown({ actor: person, reason: '기한을 두 번 넘겼다' })).toMatchObject({ reason: '기한을 두 번 넘겼다' });
  });

  it('an erasure that a person started has the reason of the system', () => {
    const erased = shown({ type: 'PersonalDataErased', actor: person, reason: 'ERASED_BY_SUPPLIER' });
    expect(erased).toMatchObject({ reasonText: SYSTEM_REASONS.ERASED_BY_SUPPLIER });
    const asked = shown({ type: 'PersonalDataErased', actor: person, reason: 'asked for by letter 7' });
    expect(asked).not.toHaveProperty('reasonText');
  });
});
