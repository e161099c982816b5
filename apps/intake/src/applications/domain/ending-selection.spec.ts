import { proves } from '#testing/proves.js';
import type { Act } from '../../testing/application-story.js';
import { hears, refused, underReview } from '../../testing/reviewed-application.js';
import { applicationType } from '../application.type.js';
import { SELECTION_ENDS, type SelectionEnd } from './application.state.js';
import { endSelection } from './ending-selection.js';

const ends =
  (why: SelectionEnd['why']): Act =>
  (state, moment) =>
    endSelection(state, { on: moment.today, why });
const selected = underReview().on('2025-09-23').given(hears('SELECTED'));
const claims = (one: typeof selected): number => applicationType.claims?.(one.state).length ?? 0;

describe('R-16, F-04: the claim on a service', () => {
  it.each(SELECTION_ENDS)(
    'is freed by %s',
    proves({ '11.5/listings-free-service': endSelection, 'R-16': endSelection }),
    (why) => {
      expect(claims(selected)).toBe(1);
      const ended = selected.on('2028-09-20').when(ends(why)).thenEvents('SelectionEnded');
      expect(ended.state).toMatchObject({ status: 'SELECTED', selectionEnd: { on: '2028-09-20', why } });
      expect(claims(ended)).toBe(0);
    },
  );

  it('is freed by the end that came first, and by an end that came before the selection was heard of', () => {
    selected.given(ends('LISTING_EXPIRED')).when(ends('SELECTION_CANCELLED')).thenEvents();
    const early = underReview().given(ends('SELECTION_CANCELLED'));
    expect([claims(early), claims(early.given(hears('SELECTED')))]).toEqual([1, 0]);
  });

  it('A-14: is freed once more by a cancellation that says its grounds, and by no other later end', () => {
    const grounds = { on: '2025-09-23', why: 'SELECTION_CANCELLED', causes: ['SERVICE_ENDED'], fraud: false } as const;
    const revote = { ...grounds, why: 'REVOTE', causes: ['REVOTE'] } as const;
    for (const told of [grounds, revote]) {
      for (const early of [selected, underReview().on('2025-09-23')]) {
        const ended = early.given(ends('SELECTION_CANCELLED')).when((state) => endSelection(state, told));
        expect(ended.thenEvents('SelectionEnded').state.selectionEnd).toEqual(told);
      }
      const complete = selected.given((state) => endSelection(state, told));
      complete.when(ends('SELECTION_CANCELLED')).thenEvents();
      complete.when((state) => endSelection(state, { ...grounds, causes: ['CERTIFICATE_ENDED'] })).thenEvents();
      selected
        .given(ends('LISTING_EXPIRED'))
        .when((state) => endSelection(state, told))
        .thenEvents();
    }
  });

  it('is not held by an application that ended without selection', () => {
    expect(claims(refused())).toBe(0);
    refused().when(ends('LISTING_EXPIRED')).thenEvents();
  });
});
