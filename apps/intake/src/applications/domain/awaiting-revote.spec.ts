import { hears, reads, refused, underReview } from '../../testing/reviewed-application.js';
import type { Act } from '../../testing/application-story.js';
import { applicationNotices } from '../application.notices.js';
import { applicationType } from '../application.type.js';
import { remediesOf } from './remedies.js';
import { draftsOf } from '#common/aggregates/notices.js';
import { applicationDueAt, isLive } from './application.rules.js';
import { awaitRevote, revoteConfirmed } from './awaiting-revote.js';
import { endSelection } from './ending-selection.js';
import { mayObject } from './objecting.js';

const votesAgain: Act = (state) => awaitRevote(state, { sessionNo: 62 });
const yields: Act = (state) => awaitRevote(state, { sessionNo: 62, yields: true });
const confirms: Act = (state) => revoteConfirmed(state, { sessionNo: 63 });
const ends: Act = (state, moment) => endSelection(state, { on: moment.today, why: 'REVOTE' });
const selected = underReview().on('2025-09-23').given(hears('SELECTED'));
const claims = ({ state }: typeof selected): number => applicationType.claims?.(state).length ?? 0;
const told = ({ history, state, moment }: typeof selected): readonly string[] =>
  history
    .flatMap((event) => draftsOf(applicationNotices, { event, state, moment }))
    .map(({ reason }) => reason)
    .filter((reason) => /REVOTE|NOT_SELECTED/.test(reason));

describe('R-45: an application on which the committee votes again', () => {
  it('has its service until then, and keeps its papers', () => {
    const waiting = refused().when(votesAgain).thenEvents('RevoteAwaited');
    expect([claims(refused()), claims(waiting), isLive(waiting.state)]).toEqual([0, 1, true]);
    expect([applicationDueAt(refused().state) === undefined, applicationDueAt(waiting.state)]).toEqual([
      false,
      undefined,
    ]);
    waiting.when(votesAgain).thenEvents();
  });

  it('is one that was decided, and whose selection has not ended', () => {
    underReview().when(votesAgain).thenEvents();
    selected.given(ends).when(votesAgain).thenEvents();
    underReview().when(confirms).thenEvents();
  });

  it('stays as it is after the same result', () => {
    for (const before of [selected, refused()]) {
      const { status, decision } = before.state;
      const after = before.given(votesAgain, confirms);
      expect(after.state).toMatchObject({ status, decision });
      expect([after.state.revote, claims(after)]).toEqual([undefined, claims(before)]);
    }
    expect(told(selected.given(votesAgain, confirms))).toEqual(['REVOTE_CALLED', 'REVOTE_CONFIRMED']);
  });

  it('is selected when a refusal becomes a selection; no period to object is left', () => {
    const { state } = refused()
      .given(votesAgain)
      .when(hears('SELECTED', 63))
      .thenEvents({ type: 'ApplicationDecided', data: { decision: 'SELECTED', sessionNo: 63 } });
    expect(state).toMatchObject({ status: 'SELECTED', decision: { sessionNo: 63 } });
    expect([state.revote, state.papersKeptUntil, state.objectUntil]).toEqual([undefined, undefined, undefined]);
    // Without a re-vote a refusal stays one.
    refused().when(hears('SELECTED', 63)).thenEvents();
  });

  it('loses a selection that becomes a refusal: it is told that contracts go on, and how to sue, and has nothing to object to', () => {
    const refusal = reads({ decision: 'NOT_SELECTED', sessionNo: 63 });
    for (const both of [selected.given(votesAgain, ends, refusal), selected.given(votesAgain, refusal, ends)]) {
      expect(both.state).toMatchObject({ status: 'SELECTED', selectionEnd: { why: 'REVOTE' } });
      expect([both.state.revote, both.state.objectUntil, claims(both)]).toEqual([undefined, undefined, 0]);
      expect(mayObject(both.state, both.moment.at)).toBe(false);
      expect(remediesOf(both.state, both.moment.at)).toMatchObject([{ code: 'SUIT_AFTER_CANCELLATION' }]);
      expect(told(both)).toEqual(['REVOTE_CALLED', 'SELECTION_ENDED_BY_REVOTE']);
    }
    const [notice] = draftsOf(applicationNotices, {
      event: selected.given(ends).history.at(-1) as never,
      state: selected.state,
      moment: selected.moment,
    });
    expect([notice?.text.ko, notice?.text.en]).toEqual([
      expect.stringMatching(/진행 중인 계약은 그대로 이행/),
      expect.stringMatching(/running contracts go on/),
    ]);
  });

  it('does not take the service from a later application that has it', () => {
    const waiting = refused().given(yields);
    expect([claims(waiting), claims(waiting.given(hears('SELECTED', 63)))]).toEqual([0, 0]);
    expect(waiting.given(hears('SELECTED', 63)).state).toMatchObject({ status: 'SELECTED', yields: true });
  });
});
