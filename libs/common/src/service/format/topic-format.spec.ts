import { FormatRefused } from './formats.js';
import { ensureTopicsReadable, formatTopic, prefixNumberedBy } from './topic-format.js';

const planned = { prefix: 'p.', topics: ['p.intake.applications', 'p.review.cases'] };
const build = { format: 3, oldest: 2 };

/** How topics with these names are refused; undefined where they are read. */
function standing(...existing: readonly string[]): string | undefined {
  try {
    ensureTopicsReadable(existing, planned, build);
    return undefined;
  } catch (error) {
    if (error instanceof FormatRefused) return `${error.standing}: ${error.message}`;
    throw error;
  }
}

describe('R-52: the format of the topics', () => {
  it('is the name of one of them', () => {
    expect([formatTopic('p.', 3), prefixNumberedBy('p.format.3')]).toEqual(['p.format.3', 'p.']);
    expect([prefixNumberedBy('format.12'), prefixNumberedBy('p.formats'), prefixNumberedBy('p.format.x')]).toEqual([
      '',
      undefined,
      undefined,
    ]);
  });

  it('lets a service start on topics that it can read, and where there are none yet', () => {
    expect(standing()).toBeUndefined();
    expect(standing('p.review.cases', 'p.format.3')).toBeUndefined();
    expect(standing('p.review.cases', 'p.format.2')).toBeUndefined();
    expect(standing('p.review.cases', 'p.format.1', 'p.format.2')).toBeUndefined();
  });

  it('refuses topics without a number, and names the command that deletes them', () => {
    expect(standing('p.review.cases')).toMatch(/^UNNUMBERED: .*p\.\*.*`npm run ops -- empty --yes`/);
    // Those of another installation on the same broker say nothing.
    expect(standing('p.review.cases', 'format.3', 'q.format.3', 'p.format.x')).toMatch(/^UNNUMBERED/);
    expect(standing('review.cases', 'q.review.cases')).toBeUndefined();
  });

  it('refuses an older number and a newer one, and says what to start', () => {
    expect(standing('p.review.cases', 'p.format.1')).toMatch(/^TOO_OLD: .* has format 1\. .* formats 2 to 3\./);
    expect(standing('p.review.cases', 'p.format.4')).toMatch(/^TOO_NEW: .* has format 4.* or a newer one\.$/);
  });
});
