import { newId } from '#common/kernel/ids.js';
import type { Thing } from './matrix.js';

// No letter is of this type, so none is settled.
const settlement = { type: 'NoSuchEvent', reason: 'Asked in vain' };

/** How the operations are called that every service has. */
export const COMMON_CALLS = {
  redriveDeadLetters: { body: settlement, letIn: [409] },
  discardDeadLetters: { body: settlement, letIn: [409] },
  // Each caller has an entry of their own, and none has entered it before.
  enterAddress: { body: { email: 'someone@example.kr', language: 'ko', delivery: 'EACH' }, letIn: [200, 412] },
  getAddress: { letIn: [200, 404] },
  removeAddress: { letIn: [404, 412] },
} as const;

/** A dead letter that is not there: the role alone decides. */
export const noDeadLetter = <F>(facts: F): Thing<F> => ({
  name: 'no dead letter',
  on: 'dead letter',
  at: { id: newId() },
  facts,
  isAbsent: true,
});
