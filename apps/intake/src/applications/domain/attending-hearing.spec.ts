import { hears, refused, underReview } from '../../testing/reviewed-application.js';
import type { Act } from '../../testing/application-story.js';
import { announceHearing, hearingDeadlines, upholdSelection } from './attending-hearing.js';
import { endSelection } from './ending-selection.js';
import { standingOf } from './standing.js';

const notice = { on: '2026-02-02', time: '14:00', place: '세종', noticedOn: '2026-01-12', grounds: ['SANCTION'] };
const announces =
  (change: Partial<typeof notice> = {}): Act =>
  (state) =>
    announceHearing(state, { ...notice, ...change });
const keeps =
  (keptOn: string): Act =>
  (state) =>
    upholdSelection(state, { keptOn });
const cancels: Act = (state, moment) => endSelection(state, { on: moment.today, why: 'SELECTION_CANCELLED' });
const selected = underReview().on('2025-09-23').given(hears('SELECTED')).on('2026-01-12');
const step = ({ state, moment }: typeof selected): string => standingOf(state, moment.at).nextStep;

describe('A-14: a supplier whose selection may be cancelled', () => {
  const announced = selected.given(announces());

  it('sees when and where it is heard, and then that the ministry decides', () => {
    expect(announced.state.hearing).toEqual(notice);
    expect([step(announced), step(announced.on('2026-02-02 14:00'))]).toEqual([
      'ATTEND_HEARING',
      'DECIDE_CANCELLATION',
    ]);
    const due = (story: typeof announced) => hearingDeadlines(story.state, story.moment.at);
    expect(due(announced)).toMatchObject([{ key: 'HEARING', dueAt: '2026-02-02T05:00:00.000Z', rule: 'A-14' }]);
    expect([due(announced.on('2026-02-02 14:00')), due(selected)]).toEqual([[], []]);
  });

  it('is heard on the day that was announced last, whatever comes late', () => {
    const anew = announced.given(announces({ on: '2026-02-20', noticedOn: '2026-01-20' }));
    expect(anew.state.hearing).toMatchObject({ on: '2026-02-20' });
    anew.when(announces()).thenEvents();
  });

  it('has its selection as before when the ministry keeps it', () => {
    const kept = announced.when(keeps('2026-02-13')).thenEvents('SelectionUpheld');
    expect([kept.state.hearing, step(kept)]).toEqual([undefined, 'LIST']);
    kept.when(keeps('2026-02-13')).thenEvents();
    // Of the one before.
    announced.when(keeps('2026-01-11')).thenEvents();
  });

  it('has no hearing once the selection is cancelled', () => {
    const ended = announced.given(cancels);
    expect([ended.state.hearing, step(ended)]).toEqual([undefined, 'APPLY_AGAIN']);
    ended.when(announces()).thenEvents();
  });

  it('may learn of the hearing before the selection: the events are on two topics', () => {
    const early = underReview().given(announces(), hears('SELECTED'));
    expect(step(early.on('2026-01-13'))).toBe('ATTEND_HEARING');
    expect(refused().given(announces()).state.status).toBe('NOT_SELECTED');
  });
});
