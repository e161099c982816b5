import { endOfDay } from '#common/kernel/day.js';
import { proves } from '#testing/proves.js';
import { waitsIn } from '#testing/told.js';
import { caseType } from '../case.type.js';
import {
  asksToCancel,
  decidesCancellation,
  hears,
  hearsOfAgenda,
  hearsOfConflict,
  hearsOfRevote,
  hearsSupplier,
  onAgenda,
} from '../testing/review-case.js';
import {
  ensureNotCured,
  followSuspension,
  followSuspensionEnd,
  lastedSuspension,
  suspensionDueAt,
} from './following-suspensions.js';

const selected = onAgenda.given(hears('SELECTED')).on('2026-01-05');
const suspended = selected.given((state, moment) =>
  followSuspension(state, { since: '2026-01-05', cause: 'CERTIFICATE_ENDED' }, moment),
);
/** Ninety days without a cure. */
const lasted = suspended.on('2026-04-06').given(lastedSuspension);
const NOT_CURED = ['SUSPENSION_NOT_CURED'] as const;
const duties = (spec: typeof lasted) => waitsIn(caseType, spec).filter((duty) => duty.startsWith('CANCEL_AFTER'));

describe('§11.3: a listing that stays suspended', () => {
  it(
    'is put before the secretary after ninety days, and not before',
    proves({ '4.7/ninety-days': lastedSuspension }),
    () => {
      expect(suspended.state.suspension).toEqual({
        since: '2026-01-05',
        cause: 'CERTIFICATE_ENDED',
        curableUntil: '2026-04-05',
      });
      expect(suspensionDueAt(suspended.state)).toEqual(endOfDay('2026-04-05'));
      suspended.on('2026-04-05').when(lastedSuspension).thenEvents();
      const { state } = suspended
        .on('2026-04-06')
        .when(lastedSuspension)
        .thenEvents({ type: 'SuspensionLasted', data: { since: '2026-01-05' } });
      expect(state.suspension?.lasted).toBe(true);
      expect(suspensionDueAt(state)).toBeUndefined();
      expect(duties(suspended)).toEqual([]);
      expect(duties(lasted)).toEqual(['CANCEL_AFTER_SUSPENSION role:SECRETARY –']);
      lasted.when(lastedSuspension).thenEvents();
    },
  );

  it('is noted once, of a selection in force alone', () => {
    const again = (state: typeof suspended.state, moment: typeof suspended.moment) =>
      followSuspension(state, { since: '2026-01-05', cause: 'OTHER' }, moment);
    suspended.when(again).thenEvents();
    onAgenda.when(again).thenEvents();
    onAgenda.given(hears('NOT_SELECTED')).when(again).thenEvents();
  });

  it('asks for nothing once it was resumed or has ended', () => {
    for (const spec of [suspended, lasted]) {
      const { state } = spec.when(followSuspensionEnd).thenEvents('SuspensionOver');
      expect(state.suspension).toBeUndefined();
      expect(suspensionDueAt(state)).toBeUndefined();
    }
    selected.when(followSuspensionEnd).thenEvents();
    expect(duties(lasted.given(followSuspensionEnd))).toEqual([]);
  });

  it('is a ground to cancel after the ninety days alone', proves({ '11.3/suspension-ground': ensureNotCured }), () => {
    selected.when(asksToCancel(NOT_CURED)).thenRefused('SUSPENSION_NOT_LASTED');
    suspended.on('2026-04-05').when(asksToCancel(NOT_CURED)).thenRefused('SUSPENSION_NOT_LASTED');
    suspended.on('2026-04-06').when(asksToCancel(NOT_CURED)).thenEvents('HearingNoticed');
    suspended.when(asksToCancel(['SANCTION'])).thenEvents('HearingNoticed');
    expect(() => ensureNotCured(selected.state, NOT_CURED, selected.moment)).toThrow('is not suspended');
    expect(() => ensureNotCured(suspended.state, NOT_CURED, suspended.moment)).toThrow('until 2026-04-05');
  });

  it('is no longer a ground when it was cured before the decision', () => {
    const heard = lasted.given(asksToCancel(NOT_CURED)).on('2026-05-06 14:00').given(hearsSupplier);
    heard.when(decidesCancellation('CANCELLED', NOT_CURED)).thenEvents('SelectionCancelled');
    const cured = heard.given(followSuspensionEnd);
    cured.when(decidesCancellation('CANCELLED', NOT_CURED)).thenRefused('SUSPENSION_NOT_LASTED');
    cured.when(decidesCancellation('KEPT', [])).thenEvents('SelectionKept');
  });

  it('waits for no hearing while the committee votes again, and waits once it has selected again', () => {
    const called = lasted.given(hearsOfConflict());
    expect(duties(called)).toEqual(['CANCEL_AFTER_SUSPENSION role:SECRETARY –']);
    const again = called.given(hearsOfAgenda(63));
    expect(duties(again)).toEqual([]);
    again.when(asksToCancel(NOT_CURED)).thenRefused('SELECTION_NOT_IN_FORCE');
    expect(duties(again.given(hearsOfRevote('SELECTED')))).toEqual(['CANCEL_AFTER_SUSPENSION role:SECRETARY –']);
  });

  it('waits for no second hearing while one is announced, nor after it was decided', () => {
    const asked = lasted.given(asksToCancel(NOT_CURED));
    expect(duties(asked)).toEqual([]);
    const heard = asked.on('2026-05-06 14:00').given(hearsSupplier);
    expect(duties(heard.given(decidesCancellation('KEPT', [])))).toEqual([]);
    expect(duties(heard.given(decidesCancellation('CANCELLED', NOT_CURED)))).toEqual([]);
    const before = suspended
      .given(asksToCancel(['SANCTION']))
      .on('2026-02-04 14:00')
      .given(hearsSupplier);
    const kept = before.given(decidesCancellation('KEPT', [])).on('2026-04-06').given(lastedSuspension);
    expect(duties(kept)).toEqual(['CANCEL_AFTER_SUSPENSION role:SECRETARY –']);
  });
});
