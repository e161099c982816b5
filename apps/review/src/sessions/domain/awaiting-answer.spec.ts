import { proves } from '#testing/proves.js';
import { planned } from '../testing/session.steps.js';
import { ensureAnswered } from './awaiting-answer.js';

describe('R-11: a deferred case', () => {
  it(
    'goes on an agenda that freezes after the answer, or after the day by which it was due',
    proves({ 'R-11': ensureAnswered }),
    () => {
      const adding = (until?: string) =>
        planned.when((session, moment) => {
          ensureAnswered(session, until, moment);
          return [];
        });
      // Frozen on 17 September at 18:00.
      adding('2025-09-17').thenRefused('DEFERRAL_UNANSWERED');
      adding('2025-09-16').thenEvents();
      adding().thenEvents();
    },
  );
});
