#!/usr/bin/env bash
# cloudevents 10.0.0 where it meets kafkajs 2.2.4, both ways.
# Out: Kafka.binary() gives headers that are `undefined` and an object as value; kafkajs cannot encode either.
# In: kafkajs hands headers over as bytes, and Kafka.toEvent() throws a TypeError on them. Headers that the reader
# turned into text first make an event.
# Exit 0 while that holds, 1 when the behaviour has changed.
set -euo pipefail
cd "$(mktemp -d)"
npm init --yes >/dev/null
npm install --silent --ignore-scripts cloudevents@10.0.0 kafkajs@2.2.4 >/dev/null
cat >meet.cjs <<'JS'
const { CloudEvent, Kafka } = require('cloudevents');
const event = new CloudEvent({
  id: '018f6f2a-0000-7000-8000-000000000001',
  source: '/digital-service/catalog',
  type: 'kr.digitalservice.catalog.ListingPublished.v1',
  subject: 'listing-1',
  data: { name: '문서 요약' },
});
const out = Kafka.binary(event);
const unset = Object.keys(out.headers).filter((name) => out.headers[name] === undefined);
console.log('out: headers that are undefined:', unset.join(', '), '· value is', typeof out.value);

const text = {
  ce_specversion: '1.0',
  ce_id: event.id,
  ce_source: event.source,
  ce_type: event.type,
  ce_subject: 'listing-1',
  'content-type': 'application/json',
};
const bytes = Object.fromEntries(Object.entries(text).map(([name, value]) => [name, Buffer.from(value)]));
const record = (headers) => ({ key: 'listing-1', value: '{"name":"문서 요약"}', headers });
const read = (headers) => {
  try {
    const { type } = Kafka.toEvent(record(headers));
    return Buffer.isBuffer(type) ? 'type is a Buffer' : `type is ${type}`;
  } catch (error) {
    return `throws ${error.constructor.name}`;
  }
};
console.log('in, headers as bytes:', read(bytes));
console.log('in, headers as text: ', read(text));
const asSeen = unset.length > 0 && typeof out.value === 'object' && !read(bytes).includes(event.type) && read(text).includes(event.type);
if (!asSeen) {
  console.error('changed: undefined headers and an object out; bytes that make no readable event in');
  process.exit(1);
}
JS
node meet.cjs
