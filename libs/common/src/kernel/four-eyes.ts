import { ensure, Refusal } from './errors.js';

/**
 * Four eyes: nobody approves their own work, whatever roles they hold. A person of whom the sub was erased is no longer
 * known here.
 * @param authors the subs of those whose work it is
 * @param work what it is, as the subject of a sentence: `The minutes of session 62`
 * @throws Refusal 403 OWN_WORK
 */
export function ensureWorkOfOthers(by: string, authors: readonly (string | undefined)[], work: string): void {
  const detail = `${work} must be decided on by another person: nobody decides on their own work.`;
  ensure(!authors.includes(by), () => new Refusal('forbidden', 'OWN_WORK', detail));
}
