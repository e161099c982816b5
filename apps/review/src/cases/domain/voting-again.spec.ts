import { proves } from '#testing/proves.js';
import {
  asksToCancel,
  decidesCancellation,
  EXAMINERS,
  examined,
  hears,
  hearsOfAgenda,
  hearsOfAnswer,
  hearsOfConflict,
  hearsOfObjection,
  hearsOfRelease,
  hearsOfRevote,
  hearsSupplier,
  onAgenda,
} from '../testing/review-case.js';
import { isReady, phaseOf } from './case.rules.js';
import { followWithdrawal, requestWithdrawal } from './following.js';
import { concludeRevote } from './voting-again.js';

const selected = onAgenda.given(hears('SELECTED')).on('2025-10-02');
const refused = onAgenda.given(hears('NOT_SELECTED')).on('2025-10-02');
const called = { type: 'RevoteCalled', data: { sessionNo: 62 } } as const;

describe('R-45: a decision that is voted on again', () => {
  it('stands until then, and waits for an agenda; the member in conflict has no part in it', () => {
    const { state } = selected.when(hearsOfConflict()).thenEvents(called);
    expect(state).toMatchObject({
      status: 'REVOTE',
      decision: { outcome: 'SELECTED', sessionNo: 62 },
      revote: { sessionNo: 62, excluded: [{ memberId: 'member-1', ground: 'B' }] },
      recused: ['member-1'],
    });
    expect([isReady(state), phaseOf(state)]).toEqual([true, undefined]);
  });

  it('is that of the session that voted, and of no other', () => {
    selected.when(hearsOfConflict('member-1', 61)).thenEvents();
    examined.given(requestWithdrawal).when(hearsOfConflict()).thenEvents();
  });

  it('is published first when the conflict is found before', () => {
    const noted = onAgenda.when(hearsOfConflict()).thenEvents('RevoteNoted');
    expect(noted.state.status).toBe('ON_AGENDA');
    const { state } = noted
      .when(hears('NOT_SELECTED'))
      .thenEvents('ServiceNotSelected', 'ReviewResultNotified', { type: 'CaseAccessRevoked' }, called);
    expect(state).toMatchObject({ status: 'REVOTE', revote: { sessionNo: 62 } });
    expect(state.revoteNoted).toBeUndefined();
    noted.given(hearsOfRelease()).when(hears('DEFERRED', 63)).thenEvents('ReviewDeferred', 'ReviewResultNotified');
  });

  it('names all conflicts of it that are known by then', () => {
    const { state } = selected.given(hearsOfConflict('member-1'), hearsOfConflict('member-2'));
    expect(state.recused).toEqual(['member-1', 'member-2']);
    expect(state.revote?.excluded).toMatchObject([{ memberId: 'member-2' }]);
  });

  const selectedAgain = selected.given(hearsOfConflict(), hearsOfAgenda(63));
  const refusedAgain = refused.given(hearsOfConflict(), hearsOfAgenda(63));

  it('is carried to another agenda like every item', () => {
    expect(selectedAgain.given(hearsOfRelease(63)).state.status).toBe('REVOTE');
  });

  it('with the same result is recorded, and nothing else changes', () => {
    const { state } = selectedAgain
      .when(hearsOfRevote('SELECTED'))
      .thenEvents({ type: 'RevoteConfirmed', data: { sessionNo: 63, decidedOn: '2025-10-10' } });
    expect(state).toMatchObject({
      status: 'DECIDED',
      decision: { outcome: 'SELECTED', sessionNo: 62, confirmedIn: 63 },
    });
    expect([state.revote, state.firstVoters]).toEqual([undefined, undefined]);
    expect(refusedAgain.given(hearsOfRevote('NOT_SELECTED')).state.firstVoters).toEqual([
      'member-1',
      'member-2',
      'member-8',
      'member-9',
    ]);
  });

  it('is heard of once, and voted on a third time when the second vote had a conflict too', () => {
    const confirmed = selectedAgain.given(hearsOfRevote('SELECTED'));
    confirmed.when(hearsOfRevote('SELECTED')).thenEvents();
    const again = confirmed.when(hearsOfConflict('member-8', 63)).thenEvents('RevoteCalled');
    expect(again.state.status).toBe('REVOTE');
  });

  it(
    'that becomes a refusal cancels the selection without fraud and without a hearing',
    proves({ 'R-45': concludeRevote }),
    () => {
      const { state, history } = selectedAgain.when(hearsOfRevote('NOT_SELECTED')).thenEvents(
        {
          type: 'SelectionCancelled',
          data: { sessionNo: 62, causes: ['REVOTE'], fraud: false, cancelledOn: '2025-10-02' },
        },
        { type: 'ReviewResultNotified', data: { decision: 'NOT_SELECTED', sessionNo: 63, reasons: ['사유'] } },
      );
      expect(state).toMatchObject({ status: 'CANCELLED', decision: { outcome: 'NOT_SELECTED', sessionNo: 63 } });
      expect(JSON.stringify(history.find(({ type }) => type === 'SelectionCancelled')?.data)).not.toContain('사유');
    },
  );

  it('that becomes a selection selects the service', proves({ 'R-45': concludeRevote }), () => {
    const { state } = refusedAgain
      .when(hearsOfRevote('SELECTED'))
      .thenEvents({ type: 'ServiceSelected', data: { sessionNo: 63 } }, 'ReviewResultNotified');
    expect(state).toMatchObject({ status: 'DECIDED', decision: { outcome: 'SELECTED', sessionNo: 63 } });
  });

  it('has nothing to withdraw, and is not withdrawn', () => {
    refusedAgain.when(requestWithdrawal).thenEvents('WithdrawalRefused');
    refusedAgain.when(followWithdrawal).thenEvents();
  });
});

describe('R-45: a re-vote and an objection to the same refusal', () => {
  it('the objection goes first: upheld, nothing is left to vote on again; dismissed, the re-vote follows', () => {
    const both = refused.given(hearsOfConflict(), hearsOfObjection());
    expect(both.state).toMatchObject({ status: 'OBJECTED', revote: { sessionNo: 62 } });
    const before = both.given(hearsOfAgenda(63));
    expect(before.given(hearsOfAnswer('UPHELD')).state.revote).toBeUndefined();
    expect(before.given(hearsOfAnswer('DISMISSED')).state).toMatchObject({
      status: 'REVOTE',
      revote: { sessionNo: 62 },
    });
  });

  it('a re-vote that is on an agenda goes first: it upholds the objection, or the objection follows', () => {
    const before = refused.given(hearsOfConflict(), hearsOfAgenda(63), hearsOfObjection());
    expect(before.state.status).toBe('ON_AGENDA');
    before.when(hearsOfRevote('SELECTED')).thenEvents('ObjectionUpheld', 'ServiceSelected', 'ReviewResultNotified');
    const { state } = before.when(hearsOfRevote('NOT_SELECTED')).thenEvents('RevoteConfirmed');
    expect(state).toMatchObject({ status: 'OBJECTED', deadlines: [{ key: 'OBJECTION_ANSWER' }] });
  });
});

describe('R-45: a re-vote and the cancellation of the same selection', () => {
  const heard = selected.given(asksToCancel()).on('2025-11-03').given(hearsSupplier);

  it('may both be waited for; on an agenda the committee decides first', () => {
    const waiting = heard.given(hearsOfConflict());
    const { state } = waiting.when(decidesCancellation('CANCELLED')).thenEvents('SelectionCancelled');
    expect([state.status, state.revote]).toEqual(['CANCELLED', undefined]);
    waiting.given(hearsOfAgenda(63)).when(decidesCancellation('CANCELLED')).thenRefused('SELECTION_NOT_IN_FORCE');
  });

  it('a selection that was cancelled is not voted on again, and one that was refused needs no hearing', () => {
    heard.given(decidesCancellation('CANCELLED')).when(hearsOfConflict()).thenEvents();
    const { state } = heard.given(hearsOfConflict(), hearsOfAgenda(63), hearsOfRevote('NOT_SELECTED'));
    expect(state.cancellation?.decided).toMatchObject({ decision: 'CANCELLED', grounds: [], number: '제2호' });
    expect(EXAMINERS.some((examiner) => state.access.some(({ person }) => person === examiner))).toBe(false);
  });
});
