import { dueDayOf } from '#common/kernel/deadline.js';
import { proves } from '#testing/proves.js';
import { checking, submitted, type Act, type Story } from '../../testing/application-story.js';
import { openDeadline } from './application.rules.js';
import { answerCheckExtension, extendCheck } from './extending-check.js';
import { requestSupplement } from './supplementing.js';
import { submitApplication } from './drafting.js';

const extend: Act = (state, moment) => extendCheck(state, { reason: '인증기관에 확인하고 있다.' }, moment);
const answer =
  (consents: boolean): Act =>
  (state, moment) =>
    answerCheckExtension(state, { consents }, moment);
const ask: Act = (state, moment) => requestSupplement(state, { items: [{ subject: 'SLA', reason: '없다.' }] }, moment);
const dueOn = ({ state }: Story): string | undefined => {
  const check = openDeadline(state, 'CHECK');
  return check && dueDayOf(check);
};

describe('R-46: the period of the check', () => {
  it(
    'is extended once by its own length, with the reason',
    proves({ 'R-46': extendCheck, '2.6/processing-extension': extendCheck }),
    () => {
      expect(dueOn(checking)).toBe('2025-08-12');
      const once = checking.given(extend);
      // 08-15 is a holiday.
      expect(dueOn(once)).toBe('2025-08-20');
      expect(once.decided).toMatchObject([{ type: 'CheckExtended', data: { dueOn: '2025-08-20', extension: 1 } }]);
    },
  );

  it(
    'is extended again only with the consent of the applicant',
    proves({ 'R-46': answerCheckExtension, '2.6/processing-extension': answerCheckExtension }),
    () => {
      const asked = checking.given(extend).when(extend).thenEvents('CheckExtensionAsked');
      expect(dueOn(asked)).toBe('2025-08-20');
      asked.when(extend).thenRefused('EXTENSION_ASKED');
      expect(dueOn(asked.given(answer(true)))).toBe('2025-08-27');
      const declined = asked.when(answer(false)).thenEvents('CheckExtensionDeclined');
      expect([dueOn(declined), declined.state.extensionAsked]).toEqual(['2025-08-20', undefined]);
      declined.when(answer(true)).thenRefused('EXTENSION_NOT_ASKED');
    },
  );

  it('is not extended once it is over, nor before or after the check', () => {
    checking.on('2025-08-12 23:59').when(extend).thenEvents('CheckExtended');
    checking.on('2025-08-13 00:00').when(extend).thenRefused('CHECK_OVERDUE');
    submitted.when(extend).thenRefused('APPLICATION_NOT_CHECKING');
    const asked = checking.given(extend, extend);
    asked.on('2025-08-21').when(answer(true)).thenRefused('CHECK_OVERDUE');
  });

  it('is no longer asked for when a supplement stops its clock', () => {
    const stopped = checking.given(extend, extend, ask);
    stopped.when(extend).thenRefused('APPLICATION_NOT_CHECKING');
    stopped.when(answer(true)).thenRefused('EXTENSION_NOT_ASKED');
  });
});

describe('The start of the check', () => {
  it(
    'is due within a business day of the submission, and stays possible when it is late',
    proves({ '11.1/check-started': submitApplication }),
    () => {
      expect(openDeadline(submitted.state, 'CHECK_START')).toMatchObject({
        dueAt: '2025-08-06T15:00:00.000Z',
        basis: 'bd',
        rule: '§11.1',
      });
      expect(openDeadline(checking.state, 'CHECK_START')).toBeUndefined();
    },
  );
});
