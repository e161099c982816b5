import Sequencer from '@jest/test-sequencer';

/**
 * Files whose only claim is a figure of speed come before all others: what those leave behind on the shared servers,
 * hundreds of databases and topics, is no part of the figure.
 */
export default class FiguresFirst extends (Sequencer.default ?? Sequencer) {
  sort(tests) {
    const rank = ({ path }) => (path.endsWith('propagation.spec.ts') ? 0 : 1);
    return super.sort(tests).toSorted((a, b) => rank(a) - rank(b));
  }
}
