import { Mutex } from 'async-mutex';
import kafkajs from 'kafkajs';
import mongoose from 'mongoose';
import type { StoredEvent } from '#common/events/stored-event.js';
import { findBrokenLink } from '#common/aggregates/history-chain/hash-chain.js';
import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import { ListingCreated } from '#common/events/definitions/listing-created.js';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { derivedId } from '#common/kernel/ids.js';
import { eventually } from '#testing/eventually.js';
import { databaseUrl } from '#infrastructure/mongo-url.js';
import { describeWithServers } from '#testing/stores.js';
import { readTopics } from '#testing/topic-reader.js';
import { figuresOf } from '../../../tools/start/figures.js';
import { Api, type View } from '../../../tools/story/api.js';
import { DOCUMENTS, formOf, PAPER } from '../../../tools/story/applying.js';
import { APPLICANTS, type Applicant } from '../../../tools/story/cast.js';
import { listingPath } from '../../../tools/story/listing.js';
import { Stage } from '../../../tools/story/stage.js';
import { playStory } from '../../../tools/story/story.js';
import { install, type Installed } from '../../journey/installed.js';

const WITHIN = { within: 20_000 };

/** One request at a time. In the story fourteen members attend at once, and with last write wins only a few remain. */
class OneAtATime extends Api {
  private readonly turn = new Mutex();

  override send(...request: Parameters<Api['send']>): Promise<View> {
    return this.turn.runExclusive(() => super.send(...request));
  }
}

describeWithServers('The services wired as a tutorial would', () => {
  let installed: Installed;
  let stage: Stage;
  const applicant = APPLICANTS[0] as Applicant;
  const supplier = applicant.persona;

  beforeAll(async () => {
    installed = await install({ main: () => 'dist/test/chaos/naive/main.js' });
    const { broker, installation } = installed;
    stage = new Stage(new OneAtATime(installation.addresses), () => broker.drained());
    await playStory(stage, () => undefined);
  }, 300_000);
  afterAll(() => installed.stop());

  const contractsOf = async (n: number) =>
    (await stage.as(supplier).get('catalog', listingPath(stage, n)))['contractCount'];

  async function historyOf(applicationId: string): Promise<readonly StoredEvent[]> {
    const intake = databaseUrl(process.env['MONGO_URL'] ?? '', installed.topicPrefix.replace('.', '_intake'));
    const store = await mongoose.createConnection(intake).asPromise();
    const row = await store.collection<{ _id: string; history: StoredEvent[] }>('applications').findOne({
      _id: applicationId,
    });
    await store.close();
    return row?.history ?? [];
  }

  /** Sends an event a second time. */
  async function deliverAgain(definition: { readonly topic: string; readonly type: string }): Promise<void> {
    const { brokers, topicPrefix } = installed;
    const reader = await readTopics([...brokers], [topicPrefix + definition.topic]);
    const record = await eventually(() => {
      const found = reader.records.find(({ headers }) => headers['ce_type'] === definition.type);
      if (found === undefined) throw new Error(`No ${definition.type} yet.`);
      return found;
    });
    await reader.stop();
    const producer = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING }).producer({
      createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    });
    await producer.connect();
    const { topic, key, value, headers } = record;
    await producer.send({ topic, messages: [{ key, value, headers: { ...headers } }] });
    await producer.disconnect();
  }

  it('play the whole story while nothing fails and no requests race', async () => {
    const { figures } = await figuresOf(installed.api, installed.broker);
    expect(figures).toMatchObject({
      selected: 6,
      activeListings: 6,
      contracts: { NEGOTIATED: 1, CATALOG: 1 },
      deadLetters: 0,
      auditChains: { invalid: 0 },
    });
    expect(await contractsOf(2)).toBe(1);
    expect(await contractsOf(4)).toBe(1);
  });

  it('draft one application per request, at the same moment or later, although all have one key', async () => {
    const { api } = installed;
    const headers = { authorization: `Bearer ${await api.token(supplier)}`, 'idempotency-key': 'one-draft' };
    const form = formOf({ ...applicant, serviceName: '같은 서비스' });
    const draft = () => api.send('intake', 'POST', '/v1/applications', form, headers);
    const answers = [...(await Promise.all([draft(), draft()])), await draft()];
    expect(new Set(answers.map(({ id }) => id)).size).toBe(3);
    const histories = await Promise.all(answers.map(({ id }) => historyOf(id)));
    const commandId = derivedId(
      'command',
      supplier.sub,
      supplier.org ?? '',
      'draftApplication',
      '/v1/applications',
      'one-draft',
    );
    expect(histories.map((history) => history.map(({ causationId }) => causationId))).toEqual(
      answers.map(() => [commandId]),
    );
    expect(histories.map((history) => findBrokenLink(history))).toEqual(answers.map(() => undefined));
  });

  it('lose documents that are attached at the same moment, although each was accepted', async () => {
    const caller = installed.api.as(supplier);
    const form = formOf({ ...applicant, serviceName: '서류가 많은 서비스' });
    const { id } = await caller.post('intake', '/v1/applications', form);
    const attach = (type: string) =>
      caller.put('intake', `/v1/applications/${id}/documents/${type}`, PAPER, { 'content-type': 'application/pdf' });
    await Promise.all(DOCUMENTS.map(attach));
    const { documents } = await caller.get('intake', `/v1/applications/${id}`);
    expect((documents as unknown[]).length).toBeLessThan(DOCUMENTS.length);
  });

  it('create a second listing and count a contract twice when an event is delivered twice', async () => {
    await deliverAgain(ServiceSelected);
    await deliverAgain(ContractSigned);
    await eventually(async () => {
      const created = (await installed.broker.events()).filter(({ meta }) => meta.type === ListingCreated.type);
      const selections = created.map(({ data }) => (data as ListingCreated).applicationId);
      expect([selections.length, new Set(selections).size]).toEqual([7, 6]);
      const counts = await Promise.all([2, 4].map(contractsOf));
      expect(counts.toSorted()).toEqual([1, 2]);
    }, WITHIN);
  });
});
