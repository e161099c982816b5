import kafkajs from 'kafkajs';
import mongoose from 'mongoose';
import { testSigner } from '#testing/proofs.js';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { metaOf } from '../events/cloud-event.js';
import { newId } from '../kernel/ids.js';
import { databaseOf, NoteWritten, Notes } from '#testing/notes.js';
import type { RelayAddress } from '#testing/relay-process.js';
import {
  describeWithServers,
  eventually,
  testDatabase,
  testTopics,
  type TestDatabase,
  type TestTopics,
} from '#testing/stores.js';
import { TcpProxy } from '#infrastructure/tcp-proxy.js';
import { readTopics, type ReadRecord, type TopicReader } from '#testing/topic-reader.js';
import { KafkaPublisher } from '../broker/publisher.js';
import { RelaySource } from './relay-source.js';
import { Relay } from './relay.js';
import { watermarkTopic } from '../broker/watermark.js';

const SCRIPT = resolve('dist/libs/testing/src/relay-process.js');
/** Events that wait while the broker is away; with RELAY_BACKLOG=100000 as many as an outage of hours leaves. */
const BACKLOG = Number(process.env['RELAY_BACKLOG'] ?? 4_000);
const [PER_SAVE, SAVES] = [10, 5];
const PARTITIONS = 3;

/** How often each subject's events came: the first time in order and without a gap, later only as what they were. */
function inOrder(records: readonly ReadRecord[]): { newest: ReadonlyMap<string, number>; repeats: number } {
  const known = new Map<string, string[]>();
  let repeats = 0;
  for (const { key, headers } of records) {
    const { id, sequence } = metaOf(headers);
    const ids = known.get(key ?? '') ?? [];
    known.set(key ?? '', ids);
    if (sequence <= ids.length) {
      repeats++;
      expect(id).toBe(ids[sequence - 1]);
    } else {
      expect(sequence).toBe(ids.length + 1);
      ids.push(id);
    }
  }
  return { newest: new Map([...known].map(([key, ids]) => [key, ids.length])), repeats };
}

describeWithServers('A relay between real servers', () => {
  let database: TestDatabase;
  let topics: TestTopics;
  let notes: Notes;
  let db: mongoose.mongo.Db;
  let reader: TopicReader;
  let line: TcpProxy;
  const relays: Relay[] = [];
  const children: ChildProcess[] = [];
  const leading = new Set<string>();

  beforeEach(async () => {
    topics = testTopics('relaying');
    await topics.create([NoteWritten.topic, watermarkTopic('review')], PARTITIONS);
    database = await testDatabase('relaying');
    notes = await Notes.in(database);
    db = databaseOf(database);
    reader = await readTopics(topics.brokers, [topics.name(NoteWritten.topic)]);
    const [host = '', port = ''] = topics.brokers[0]?.split(':') ?? [];
    line = new TcpProxy({ host, port: Number(port) });
    await line.open();
  });
  afterEach(async () => {
    const ends = children.splice(0).map(async (child) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    });
    await Promise.all([...ends, ...relays.splice(0).map((relay) => relay.stop()), reader.stop()]);
    await line.cut();
    await Promise.all([database.drop(), topics.drop()]);
  });

  function start(instance: string): Relay {
    const kafka = new kafkajs.Kafka({
      clientId: instance,
      brokers: topics.brokers,
      logLevel: kafkajs.logLevel.NOTHING,
      connectionTimeout: 500,
      retry: { retries: 1, initialRetryTime: 50 },
      socketFactory: ({ onConnect }) => connect({ host: '127.0.0.1', port: line.port }, onConnect),
    });
    const ignored = () => undefined;
    const relay = new Relay(db, {
      service: 'review',
      instance,
      topics: [NoteWritten.topic],
      topicPrefix: topics.prefix,
      source: new RelaySource(db, ['notes']),
      signer: testSigner('review'),
      publisher: new KafkaPublisher(kafka),
      observer: {
        published: ignored,
        watermark: ignored,
        broker: ignored,
        oplogUsed: ignored,
        storeRestored: ignored,
        log: ignored,
        leading: (is) => void (is ? leading.add(instance) : leading.delete(instance)),
      },
    });
    relays.push(relay);
    relay.start();
    return relay;
  }

  function spawnRelay(instance: string): { child: ChildProcess; said: string[] } {
    const address: RelayAddress = { url: database.url, brokers: topics.brokers, prefix: topics.prefix, instance };
    const args = ['--disable-warning=TimeoutNegativeWarning', SCRIPT, JSON.stringify(address)];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const said: string[] = [];
    createInterface({ input: child.stdout }).on('line', (text) => said.push(text));
    return { child, said };
  }

  it('takes over within 5 s from a process that is paused, which can only repeat when it wakes up', async () => {
    const { child, said } = spawnRelay('sleeper');
    await eventually(() => expect(said).toEqual(['leads']));
    start('successor');
    const written = new Map(Array.from({ length: 8 }, () => [newId(), 0]));
    const enough = new AbortController();
    const writers = [...written.keys()].map(async (id) => {
      for (let n = 1; !enough.signal.aborted && n <= 190; n++) {
        await notes.add(id, String(n));
        written.set(id, n);
      }
    });
    await reader.count(80);

    child.kill('SIGSTOP');
    const pausedAt = performance.now();
    const probe = newId();
    await notes.add(probe, 'after the pause');
    written.set(probe, 1);
    await eventually(() => expect(reader.records.map(({ key }) => key)).toContain(probe));
    expect(performance.now() - pausedAt).toBeLessThan(5_000);
    expect([...leading]).toEqual(['successor']);
    expect(said).toEqual(['leads']);

    child.kill('SIGCONT');
    await eventually(() => expect(said).toEqual(['leads', 'stands by']));
    const last = newId();
    await notes.add(last, 'after the waking');
    written.set(last, 1);
    enough.abort();
    await Promise.all(writers);
    await eventually(() => expect(inOrder(reader.records).newest).toEqual(written));
    expect([...leading]).toEqual(['successor']);
    expect(said).toEqual(['leads', 'stands by']);
  });

  it(
    `brings ${BACKLOG} events in order that waited for the broker`,
    async () => {
      start('one');
      const before = newId();
      await notes.add(before, 'before');
      await reader.count(1);
      await line.cut();

      const subjects = Array.from({ length: BACKLOG / PER_SAVE / SAVES }, newId);
      const left = [...subjects];
      const write = async () => {
        for (let id = left.pop(); id !== undefined; id = left.pop())
          for (let save = 0; save < SAVES; save++)
            await notes.add(id, ...Array.from({ length: PER_SAVE }, (_, i) => `${save * PER_SAVE + i + 1}`));
      };
      const writingAt = performance.now();
      await Promise.all(Array.from({ length: 16 }, write));
      // An answer that the cut has taken from the relay lets it send again what came before, and nothing else.
      expect(new Set(reader.records.map(({ key }) => key))).toEqual(new Set([before]));

      const openedAt = performance.now();
      await line.open();
      await eventually(() => expect(reader.records.length).toBeGreaterThan(BACKLOG), { within: 20_000 + BACKLOG });
      const drainedMs = performance.now() - openedAt;
      const { newest, repeats } = inOrder(reader.records);
      expect(subjects.map((id) => newest.get(id))).toEqual(subjects.map(() => PER_SAVE * SAVES));
      expect(repeats).toBeLessThan(BACKLOG / 2);
      if (process.env['RELAY_BACKLOG'] !== undefined) {
        const figures = { events: BACKLOG, writtenMs: openedAt - writingAt, drainedMs, repeats };
        process.stdout.write(`${JSON.stringify(figures)}\n`);
      }
    },
    60_000 + 5 * BACKLOG,
  );
});
