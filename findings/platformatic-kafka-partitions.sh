#!/usr/bin/env bash
# @platformatic/kafka 2.12.0 next to kafkajs 2.2.4: one key, two partitions.
# The default partitioner of the first reads murmur2 as an unsigned number. kafkajs, as Kafka's Java client, masks the
# sign bit away. With 2, 4 or 8 partitions both agree; with 3, 6 or 12 half of the keys go elsewhere. A producer that
# changes its client would spread the events of one subject over two partitions, and their order is lost.
# `compatibilityPartitioner` of the package agrees with kafkajs for every key.
# Exit 0 while that holds, 1 when the behaviour has changed.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --ignore-scripts kafkajs@2.2.4 @platformatic/kafka@2.12.0 >/dev/null
cat >compare.mjs <<'JS'
import { readFileSync } from 'node:fs';
import kafkajs from 'kafkajs';
import { compatibilityPartitioner, murmur2 } from '@platformatic/kafka';

const source = readFileSync('node_modules/@platformatic/kafka/dist/clients/producer/partitioners.js', 'utf8');
const isUnsigned = source.includes('murmur2(key) >>> 0');
const keys = Array.from({ length: 1_000 }, (_, n) => Buffer.from(`contract-${n}`));
const partitionOf = kafkajs.Partitioners.DefaultPartitioner();
const metadata = (partitions) => Array.from({ length: partitions }, (_, partitionId) => ({ partitionId, leader: 1 }));

const rows = [2, 3, 4, 6, 8, 12].map((partitions) => {
  const theirs = keys.map((key) => partitionOf({ topic: 't', partitionMetadata: metadata(partitions), message: { key } }));
  const agree = (of) => keys.filter((key, n) => of(key) % partitions === theirs[n]).length;
  return {
    partitions,
    byDefault: agree((key) => murmur2(key) >>> 0),
    compatible: agree((key) => compatibilityPartitioner({}, key)),
  };
});
console.log('@platformatic/kafka 2.12.0: keys of 1,000 on the partition that kafkajs 2.2.4 takes');
console.table(rows);
const half = (n) => n > 400 && n < 600;
const asSeen =
  isUnsigned &&
  rows.every(({ partitions, byDefault, compatible }) =>
    compatible === 1_000 && ([2, 4, 8].includes(partitions) ? byDefault === 1_000 : half(byDefault)),
  );
if (!asSeen) {
  console.error('changed: 1,000 with 2, 4 and 8 partitions, about half with 3, 6 and 12, was seen');
  process.exit(1);
}
JS
node compare.mjs
