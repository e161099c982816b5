import kafkajs from 'kafkajs';
import mongoose from 'mongoose';
import { KafkaPublisher } from '#common/broker/publisher.js';
import { RelaySource } from '#common/relay/relay-source.js';
import { Relay } from '#common/relay/relay.js';
import { NoteWritten, noteType } from './notes.js';
import { testSigner } from './proofs.js';

/** Where a relay under test runs. */
export interface RelayAddress {
  readonly url: string;
  readonly brokers: string[];
  readonly prefix: string;
  readonly instance: string;
}

/** One instance of the notes' relay as a process of its own: says when it leads and when no longer, a line each. */
const { url, brokers, prefix, instance } = JSON.parse(process.argv[2] ?? '') as RelayAddress;
const connection = await mongoose.createConnection(url, { autoIndex: false }).asPromise();
const db = connection.db as mongoose.mongo.Db;
const ignored = () => undefined;
const relay = new Relay(db, {
  service: 'review',
  instance,
  topics: [NoteWritten.topic],
  topicPrefix: prefix,
  source: new RelaySource(db, [noteType.collection]),
  signer: testSigner('review'),
  publisher: new KafkaPublisher(
    new kafkajs.Kafka({ clientId: instance, brokers, logLevel: kafkajs.logLevel.NOTHING, retry: { retries: 1 } }),
  ),
  observer: {
    published: ignored,
    watermark: ignored,
    broker: ignored,
    oplogUsed: ignored,
    storeRestored: ignored,
    log: ignored,
    leading: (is) => void process.stdout.write(is ? 'leads\n' : 'stands by\n'),
  },
});
relay.start();
