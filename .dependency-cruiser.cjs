'use strict';

const SPEC = '\\.(spec|suite|fixture)\\.ts$';
// A service's folders that are not aggregates: what follows events or keeps read models may see several aggregates.
const USE_CASE = '^apps/([^/]+)/src/([^/]+)/([^/]+)/';

/** The architecture as rules: each says why it is one. ARCHITECTURE.md has the picture. */
module.exports = {
  forbidden: [
    {
      name: 'the-domain-is-pure',
      comment:
        'Rules must be readable and testable without a server: no framework, no I/O, no clock (ARCHITECTURE, rule 3).',
      severity: 'error',
      from: { path: '^apps/[^/]+/src/.*/domain/', pathNot: SPEC },
      to: {
        pathNot: [
          '^apps/[^/]+/src/.*/domain/',
          '^libs/common/src/kernel/',
          '^libs/common/src/events/',
          '^libs/common/src/aggregates/(aggregate-type|evolution|fact|transitions)\\.ts$',
        ],
      },
    },
    {
      name: 'a-domain-stays-in-its-service',
      comment: 'An aggregate knows other aggregates by their events, which live in libs/common/src/events.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/.*/domain/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'apps-never-import-apps',
      comment: 'Services are built, deployed and stored apart; what they share is an event (ARCHITECTURE, rule 2).',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/([^/]+)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'libs-never-import-apps',
      comment: 'What four services stand on cannot stand on one of them.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^(apps|tools|test)/' },
    },
    {
      name: 'a-use-case-never-imports-another',
      comment: 'Deleting a use case is deleting its folder. What two share belongs to the aggregate, one folder up.',
      severity: 'error',
      from: { path: `${USE_CASE}[^/]+\\.(usecase|http|request)\\.ts$` },
      to: {
        path: '^apps/[^/]+/src/[^/]+/[^/]+/[^/]+\\.(usecase|http|request)\\.ts$',
        pathNot: '^apps/$1/src/$2/$3/',
      },
    },
    {
      name: 'kernel-imports-only-itself',
      comment:
        'Clock, calendar, ids, money, errors and waits are below everything; the holiday table and uuid are data and mathematics.',
      severity: 'error',
      from: { path: '^libs/common/src/kernel/', pathNot: SPEC },
      to: {
        pathNot: [
          '^libs/common/src/kernel/',
          '^node_modules/(@hyunbinseo/holidays-kr|uuid)/',
          '^(node:)?(crypto|fs|timers)',
        ],
      },
    },
    {
      name: 'mongodb-behind-its-adapters',
      comment:
        'Only adapters know the store; a use case that reaches for it would write a second document (ARCHITECTURE, rule 1).',
      severity: 'error',
      from: {
        path: '^(apps|libs)/',
        pathNot: [
          SPEC,
          '[.-]mongo\\.ts$',
          '^libs/common/src/(store|aggregates|projections|relay|inbox|timers|service)/',
          '^libs/(infrastructure|testing)/',
          '^apps/[^/]+/src/.*projections/',
        ],
      },
      to: { path: '^node_modules/(mongoose|mongodb)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'kafka-behind-relay-and-inbox',
      comment: 'Nothing publishes except the relay, nothing consumes except the inbox (ARCHITECTURE, rule 2).',
      severity: 'error',
      from: {
        path: '^(apps|libs)/',
        pathNot: [SPEC, '^libs/common/src/(broker|relay|inbox|projections)/', '^libs/(infrastructure|testing)/'],
      },
      to: { path: '^node_modules/kafkajs/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'production-never-imports-tests',
      comment: 'Test helpers and development packages are not in the image.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [SPEC, '/testing/', '^libs/infrastructure/'] },
      to: { path: ['/testing/', '^libs/infrastructure/', SPEC] },
    },
    {
      name: 'production-packages-are-dependencies',
      comment: 'The image is made with --omit=dev: a development package imported by a service would be missing there.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: [SPEC, '/testing/', '^libs/infrastructure/'] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['npm', 'type-only'] },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or are missing a third. Types alone may point back.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'everything-resolves',
      comment: 'An import that leads nowhere would pass every rule above.',
      severity: 'error',
      from: { path: '^(apps|libs|tools|test)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      // `#common/*` as sources, not as the build they end up in.
      conditionNames: ['digital-service-contracts:source', 'import', 'require', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
    combinedDependencies: true,
  },
};
