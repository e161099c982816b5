const base = {
  rootDir: import.meta.dirname,
  runner: '<rootDir>/test/figures-alone.runner.mjs',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        module: { type: 'es6' },
        sourceMaps: 'inline',
        jsc: {
          target: 'es2023',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/'],
  moduleNameMapper: {
    '^#(common|infrastructure|testing)/(.*)\\.js$': '<rootDir>/libs/$1/src/$2',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};

/** One broker and one store for the whole run, whichever projects take part. */
const withServers = {
  globalSetup: '<rootDir>/test/infrastructure.setup.ts',
  globalTeardown: '<rootDir>/test/infrastructure.teardown.ts',
};

// unit: no server needed. integration: one real broker and store for the run, started by the global set-up.
// journey: the four services from dist, spoken to over HTTP only.
// chaos: the chaos suite in short, on servers of its own. Its parts, six minutes more, are for those who ask:
// npm run test:chaos.
const chaos = {
  ...base,
  ...withServers,
  displayName: 'chaos',
  testMatch: [
    process.argv.includes('chaos') ? '<rootDir>/test/chaos/**/*.int.spec.ts' : '<rootDir>/test/chaos/short.int.spec.ts',
  ],
};

export default {
  // Three on two cores: suites with servers wait for most of their time.
  maxWorkers: 3,
  // Modules of a suite stay in its worker's memory: a new worker now and then.
  workerIdleMemoryLimit: '1.5GB',
  testTimeout: 30_000,
  projects: [
    {
      ...base,
      displayName: 'unit',
      globalSetup: '<rootDir>/test/property-seed.setup.mjs',
      testMatch: ['<rootDir>/{apps,libs,tools,test/chaos,test/docs}/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.int\\.spec\\.ts$', '/node_modules/', '/dist/'],
    },
    {
      ...base,
      ...withServers,
      displayName: 'integration',
      testMatch: ['<rootDir>/{apps,libs,tools}/**/*.int.spec.ts'],
    },
    {
      ...base,
      ...withServers,
      displayName: 'journey',
      testMatch: ['<rootDir>/test/journey/**/*.spec.ts'],
    },
    chaos,
  ],
};
