import JestRunner from 'jest-runner';

/**
 * Runs its projects' files one after another, and after those of every other runner: figures of speed are among their
 * claims, and two cores also carry the broker and the store.
 */
export default class OneAtATime extends (JestRunner.default ?? JestRunner) {
  isSerial = true;
}
