import type { ServiceMap } from '#common/service/service-map.js';
import { describeWithServers } from '../stores.js';
import { CALLERS } from './callers.js';
import { MatrixSuite, type Matrix, type Played } from './matrix.js';
import { whoSees } from './who-may.js';
import { blunted } from './blunted.js';

interface Built<F> {
  readonly matrix: Matrix<F>;
  readonly stop: () => Promise<void>;
}

/** Of one cell on average, milliseconds. */
const CELL_MS_MAX = 2;
const BUILD_MS = 120_000;

/**
 * The matrix of one service: the tables "Who may do what" and "Who sees which field" of `docs/interfaces.md`.
 * @param idle rows of the permissions that let nobody in who is not let in without them
 */
export function describeMatrix<F extends object>(
  map: ServiceMap,
  build: () => Promise<Built<F>>,
  idle: readonly string[] = [],
): void {
  describeWithServers(`The matrix of ${map.service}`, () => {
    let built: Built<F>;
    let suite: MatrixSuite<F>;
    let played: Played;
    beforeAll(async () => {
      built = await build();
      suite = await MatrixSuite.of(built.matrix);
      played = await suite.play();
      const { cells, wallMs, cpuMs } = played;
      const figures = `${cells} cells, ${wallMs.toFixed(2)} ms each, ${cpuMs.toFixed(2)} ms of a core`;
      process.stderr.write(`Matrix of ${map.service}: ${figures}
`);
    }, BUILD_MS);
    afterAll(() => built?.stop(), 60_000);

    it('has a row for each operation, and things for each row', () => {
      expect(suite.withoutRow()).toEqual([]);
      expect(suite.withoutThing()).toEqual([]);
    });

    it('lets in whom the table lets in, and answers the others as the table says', () => {
      expect(played.differences).toEqual([]);
    });

    it('shows each field to those whom the table names, and to no other', () => {
      const fields = whoSees().flatMap(({ field, service }) => (service === map.service ? field : []));
      expect([...new Set(built.matrix.markers.map(({ field }) => field))].sort()).toEqual(fields.sort());
      expect(suite.fieldDifferences(played.seen)).toEqual([]);
    });

    it('takes little time', () => {
      expect(played.cells).toBeGreaterThan(1_000);
      expect(played.cpuMs).toBeLessThan(CELL_MS_MAX);
    });

    it(
      'fails when a row of the permissions is taken out or opened to all of its role',
      async () => {
        const rows = rowsOf(map);
        const unnoticed: string[] = [];
        for (const { operation, role, change, blunt } of blunted(map)) {
          const callers = CALLERS.filter(
            ({ person }) => role === 'PUBLIC' || person?.roles.some((one) => one === role),
          );
          const restore = blunt();
          const { differences } = await suite.play({ operation, callers, harmless: true }).finally(restore);
          if (differences.length === 0) unnoticed.push(change);
        }
        expect(unnoticed).toEqual(idle);
        expect(rowsOf(map)).toEqual(rows);
      },
      BUILD_MS,
    );
  });
}

/** The rows of the permissions as they are now. */
const rowsOf = ({ permissions }: ServiceMap) =>
  permissions.map(({ operations }) => Object.entries(operations).map(([name, row]) => [name, { ...row }] as const));
