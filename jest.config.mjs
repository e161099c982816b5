const base = {
  rootDir: import.meta.dirname,
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

// Beside nobody: figures of speed are among their claims, and two cores also carry the broker and the store.
const oneAtATime = { runner: '<rootDir>/test/one-at-a-time.runner.mjs' };

// unit: no server needed. integration: one real broker and store for the run, started by the global set-up.
// journey: the four services from dist, spoken to over HTTP only.
// chaos: the chaos suite in short, on servers of its own. Its parts, six minutes more, are for those who ask:
// npm run test:chaos.
const chaos = {
  ...base,
  ...oneAtATime,
  displayName: 'chaos',
  testMatch: [
    process.argv.includes('chaos') ? '<rootDir>/test/chaos/**/*.int.spec.ts' : '<rootDir>/test/chaos/short.int.spec.ts',
  ],
  globalSetup: '<rootDir>/test/infrastructure.setup.ts',
  globalTeardown: '<rootDir>/test/infrastructure.teardown.ts',
};

export default {
  maxWorkers: 2,
  testSequencer: '<rootDir>/test/figures-first.sequencer.mjs',
  testTimeout: 30_000,
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,tools,test/chaos,test/docs}/**/*.spec.ts'],
      testPathIgnorePatterns: ['\\.int\\.spec\\.ts$', '/node_modules/', '/dist/'],
    },
    {
      ...base,
      ...oneAtATime,
      displayName: 'integration',
      testMatch: ['<rootDir>/{apps,libs,tools}/**/*.int.spec.ts'],
      globalSetup: '<rootDir>/test/infrastructure.setup.ts',
      globalTeardown: '<rootDir>/test/infrastructure.teardown.ts',
    },
    {
      ...base,
      ...oneAtATime,
      displayName: 'journey',
      testMatch: ['<rootDir>/test/journey/**/*.spec.ts'],
      globalSetup: '<rootDir>/test/infrastructure.setup.ts',
      globalTeardown: '<rootDir>/test/infrastructure.teardown.ts',
    },
    chaos,
  ],
};
