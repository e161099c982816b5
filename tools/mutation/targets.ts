import { globSync } from 'node:fs';

/** What is mutated at one go, and the tests that have to notice. */
export interface Target {
  readonly mutated: readonly string[];
  /** Decides rows elsewhere, and is no part of a score: projections, criteria of a search, views. */
  readonly ofRows?: readonly string[];
  readonly specs: readonly string[];
}

/** The domain folders of a service. @param ofRows below its `src` */
const domainOf = (service: string, ...ofRows: readonly string[]): Target => ({
  mutated: [`apps/${service}/src/**/domain/*.ts`],
  ofRows: ofRows.map((path) => `apps/${service}/src/${path}`),
  specs: [`apps/${service}/src/**/*.spec.ts`],
});

export const TARGETS = {
  intake: domainOf('intake'),
  review: domainOf('review'),
  catalog: domainOf('catalog', 'read-models/*/*.projection.ts', 'read-models/*/*.criteria.ts'),
  contracts: domainOf('contracts', 'read-models/*/*.projection.ts', 'contracts/contract.views.ts'),
  /** Rules that all services share: calendar, deadlines, money; texts and types of documents. */
  kernel: {
    mutated: [
      'libs/common/src/kernel/**/*.ts',
      'libs/common/src/http/validation/text.ts',
      'libs/common/src/store/content/content-type.ts',
    ],
    specs: [
      'libs/common/src/kernel/**/*.spec.ts',
      'libs/common/src/http/validation/text.spec.ts',
      'libs/common/src/store/content/content-type.spec.ts',
    ],
  },
  /** Who may do what: the tables of the services, and what reads them. */
  rights: {
    mutated: ['libs/common/src/auth/permissions.ts', 'apps/*/src/**/*.permissions.ts'],
    specs: ['libs/common/src/auth/permissions.spec.ts', 'apps/*/src/**/*.permissions.spec.ts'],
  },
} as const satisfies Readonly<Record<string, Target>>;

export type TargetName = keyof typeof TARGETS;

/**
 * Paths from the repository root of the sources of a target, those of which the path has this part.
 * @param withRows those that decide rows elsewhere as well
 */
export function sourcesOf(
  { mutated, ofRows = [] }: Target,
  root: string,
  part = '',
  withRows = false,
): readonly string[] {
  return [...mutated, ...(withRows ? ofRows : [])]
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .filter((file) => !/\.(spec|fixture|suite|events|state)\.ts$/.test(file) && file.includes(part))
    .toSorted();
}
