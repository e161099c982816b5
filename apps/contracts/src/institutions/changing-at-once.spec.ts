import fc from 'fast-check';
import { AggregateStore, type StoreEnvironment } from '#common/aggregates/aggregate-store.js';
import { systemActor } from '#common/kernel/actor.js';
import { Refusal } from '#common/kernel/errors.js';
import { newId } from '#common/kernel/ids.js';
import { MemoryDocuments } from '#testing/memory-documents.js';
import { propertyRuns } from '#testing/property-runs.js';
import { momentOf } from '#testing/specification.js';
import { ChangeInstitution } from './change-institution/change-institution.usecase.js';
import type { ChangeInput } from './domain/changing.js';
import { migrateInstitution } from './domain/migrating.js';
import { institutionIdOf } from './domain/registering.js';
import { InstitutionRegister } from './institution-register.js';
import { institutionType } from './institution.type.js';

const CODES = ['1000001', '1000002', '1000003', '1000004'];
const legalBasis = '정부조직법';
const from = '2025-09-01';

/** Four institutions that are below nobody. */
async function world() {
  const moment = momentOf('2025-08-04');
  const environment: StoreEnvironment = {
    documents: (type) => new MemoryDocuments(type),
    moment: () => moment,
    checkAccess: () => undefined,
    holds: () => true,
    visibleTo: () => [{}],
  };
  const institutions = new AggregateStore(institutionType, environment);
  const register = new InstitutionRegister(institutions);
  const useCase = new ChangeInstitution(institutions, register);
  const intent = (code: string) => ({ id: institutionIdOf(code), actor: systemActor('test'), causationId: newId() });
  for (const code of CODES)
    await institutions.create(intent(code), () => migrateInstitution({ code, name: `기관 ${code}`, type: 'PUBLIC' }));
  return {
    put: (code: string, data: Omit<ChangeInput, 'legalBasis' | 'from'>) =>
      useCase.execute({ ...intent(code), data: { from, legalBasis, ...data } }),
    /** Codes above it, the nearest first; itself at the end where they close a circle. */
    async above(code: string): Promise<readonly string[]> {
      const above: string[] = [];
      for (let next: string | undefined = code; next !== undefined && above.length <= CODES.length;) {
        const found = await institutions.find(institutionIdOf(next));
        next = found?.state.changes.at(-1)?.parent ?? undefined;
        if (next !== undefined) above.push(next);
      }
      return above;
    },
  };
}

const codesOf = (outcomes: readonly PromiseSettledResult<unknown>[]): readonly string[] =>
  outcomes.map((one) => {
    if (one.status === 'fulfilled') return 'done';
    if (one.reason instanceof Refusal) return one.reason.code;
    throw one.reason;
  });

describe('Institutions that are put below one another at the same moment', () => {
  const [a, b, c] = CODES as [string, string, string];

  it('close no circle, of two or of three', async () => {
    const two = await world();
    const ofTwo = await Promise.allSettled([two.put(a, { parent: b }), two.put(b, { parent: a })]);
    expect(codesOf(ofTwo).toSorted()).toEqual(['PARENT_CIRCLE', 'done']);
    const three = await world();
    const ofThree = await Promise.allSettled([
      three.put(a, { parent: b }),
      three.put(b, { parent: c }),
      three.put(c, { parent: a }),
    ]);
    expect(codesOf(ofThree).toSorted()).toEqual(['PARENT_CIRCLE', 'done', 'done']);
  });

  it('are all put there where that closes none', async () => {
    const w = await world();
    const [top = '', ...below] = CODES;
    const outcomes = await Promise.allSettled(below.map((code) => w.put(code, { parent: top })));
    expect(codesOf(outcomes)).toEqual(below.map(() => 'done'));
  });

  it('never close one, in whatever order', async () => {
    const which = fc.nat(CODES.length - 1);
    const change = fc.record({ of: which, parent: fc.option(which, { nil: undefined }) });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(change, { minLength: 1, maxLength: 4 }), { maxLength: 3 }), async (rounds) => {
        const w = await world();
        for (const round of rounds) {
          const outcomes = await Promise.allSettled(
            round.map(({ of, parent }) =>
              w.put(CODES[of] ?? '', parent === undefined ? { independent: true } : { parent: CODES[parent] ?? '' }),
            ),
          );
          for (const code of codesOf(outcomes)) expect(['done', 'PARENT_CIRCLE', 'HIERARCHY_CHANGED']).toContain(code);
          for (const code of CODES) expect(await w.above(code)).not.toContain(code);
        }
      }),
      propertyRuns(300),
    );
  });
});
