#!/usr/bin/env bash
# limiter 4.1.0: a new TokenBucket begins empty, a new RateLimiter of the same rate begins full.
# Software that uses the bucket, for a burst that the limiter cannot have, refuses the first request of every client.
# Exit 0 while that holds, 1 when the behaviour has changed.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --ignore-scripts limiter@4.1.0 >/dev/null
cat >begin.mjs <<'JS'
import { RateLimiter, TokenBucket } from 'limiter';
const bucket = new TokenBucket({ bucketSize: 60, tokensPerInterval: 20, interval: 'second' });
const limiter = new RateLimiter({ tokensPerInterval: 20, interval: 'second' });
const first = { bucket: bucket.tryRemoveTokens(1), limiter: limiter.tryRemoveTokens(1) };
const filled = new TokenBucket({ bucketSize: 60, tokensPerInterval: 20, interval: 'second' });
filled.content = 60;
let burst = 0;
while (filled.tryRemoveTokens(1)) burst += 1;
console.log('the first token of a new bucket of 60:', first.bucket ? 'there' : 'not there');
console.log('the first token of a new limiter of 20:', first.limiter ? 'there' : 'not there');
console.log('taken at once after content = 60:', burst);
if (first.bucket || !first.limiter || burst < 60) {
  console.error('changed: an empty bucket and a full limiter');
  process.exit(1);
}
JS
node begin.mjs
