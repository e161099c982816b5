// `npm run build`, second half: each service as one file, dist/services/<service>.cjs, and the operator's tool as
// dist/ops.cjs. A start spends most of its time on finding, reading and compiling a thousand modules. One file starts
// in half the time, so a killed service is back sooner. The modules in dist stay for tools and tests.
import { build } from 'esbuild';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const services = readdirSync(path.join(root, 'apps'));

// Packages that Nest loads when they are installed, which they are not here. The last one looks for its own files at
// run time.
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
  // An ES module for one command of the operator's tool, which loads it at run time.
  '@platformatic/kafka',
];

// Replaces `import.meta.url` in ES modules of the bundle.
const BANNER = `const bundleUrl = require('node:url').pathToFileURL(__filename).href;`;

await build({
  absWorkingDir: root,
  entryPoints: [
    ...services.map((service) => ({ in: `dist/apps/${service}/src/main.js`, out: `services/${service}` })),
    { in: 'dist/tools/ops/main.js', out: 'ops' },
  ],
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  // CommonJS, as most of the packages are. An ES module that imports `node:http` also creates everything the module
  // exports, an HTTP client included.
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  define: { 'import.meta.url': 'bundleUrl' },
  target: 'node22',
  // Nest's providers, errors and metrics are identified by class names.
  keepNames: true,
  // Halves the bytes read at each start. Stack traces are mapped back.
  minify: true,
  // Chained to the compiler's source maps, so that stack traces name the source files.
  sourcemap: 'linked',
  sourcesContent: false,
  external: EXTERNAL,
  banner: { js: BANNER },
  logLevel: 'warning',
});
