// `npm run build`, second half: each service as one file, dist/services/<service>.cjs, and the operator's tool as
// dist/ops.cjs. Most of what a start costs is
// finding, reading and compiling a thousand modules; one file starts in half the time, and a service that was killed is
// back so much sooner. The modules in dist stay for tools and tests.
import { build } from 'esbuild';
import path from 'node:path';

const SERVICES = ['intake', 'review', 'catalog', 'contracts'];

// What Nest offers to load and nobody here has installed; and a package that looks for its own files at run time.
const EXTERNAL = [
  '@fastify/multipart',
  '@fastify/view',
  '@nats-io/transport-node',
  '@nestjs/platform-express',
  '@nestjs/websockets/*',
  'amqp-connection-manager',
  'ioredis',
  'mqtt',
  '@grpc/grpc-js',
  '@grpc/proto-loader',
  '@fastify/static',
];

// Where an ES module among them asks for its own address.
const BANNER = `const bundleUrl = require('node:url').pathToFileURL(__filename).href;`;

await build({
  absWorkingDir: path.join(import.meta.dirname, '..'),
  entryPoints: [
    ...SERVICES.map((service) => ({ in: `dist/apps/${service}/src/main.js`, out: `services/${service}` })),
    { in: 'dist/tools/ops/main.js', out: 'ops' },
  ],
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  // An ES module that imports `node:http` has all that it offers made at once, an HTTP client of its own among it; and
  // most of the packages are CommonJS.
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  define: { 'import.meta.url': 'bundleUrl' },
  target: 'node22',
  // Providers, errors and metrics go by the names of classes.
  keepNames: true,
  // Half the bytes to read at each start; stacks are mapped anyway.
  minify: true,
  // Chained to those of the compiler: stacks name our own files.
  sourcemap: 'linked',
  sourcesContent: false,
  external: EXTERNAL,
  banner: { js: BANNER },
  logLevel: 'warning',
});
