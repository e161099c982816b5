import { proves } from '#testing/proves.js';
import { momentOf, refusalOf, specification } from '#testing/specification.js';
import { publicationType } from '../publication.type.js';
import { ensureKnown, publicationIdOf, publishFigures } from './publishing.js';

const cited = {
  query: 'asOf=2025-12-31&dateBasis=CONCLUDED&knownAt=2026-01-05T01%3A00%3A00.000Z&multiYear=YEARLY',
  asOf: '2025-12-31',
  knownAt: '2026-01-05T01:00:00.000Z',
  format: 'JSON',
} as const;

describe('A published figure (공표 통계)', () => {
  it('R-50: has an id that question, day, knowledge and format make', proves({ 'R-50': publicationIdOf }), () => {
    const others = [
      { ...cited, query: 'asOf=2025-12-31' },
      { ...cited, asOf: '2025-12-30' },
      { ...cited, knownAt: '2026-01-05T01:00:00.001Z' },
      { ...cited, format: 'CSV' as const },
    ];
    expect(publicationIdOf({ ...cited })).toBe(publicationIdOf(cited));
    expect(new Set([cited, ...others].map(publicationIdOf)).size).toBe(5);
  });

  it('R-50: is kept as it was counted, with its title and its day', proves({ 'R-50': publishFigures }), () => {
    const publication = { ...cited, title: '2025년 실적', figures: '{"contracts":2}' };
    const { state } = specification(publicationType, '2026-01-05').given((_, moment) =>
      publishFigures(publication, moment),
    );
    expect(state).toEqual({ ...publication, publicationId: publicationIdOf(cited), publishedOn: '2026-01-05' });
  });

  it('R-50: is of days and of knowledge that are there', proves({ 'R-50': ensureKnown }), () => {
    const moment = momentOf('2026-01-05 10:00');
    const outcomeOf = (changed: object) => refusalOf(() => ensureKnown({ ...cited, ...changed }, moment));
    expect(() => ensureKnown({ ...cited, asOf: '2026-01-05' }, moment)).not.toThrow();
    expect(outcomeOf({ asOf: '2026-01-06' })).toBe('PUBLICATION_AHEAD');
    expect(outcomeOf({ knownAt: '2026-01-05T01:00:00.001Z' })).toBe('PUBLICATION_AHEAD');
  });
});
