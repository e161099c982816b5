#!/usr/bin/env node
/*
 * Checks an export of the audit trail without any code of the system that wrote it: Node 20 or later and this file.
 *
 *   node verify-export.mjs EXPORT [--anchors FILE] [--keys FILE] [--json]
 *
 * EXPORT   JSON lines, as `npm run ops -- audit export` writes them:
 *            {"kind":"export","format":"digital-service-audit/2","service":…,"at":…,"withheld":{…}}
 *            {"kind":"history","collection":…,"id":…,"events":[…],"document":…}   one per aggregate, oldest event first
 *            {"kind":"history","collection":"audit_anchors",…}            the anchors, last
 *            {"kind":"end","histories":N}
 * FILE     records of the topic <service>.audit, kept apart from the store: JSON lines as
 *          `kcat -C -t <service>.audit -o beginning -e -J` writes them, or their values alone, one a line.
 *
 * KEYS     public keys of the services, kept apart from the store: event-keys.json, or what the service gives at
 *          /.well-known/event-keys.json
 *
 * Canonical JSON: no white space. The keys of an object are sorted by UTF-16 code units. `undefined` members are left
 * out. Texts and numbers are as ECMAScript's JSON.stringify writes them.
 *
 * Chain: each event has hash = SHA-256( P + "\n" + canonical({ "digests": D, "event": E }) ), in hexadecimal, UTF-8.
 *   P  the hash of the event before it in the same history; 64 zeros before the first.
 *   E  the event without `hash` and `digests`, and with null at every path that `digests` names ("data/contact" is
 *      event.data.contact). An array on such a path counts as an object whose keys are its indexes.
 *      Of `stateDigest` only `fold` and `digest` are in it.
 *   D  the object path → digest, taken from `digests`; {} when the event has none.
 *
 * Personal data: digest = SHA-256( salt + ":" + canonical(value) ). The hash covers the digest in place of the value.
 * An erased value is null or missing, and the chain holds without it. A value that is present has to match its digest.
 *
 * Withheld: values that the store has and the export does not. Their entries are {"digest":…,"withheld":true}, without
 * a salt, and the value is null. `withheld` of the first line lists them: collection → event type → paths. No other
 * value can be withheld, except that of `requestHash`: the digest of a command's request, which no store keeps.
 *
 * State: `stateDigest` of the last event says what the system acted on after it. `document` is what the store held:
 * {version, claims, sequences, dueAt, state, withheld}. Each member of its state has a digest of its own:
 *   member = SHA-256( memberSalt + ":" + canonical(value) ), from `state`: name → {salt, value};
 *   `withheld`: name → that digest alone, for members that hold personal data.
 *   digest = SHA-256( canonical({claims, collection, dueAt, id, sequences, "state": name → member, version}) )
 * The salt of a whole state is never in an export.
 *
 * Anchors: an event AuditAnchored per period of a day lists the heads {collection, id, version, hash} that changed
 * since the anchor
 * before. A head says that after its save number `version` the history ended in `hash`. An anchor may have several
 * parts with the same `scan`. The last part has the seal {at, parts, aggregates, root, previous}. Parts of a scan
 * without a seal do not count. The root is over the newest heads of all anchors up to that one, in the order of
 * (collection, id):
 *   leaf = SHA-256( collection + "|" + id + "|" + version + "|" + hash ),  node = SHA-256( left + right ), in
 *   hexadecimal texts. The left of a node is the largest power of two that leaves something on the right. Without
 *   heads the root is SHA-256( "" ). `previous` names day and last hash of the anchor before. `until` is the instant
 *   that an anchor closes; every day is closed. `signature` is a compact JWS (EdDSA, type audit-anchor) without its
 *   payload, which is canonical({"service": …, and every member of the part but `signature`}).
 *
 * This cannot detect a change before the first anchor that names the history, nor one that was rewritten together with
 * every later anchor. The latter is found with --keys, by a signature, or with --anchors, by records kept apart from
 * the store. The salts of erased data are not covered.
 */
import { createHash, createPublicKey, verify as verifySignature } from 'node:crypto';
import { createReadStream, readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const FORMAT = 'digital-service-audit/2';
const REQUEST = 'requestHash';
const ANCHORS = 'audit_anchors';
const DAY_MS = 86_400_000;

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const isObject = (value) => value !== null && typeof value === 'object';

export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value) ?? 'null';
  const keys = Object.keys(value).filter((key) => value[key] !== undefined);
  return `{${keys
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
    .join(',')}}`;
}

// ---- one history --------------------------------------------------------------------------------------------------

const own = (value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined);

function nulledAt(value, [key, ...rest]) {
  if (key === undefined) return null;
  return isObject(value) ? { ...value, [key]: nulledAt(own(value, key), rest) } : value;
}

export function hashOf(previous, { hash: _, digests = {}, stateDigest, ...rest }) {
  const left = stateDigest && { fold: stateDigest.fold, digest: stateDigest.digest };
  const event = left ? { ...rest, stateDigest: left } : rest;
  const entered = Object.fromEntries(Object.entries(digests).map(([path, { digest }]) => [path, digest]));
  const hashed = Object.keys(digests).reduce((at, path) => nulledAt(at, path.split('/')), event);
  return sha256(`${previous}\n${canonical({ event: hashed, digests: entered })}`);
}

const isWithheld = (value) =>
  isObject(value) && Object.keys(value).sort().join() === 'digest,withheld' && value.withheld === true;
const isDigest = (value) =>
  (isObject(value) && Object.keys(value).sort().join() === 'digest,salt') || isWithheld(value);

/**
 * Walks a chain. Counts digests that match, and those of erased or withheld data.
 * @param mayWithhold whether the export declares that it withholds this path of this event type
 * @returns what is wrong, or undefined
 */
export function brokenLink(events, count = () => undefined, mayWithhold = () => false) {
  let previous = '0'.repeat(64);
  for (const [index, event] of events.entries()) {
    const at = `event ${index + 1} (${event.type} ${event.id})`;
    const { digests = {} } = event;
    if (!isObject(digests) || !Object.values(digests).every(isDigest)) return `${at}: its digests are none`;
    if (hashOf(previous, event) !== event.hash) return `${at}: its hash does not follow`;
    for (const [path, entry] of Object.entries(digests)) {
      const { salt, digest } = entry;
      const value = path.split('/').reduce(own, event);
      const isErased = value === null || value === undefined;
      if (isWithheld(entry)) {
        if (!isErased) return `${at}: ${path} is withheld and there`;
        if (path !== REQUEST && !mayWithhold(event.type, path)) return `${at}: ${path} is withheld undeclared`;
        count(path === REQUEST ? 'requests' : `${event.type} ${path}`);
        continue;
      }
      if (path === REQUEST) {
        if (!isErased) return `${at}: ${path} is a digest without a value`;
        count('requests');
        continue;
      }
      if (!isErased && sha256(`${salt}:${canonical(value)}`) !== digest) return `${at}: ${path} was altered`;
      count(isErased ? 'erased' : 'digests');
    }
    previous = event.hash;
  }
  return events.length === 0 ? 'a history without events' : undefined;
}

// ---- the state ----------------------------------------------------------------------------------------------------

const textDigests = (members) => isObject(members) && Object.values(members).every((one) => typeof one === 'string');

/** @returns what is wrong with the document at the end of a history, or undefined */
export function alteredState({ collection, id, document }, events, count = () => undefined) {
  const { stateDigest, version: last } = events.at(-1) ?? {};
  if (stateDigest === undefined) {
    count('withoutState');
    return undefined;
  }
  if (!isObject(document)) return 'what the store held for it is not in the export';
  const { version, claims, sequences, dueAt = null, state, withheld = {} } = document;
  if (!isObject(state) || !textDigests(withheld)) return 'its state is none';
  if (version !== last) return `its document is at version ${version}, its history at ${last}`;
  const shown = Object.entries(state).map(([name, { salt, value }]) => [name, sha256(`${salt}:${canonical(value)}`)]);
  const members = { ...withheld, ...Object.fromEntries(shown) };
  const digest = sha256(canonical({ claims, collection, dueAt, id, sequences, state: members, version }));
  if (digest !== stateDigest.digest) return 'its state, claims, sequences or deadline are not what its last save left';
  count('states');
  count('members', Object.keys(withheld).length);
  return undefined;
}

// ---- anchors ------------------------------------------------------------------------------------------------------

export function merkleRoot(leaves) {
  if (leaves.length === 0) return sha256('');
  let level = leaves;
  while (level.length > 1) {
    const next = [];
    // Pairs from the left, the odd one carried up. That is the same tree as the split at the largest power of two.
    for (let i = 0; i < level.length; i += 2)
      next.push(i + 1 < level.length ? sha256(level[i] + level[i + 1]) : level[i]);
    level = next;
  }
  return level[0];
}

const isCount = (value) => Number.isInteger(value) && value >= 0 && value <= 1e9;
const isDay = (value) =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value));
const isHead = (head) => isObject(head) && isCount(head.version) && typeof head.hash === 'string';

function isPart(part) {
  if (!isObject(part) || !isDay(part.day) || !isCount(part.part)) return false;
  if (!Array.isArray(part.heads) || !part.heads.every(isHead)) return false;
  return part.seal === undefined || (isObject(part.seal) && isCount(part.seal.parts));
}

/** What an anchor closes: an instant, or its day where no instant is named. */
const closeOf = ({ day, until }) => until ?? `${day}T15:00:00.000Z`;

/** Keys by `kid`, from a JWK set or from the sets of all services. */
function keysOf(file, service) {
  const sets = JSON.parse(readFileSync(file, 'utf8'));
  const { keys } = sets.keys === undefined ? (sets[service] ?? {}) : sets;
  if (!Array.isArray(keys)) throw new TypeError(`${file} has no keys of ${service}.`);
  return new Map(keys.map(({ kid, kty, crv, x }) => [kid, createPublicKey({ key: { kty, crv, x }, format: 'jwk' })]));
}

/** @returns what is wrong with the signature of a part, or undefined */
export function unsigned(service, { signature, ...part }, keys) {
  if (typeof signature !== 'string') return 'has no signature';
  const [head, payload, text = ''] = signature.split('.');
  const { typ, alg, kid } = parsed(Buffer.from(head, 'base64url').toString()) ?? {};
  if (payload !== '' || typ !== 'audit-anchor' || alg !== 'EdDSA') return 'has a signature of something else';
  if (!keys.has(kid)) return `is signed with key ${kid}, which is none of ${service}`;
  const signed = Buffer.from(`${head}.${Buffer.from(canonical({ service, ...part })).toString('base64url')}`);
  const holds = verifySignature(null, signed, keys.get(kid), Buffer.from(text, 'base64url'));
  return holds ? undefined : 'is not what was signed';
}

/** Joins the parts of each anchor. @returns the sealed anchors in their order */
function anchorsOf(found, where, fault) {
  const parts = found.filter(isPart);
  if (parts.length < found.length) fault(where, `${found.length - parts.length} records are no parts of an anchor`);
  const scans = new Map();
  for (const part of parts) {
    const scan = scans.get(part.scan) ?? scans.set(part.scan, new Map()).get(part.scan);
    const known = scan.get(part.part);
    if (known !== undefined && canonical(known) !== canonical(part))
      fault(`${where} ${part.day}`, `two different parts ${part.part} of scan ${part.scan}`);
    scan.set(part.part, part);
  }
  const byClose = new Map();
  for (const { day, until, scan, seal } of parts.filter((part) => part.seal !== undefined)) {
    const close = closeOf({ day, until });
    const known = byClose.get(close);
    if (known !== undefined && known.scan !== scan) fault(`${where} ${day}`, 'the period has two seals');
    const scanned = scans.get(scan);
    const there = [...scanned.keys()].filter((n) => n >= 1 && n <= seal.parts).length;
    if (there !== seal.parts) fault(`${where} ${day}`, `${there} of its ${seal.parts} parts are there`);
    const heads = [...scanned.values()].sort((a, b) => a.part - b.part).flatMap((part) => part.heads);
    byClose.set(close, { day, close, scan, seal, heads });
  }
  return [...byClose.values()].sort((a, b) => (a.close < b.close ? -1 : 1));
}

const dayBefore = (day) => new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);

/** Each anchor follows the one before it, and its root is that of the heads up to it. @returns the roots checked */
function followAnchors(anchors, hashOfClose, fault) {
  const newest = new Map();
  let order = [];
  let roots = 0;
  // Without the very first anchor, the heads of older histories are unknown.
  const isWhole = anchors.length > 0 && anchors[0].seal.previous === undefined;
  for (const [i, { day, seal, heads }] of anchors.entries()) {
    const { previous } = seal;
    const follows = previous?.day === anchors[i - 1]?.day && [day, dayBefore(day)].includes(previous?.day);
    if (i > 0 && !follows)
      fault(`anchor ${day}`, `follows ${previous?.day ?? 'nothing'}, and ${anchors[i - 1].day} is the last one before`);
    const hashBefore = i > 0 && follows ? hashOfClose.get(anchors[i - 1].close) : undefined;
    if (hashBefore !== undefined && hashBefore !== previous.hash)
      fault(`anchor ${day}`, `the anchor of ${previous.day} had another hash when this one was made`);
    for (const head of heads) newest.set(`${head.collection}|${head.id}`, head);
    if (!isWhole) continue;
    if (order.length !== newest.size)
      order = [...newest.keys()].sort((a, b) => {
        const [one, other] = [newest.get(a), newest.get(b)];
        return one.collection === other.collection
          ? one.id < other.id
            ? -1
            : 1
          : one.collection < other.collection
            ? -1
            : 1;
      });
    const root = merkleRoot(order.map((key) => sha256(`${key}|${newest.get(key).version}|${newest.get(key).hash}`)));
    if (root !== seal.root || order.length !== seal.aggregates)
      fault(`anchor ${day}`, `its heads do not make its root over ${seal.aggregates} histories`);
    else roots++;
  }
  return roots;
}

/** collection|id → version → its hash according to the anchors. */
function anchoredHeads(anchors, fault) {
  const wanted = new Map();
  for (const { day, heads } of anchors)
    for (const { collection, id, version, hash } of heads) {
      const key = `${collection}|${id}`;
      const versions = wanted.get(key) ?? wanted.set(key, new Map()).get(key);
      const known = versions.get(version);
      if (known !== undefined && known.hash !== hash)
        fault(key.replace('|', ' '), `version ${version} had one hash on ${known.day} and another on ${day}`);
      else if (known === undefined) versions.set(version, { hash, day });
    }
  return wanted;
}

// ---- files --------------------------------------------------------------------------------------------------------

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Splits at line feeds only: JSON may hold other line separators of Unicode, at which Node's readline splits too. */
async function* lines(file) {
  let rest = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 1024 * 1024 })) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop();
    yield* parts;
  }
  yield rest;
}

async function* jsonLines(file, fault) {
  let number = 0;
  for await (const line of lines(file)) {
    number++;
    if (line.trim() === '') continue;
    const value = parsed(line);
    if (isObject(value)) yield value;
    else fault(`${file}:${number}`, 'is no JSON object');
  }
}

/** The values of anchor records of one service. */
async function topicParts(file, service, fault) {
  const parts = [];
  for await (const record of jsonLines(file, fault)) {
    const { payload, headers = [] } = record;
    const source = headers[headers.indexOf('ce_source') + 1];
    if (headers.includes('ce_source') && source !== `/digital-service/${service}`) continue;
    parts.push(typeof payload === 'string' ? parsed(payload) : record);
  }
  return parts;
}

const eventsOf = ({ events }) => (Array.isArray(events) ? events.filter(isObject) : []);

/** First reading: the header of the file, and its anchors. */
async function readAnchors(file, ignore) {
  let header;
  const parts = [];
  const hashOfClose = new Map();
  for await (const line of jsonLines(file, ignore)) {
    header ??= line;
    if (header.kind !== 'export' || header.format !== FORMAT) throw new TypeError(`${file} is no export ${FORMAT}.`);
    if (line.kind !== 'history' || line.collection !== ANCHORS) continue;
    for (const { data, hash } of eventsOf(line)) {
      parts.push(data);
      if (isPart(data) && data.seal !== undefined) hashOfClose.set(closeOf(data), hash);
    }
  }
  if (header === undefined) throw new TypeError(`${file} is empty.`);
  return { header, parts, hashOfClose };
}

/** Second reading: every chain, and every anchored head in it. */
async function walkHistories(file, { wanted, withheld }, count, fault) {
  const seen = new Set();
  let end;
  for await (const line of jsonLines(file, fault)) {
    if (end !== undefined) fault('the file', 'goes on behind its end');
    if (line.kind === 'end') end = line;
    if (line.kind !== 'history') continue;
    const { collection, id } = line;
    const events = eventsOf(line);
    const key = `${collection}|${id}`;
    const where = `${collection} ${id}`;
    if (seen.has(key)) fault(where, 'is in the export twice');
    seen.add(key);
    count('events', events.length);
    const declared = own(withheld, collection);
    const mayWithhold = (type, path) => {
      const paths = own(declared, type);
      return Array.isArray(paths) && paths.includes(path);
    };
    const broken = brokenLink(events, (what) => count(what, 1, collection), mayWithhold);
    const altered = broken ?? alteredState(line, events, count);
    if (altered !== undefined) fault(where, altered);
    const hashes = new Map(events.map(({ version, hash }) => [version, hash]));
    for (const [version, { hash, day }] of wanted.get(key) ?? []) {
      if (hashes.get(version) === hash) count('heads');
      else fault(where, `ended in ${hash.slice(0, 12)}… at version ${version} on ${day}; in the export it does not`);
    }
    const anchored = Math.max(0, ...(wanted.get(key)?.keys() ?? []));
    if (collection !== ANCHORS && events.at(-1)?.version !== anchored) count('beyondAnchors');
  }
  for (const [key, versions] of wanted)
    if (!seen.has(key)) fault(key.replace('|', ' '), `was there on ${[...versions.values()][0].day} and is not now`);
  if (end === undefined) fault('the file', 'has no end: it was cut short');
  else if (end.histories !== seen.size)
    fault('the file', `should hold ${end.histories} histories and holds ${seen.size}`);
  return seen.size;
}

/** Every anchor on the topic has to be in the export, unchanged. @returns both together */
function withTopic(exported, onTopic, fault) {
  const byClose = new Map(exported.map((anchor) => [anchor.close, anchor]));
  for (const anchor of onTopic) {
    const known = byClose.get(anchor.close);
    if (known === undefined) fault(`anchor ${anchor.day}`, 'is on the topic and not in the export');
    else if (canonical(known) !== canonical(anchor))
      fault(`anchor ${anchor.day}`, 'says one thing on the topic and another in the export');
    byClose.set(anchor.close, anchor);
  }
  return [...byClose.values()].sort((a, b) => (a.close < b.close ? -1 : 1));
}

/** @throws TypeError when the file is no export; also the errors of reading files */
export async function verify(exportFile, anchorsFile, keysFile) {
  const counted = { events: 0, digests: 0, erased: 0, requests: 0, heads: 0, beyondAnchors: 0 };
  const figures = { ...counted, states: 0, members: 0, withoutState: 0, signatures: 0 };
  const withheld = {};
  const breaks = [];
  const fault = (where, why) => breaks.push({ where, why });
  const count = (what, by = 1, collection = '') => {
    if (Object.hasOwn(figures, what)) figures[what] += by;
    else withheld[`${collection} ${what}`] = (own(withheld, `${collection} ${what}`) ?? 0) + by;
  };
  const { header, parts, hashOfClose } = await readAnchors(exportFile, () => undefined);
  let anchors = anchorsOf(parts, 'anchor', fault);
  if (anchorsFile !== undefined) {
    const records = await topicParts(anchorsFile, header.service, fault);
    anchors = withTopic(anchors, anchorsOf(records, 'anchor on the topic', fault), fault);
  }
  if (keysFile !== undefined) {
    const keys = keysOf(keysFile, header.service);
    for (const part of parts.filter(isPart)) {
      const why = unsigned(header.service, part, keys);
      if (why === undefined) count('signatures');
      else fault(`anchor ${part.day}`, why);
    }
  }
  const roots = followAnchors(anchors, hashOfClose, fault);
  const wanted = anchoredHeads(anchors, fault);
  const histories = await walkHistories(exportFile, { wanted, withheld: header.withheld }, count, fault);
  const days = anchors.map(({ day }) => day);
  const { service, at } = header;
  const signed = keysFile !== undefined;
  return { service, at, histories, ...figures, withheld, anchors: days.length, roots, days, signed, breaks };
}

// ---- command line -------------------------------------------------------------------------------------------------

const HELP = `node verify-export.mjs EXPORT [--anchors FILE] [--keys FILE] [--json]

Checks every chain, every state, every anchor, and every digest of present personal data in an export of the audit
trail.
  --anchors FILE    records of <service>.audit kept apart: kcat -C -t <service>.audit -o beginning -e -J > FILE
  --keys FILE       public keys kept apart: event-keys.json; the signatures of the anchors are checked as well
  --json            one JSON object to standard output

Exit codes: 0 everything holds, 1 something does not, 2 wrong usage or a file that cannot be read.
The head of this file describes how the hashes are made.`;

function print({
  service,
  at,
  histories,
  events,
  digests,
  erased,
  withheld,
  requests,
  anchors,
  days,
  heads,
  roots,
  beyondAnchors,
  states,
  members,
  withoutState,
  signatures,
  signed,
  breaks,
}) {
  console.log(`Export of ${service}, taken ${at}: ${histories} histories, ${events} events`);
  const parts = Object.entries(withheld);
  const values = parts.reduce((sum, [, n]) => sum + n, 0);
  console.log(`Personal data: ${digests} digests hold, ${erased} values erased, ${values} withheld`);
  for (const [what, n] of parts) console.log(`  withheld: ${what}, ${n} ${n === 1 ? 'value' : 'values'}`);
  console.log(`Requests: ${requests} digests, of which no request and no salt is in the export`);
  console.log(`States: ${states} are what their last save left, ${members} members withheld`);
  if (withoutState > 0) console.log(`Without a digest of their state: ${withoutState}`);
  console.log(
    `Anchors: ${anchors}${anchors > 0 ? ` (${days[0]} to ${days.at(-1)})` : ''}, ${heads} heads found, ${roots} roots hold`,
  );
  console.log(
    signed ? `Signatures of anchors: ${signatures} hold` : 'Signatures of anchors: not checked without --keys',
  );
  console.log(`Changed since the last anchor, held by their chain alone: ${beyondAnchors}`);
  for (const { where, why } of breaks) console.log(`BREAK ${where}: ${why}`);
  console.log(
    breaks.length === 0 ? 'Everything holds.' : `${breaks.length} ${breaks.length === 1 ? 'break' : 'breaks'}.`,
  );
}

async function main(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      anchors: { type: 'string' },
      keys: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(HELP) ?? 0;
  if (positionals.length !== 1) return console.error(HELP) ?? 2;
  const result = await verify(positionals[0], values.anchors, values.keys);
  if (values.json) console.log(JSON.stringify(result));
  else print(result);
  return result.breaks.length === 0 ? 0 : 1;
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 2;
  }
}
