import { proves } from '#testing/proves.js';
import {
  declares,
  hears,
  hearsOfAgenda,
  hearsOfAnswer,
  hearsOfClearance,
  hearsOfObjection,
  hearsOfRelease,
  onAgenda,
} from '../testing/review-case.js';
import { isReady } from './case.rules.js';
import { followWithdrawal, requestWithdrawal } from './following.js';
import { concludeSession, followExtension, followObjection } from './objecting.js';

const refused = onAgenda.given(hears('NOT_SELECTED')).on('2025-10-02');
const objected = refused.given(hearsOfObjection());
const before = objected.given(hearsOfAgenda(63));

describe('R-44: an objection to a refusal', () => {
  it(
    'makes the case ready for an agenda, and names until when it is answered and who is barred',
    proves({ '11.5/objection-told': followObjection, 'R-44': followObjection }),
    () => {
      const { state } = refused.when(hearsOfObjection()).thenEvents('ObjectionOpened');
      expect(state).toMatchObject({
        status: 'OBJECTED',
        firstVoters: ['member-1', 'member-2'],
        deadlines: [{ key: 'OBJECTION_ANSWER', dueAt: '2025-10-16T15:00:00.000Z', basis: 'd', rule: 'A-06' }],
      });
      expect(isReady(state)).toBe(true);
    },
  );

  it('is of the refusal that stands, and is heard of once', () => {
    objected.when(hearsOfObjection()).thenEvents();
    refused.when(hearsOfObjection(61)).thenEvents();
    onAgenda.given(hears('SELECTED')).when(hearsOfObjection()).thenEvents();
  });

  it('has the extended period that intake told, for its own objection', () => {
    const extending = (objectionId: string) => (state: typeof objected.state) =>
      followExtension(state, { objectionId, answerDueOn: '2025-10-26' });
    const { objectionId = '' } = objected.state.objection ?? {};
    const { state } = objected.when(extending(objectionId)).thenEvents('ObjectionPeriodExtended');
    expect(state.deadlines).toMatchObject([{ dueAt: '2025-10-26T15:00:00.000Z' }]);
    objected.when(extending('another')).thenEvents();
  });

  it('that is dismissed leaves the refusal; a second one is not heard of', () => {
    const { state } = before.when(hearsOfAnswer('DISMISSED')).thenEvents('ObjectionDismissed');
    expect(state).toMatchObject({ status: 'DECIDED', decision: { outcome: 'NOT_SELECTED', sessionNo: 62 } });
    expect(state.objection).toBeUndefined();
  });

  it(
    'that is upheld opens the case again; the same session may select the service',
    proves({ 'R-44': concludeSession }),
    () => {
      const selected = before
        .when(hearsOfAnswer('UPHELD', 'SELECTED'))
        .thenEvents(
          { type: 'ObjectionUpheld', data: { sessionNo: 63, decidedOn: '2025-10-10' } },
          { type: 'ServiceSelected', data: { sessionNo: 63 } },
          'ReviewResultNotified',
        );
      expect(selected.state).toMatchObject({ status: 'DECIDED', decision: { outcome: 'SELECTED', sessionNo: 63 } });
      selected.when(hearsOfAnswer('UPHELD', 'SELECTED')).thenEvents();
    },
  );

  it('that is upheld without a vote on the service waits for the next agenda, closed to the members of this one', () => {
    const { state } = before
      .given((reviewCase) => [
        {
          type: 'CaseAccessGranted',
          data: {
            caseId: reviewCase.caseId,
            applicationId: reviewCase.applicationId,
            people: ['member-9'],
            as: 'MEMBER',
          },
        },
      ])
      .when(hearsOfAnswer('UPHELD'))
      .thenEvents('ObjectionUpheld', { type: 'CaseAccessRevoked', data: { people: ['member-9'] } });
    expect(state).toMatchObject({ status: 'EXPERT_DONE', firstVoters: ['member-1', 'member-2'] });
    expect(state.decision).toBeUndefined();
    expect(isReady(state)).toBe(true);
  });

  it('refused once more bars those who voted the second time as well', () => {
    const again = before.given(hearsOfAnswer('UPHELD', 'NOT_SELECTED'));
    expect(again.state.firstVoters).toEqual(['member-1', 'member-2', 'member-9']);
    again.when(hearsOfObjection(63)).thenEvents('ObjectionOpened');
  });

  it('waits for another session when its item is carried, and opens no examination', () => {
    expect(before.given(hearsOfRelease(63)).state.status).toBe('OBJECTED');
    before.when(declares('e-1', 'B')).thenRefused('DECLARATIONS_CLOSED');
    before.given(hearsOfClearance('member-9')).when(requestWithdrawal).thenEvents('WithdrawalRefused');
    before.when(followWithdrawal).thenEvents();
  });

  it('is answered before anything is concluded on the service, and members leave once', () => {
    const service = {
      sessionNo: 63,
      decision: 'SELECTED',
      decidedOn: '2025-10-10',
      reasons: [],
      voters: [],
      requests: [],
    } as const;
    before.when((state, moment) => concludeSession(state, { service }, moment)).thenEvents();
    before.when(hearsOfAnswer('DISMISSED', 'SELECTED')).thenEvents('ObjectionDismissed');
    const { caseId, applicationId } = before.state;
    const granted = before.given(() => [
      { type: 'CaseAccessGranted', data: { caseId, applicationId, people: ['member-9'], as: 'MEMBER' } },
    ]);
    granted
      .when(hearsOfAnswer('UPHELD', 'SELECTED'))
      .thenEvents('ObjectionUpheld', 'ServiceSelected', 'ReviewResultNotified', {
        type: 'CaseAccessRevoked',
        data: { people: ['member-9'] },
      });
    granted
      .when(hearsOfAnswer('DISMISSED'))
      .thenEvents('ObjectionDismissed', { type: 'CaseAccessRevoked', data: { people: ['member-9'] } });
    onAgenda.when(hearsOfAnswer('UPHELD')).thenEvents();
    onAgenda.when(hearsOfObjection()).thenEvents();
  });
});
