import {
  asksToCancel,
  decidesCancellation,
  hears,
  hearsSupplier,
  onAgenda,
  submission,
} from '../testing/review-case.js';
import { cancelSelection, noticeHearing, recordHearing } from './cancelling.js';

const selected = onAgenda.given(hears('SELECTED')).on('2026-01-05');
const asked = selected.given(asksToCancel(['FRAUD', 'SANCTION']));
const heard = asked.on('2026-02-04 14:00').given(hearsSupplier);

describe('A-14: the cancellation of a selection', () => {
  it('is announced to the supplier ten clear days ahead, with its grounds', () => {
    selected.when(asksToCancel(['FRAUD'], 10)).thenRefused('HEARING_TOO_EARLY');
    const { state } = selected
      .when(asksToCancel(['FRAUD'], 11))
      .thenEvents({ type: 'HearingNoticed', reason: '허위 서류' });
    expect(state).toMatchObject({
      status: 'DECIDED',
      cancellation: { grounds: ['FRAUD'], hearing: { on: '2026-01-16' } },
      deadlines: [{ key: 'HEARING', dueAt: '2026-01-16T05:00:00.000Z' }],
    });
  });

  it('is of a selection in force', () => {
    onAgenda.when(asksToCancel()).thenRefused('SELECTION_NOT_IN_FORCE');
    onAgenda.given(hears('NOT_SELECTED')).when(asksToCancel()).thenRefused('SELECTION_NOT_IN_FORCE');
    const cancelled = heard.given(decidesCancellation('CANCELLED'));
    cancelled.when(asksToCancel()).thenRefused('SELECTION_NOT_IN_FORCE');
  });

  it('is decided after the hearing, and never before', () => {
    selected.when(hearsSupplier).thenRefused('CANCELLATION_NOT_ASKED');
    selected.when(decidesCancellation('CANCELLED')).thenRefused('CANCELLATION_NOT_ASKED');
    asked.on('2026-02-04 13:59').when(hearsSupplier).thenRefused('HEARING_TO_COME');
    asked.on('2026-02-10').when(decidesCancellation('CANCELLED')).thenRefused('HEARING_NOT_HELD');
    const anew = heard.given(asksToCancel(['FRAUD']));
    anew.when(decidesCancellation('CANCELLED')).thenRefused('HEARING_NOT_HELD');
  });

  it('is told with its proven grounds; by fraud is said, since a bar follows', () => {
    const { state } = heard.when(decidesCancellation('CANCELLED')).thenEvents({
      type: 'SelectionCancelled',
      data: { sessionNo: 62, cancelledOn: '2026-02-04', causes: ['FRAUD'], fraud: true },
    });
    expect(state).toMatchObject({ status: 'CANCELLED', cancellation: { decided: { decision: 'CANCELLED' } } });
    heard
      .when(decidesCancellation('CANCELLED', ['SANCTION']))
      .thenEvents({ type: 'SelectionCancelled', data: { causes: ['SANCTION'], fraud: false } });
  });

  it('is mandatory when fraud is proven, and needs a ground that was heard', () => {
    heard.when(decidesCancellation('KEPT')).thenRefused('CANCELLATION_MANDATORY');
    heard.when(decidesCancellation('CANCELLED', [])).thenRefused('GROUNDS_MISSING');
    heard.when(decidesCancellation('CANCELLED', ['SERVICE_ENDED'])).thenRefused('GROUND_NOT_HEARD');
    const kept = heard.when(decidesCancellation('KEPT', [])).thenEvents('SelectionKept');
    expect(kept.state.status).toBe('DECIDED');
    kept.when(decidesCancellation('CANCELLED')).thenRefused('CANCELLATION_NOT_ASKED');
    kept.when(asksToCancel()).thenEvents('HearingNoticed');
  });

  it('is not decided by who asked for it or recorded the hearing, whatever roles they hold', () => {
    const { actor } = heard.history.at(-1) ?? {};
    heard.when(decidesCancellation('CANCELLED', ['FRAUD'], actor?.sub)).thenRefused('OWN_WORK');
  });

  it('is closed to the people of the applicant', () => {
    const by = { sub: 'official', org: submission.supplier.businessNumber };
    const notice = { by, grounds: ['FRAUD'], on: '2026-03-01', time: '14:00', place: '세종', reason: '사유' } as const;
    selected.when((state, moment) => noticeHearing(state, notice, moment)).thenRefused('MEMBER_EXCLUDED');
    const act = { by, decision: 'KEPT', grounds: [], number: '제1호', reason: '사유' } as const;
    heard.when((state, moment) => cancelSelection(state, act, moment)).thenRefused('MEMBER_EXCLUDED');
  });

  it('has its hearing recorded by a secretary who is not of the applicant, whether the supplier came or not', () => {
    const record = { by: { sub: 'secretary' }, attended: false, record: '불출석' };
    const { state } = asked
      .on('2026-02-04 14:00')
      .when((reviewCase, moment) => recordHearing(reviewCase, record, moment))
      .thenEvents({ type: 'HearingHeld', data: { on: '2026-02-04', attended: false }, details: { record: '불출석' } });
    expect(state.cancellation?.held).toEqual({ on: '2026-02-04', attended: false, record: '불출석' });
    expect(state.deadlines).toEqual([]);
    const by = { sub: 'secretary', org: submission.supplier.businessNumber };
    asked
      .on('2026-02-04 14:00')
      .when((reviewCase, moment) => recordHearing(reviewCase, { ...record, by }, moment))
      .thenRefused('MEMBER_EXCLUDED');
  });

  it('keeps its hearing, its deadline and its act on record', () => {
    expect(asked.state.cancellation).toMatchObject({
      grounds: ['FRAUD', 'SANCTION'],
      reason: '허위 서류',
      hearing: { on: '2026-02-04', time: '14:00', place: '세종', noticedOn: '2026-01-05' },
    });
    expect(asked.state.deadlines).toEqual([
      { key: 'HEARING', dueAt: '2026-02-04T05:00:00.000Z', basis: 'd', rule: 'A-14' },
    ]);
    const kept = heard.given(decidesCancellation('KEPT', ['SANCTION']));
    expect(kept.state.cancellation?.decided).toEqual({
      decision: 'KEPT',
      on: '2026-02-04',
      grounds: ['SANCTION'],
      number: '제1호',
      reason: '청문 결과',
    });
    const cancelled = heard.given(decidesCancellation('CANCELLED', ['SANCTION']));
    expect(cancelled.state.cancellation?.decided).toMatchObject({
      decision: 'CANCELLED',
      on: '2026-02-04',
      grounds: ['SANCTION'],
      number: '제1호',
      reason: '청문 결과',
    });
    // Announced anew after a decision, it is the work of others.
    const anew = kept.given(asksToCancel(['FRAUD']));
    expect(anew.state.cancellation?.authors).toHaveLength(1);
    expect(asked.given(asksToCancel(['FRAUD'])).state.cancellation?.authors).toHaveLength(2);
  });
});
