// `npm run build`, second half: each service as one file, dist/services/<service>.cjs, and the operator's tool as
// dist/ops.cjs. A start spends most of its time on finding, reading and compiling a thousand modules. One file starts
// in half the time, so a killed service is back sooner. The modules in dist stay for tools and tests.
import { build } from 'esbuild';
import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { decode, encode } from '@jridgewell/sourcemap-codec';
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

/** A list of which only what is used stays. */
class Renumbered {
  used = [];
  #numbers = new Map();

  constructor(all) {
    this.all = all;
  }

  of(number) {
    if (!this.#numbers.has(number)) this.#numbers.set(number, this.used.push(this.all[number]) - 1);
    return this.#numbers.get(number);
  }
}

/**
 * Takes packages out of the source map of a bundle. The first stack trace that is shown parses the whole map: half a
 * second in which a service answers nothing, and 90 MB that stay, most of both for packages.
 */
async function mapOwnSourcesOnly(file) {
  const map = JSON.parse(await readFile(file, 'utf8'));
  const kept = map.sources.map((source) => !source.includes('node_modules/'));
  const [sources, names] = [new Renumbered(map.sources), new Renumbered(map.names)];
  const lines = decode(map.mappings).map((line) =>
    line.flatMap(([column, source, at, from, name], i) => {
      if (kept[source])
        return [[column, sources.of(source), at, from, ...(name === undefined ? [] : [names.of(name)])]];
      // Where one of our files ends, so that what follows is not taken for its last line.
      return kept[line[i - 1]?.[1]] ? [[column]] : [];
    }),
  );
  await writeFile(file, JSON.stringify({ ...map, sources: sources.used, names: names.used, mappings: encode(lines) }));
}

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

for (const service of services) await mapOwnSourcesOnly(path.join(root, `dist/services/${service}.cjs.map`));
await mapOwnSourcesOnly(path.join(root, 'dist/ops.cjs.map'));
