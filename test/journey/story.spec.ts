import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { sha256 } from '#common/kernel/canonical-json.js';
import type { EventDefinition, ServiceName } from '#common/events/define-event.js';
import { aggregatesOf } from '#common/service/service-map.js';
import { everyDocument, everyRecord } from '#testing/everything.js';
import { findGuesses } from '#testing/guessing.js';
import { describeWithServers } from '#testing/stores.js';
import { SERVICES } from '../../tools/services.js';
import { figuresOf, type Figures } from '../../tools/start/figures.js';
import { PUBLISHED } from '../../tools/start/published.js';
import { takeOverRecords } from '../../tools/start/records.js';
import { playStory, STORY } from '../../tools/story/story.js';
import { install, type Installed } from './installed.js';

const WHOLE_STORY_MS = 240_000;
const WITH_RECORDS_MS = 360_000;
const AMID_THE_STEP_MS = 150;

/** The result of the story, with or without crashes. */
const EXPECTED = {
  selected: 6,
  activeListings: 6,
  contracts: { NEGOTIATED: 1, CATALOG: 1 },
  deadLetters: 0,
};

const resultOf = ({ selected, activeListings, contracts, deadLetters }: Figures) => ({
  selected,
  activeListings,
  contracts,
  deadLetters,
});

const stepOn = (title: string): number => STORY.findIndex((step) => step.title.includes(title));

/** For each service, the step in which it has the most work. */
const MOMENTS: readonly (readonly [ServiceName, number])[] = [
  ['intake', stepOn('six applications submitted')],
  ['review', stepOn('14 come')],
  ['catalog', stepOn('six listings published')],
  ['contracts', stepOn('both sign')],
];

describeWithServers('The story of the 62nd committee', () => {
  let installed: Installed | undefined;
  afterEach(async () => {
    await installed?.stop();
    installed = undefined;
  });

  it(
    'ends with six selected, six listed and two contracts, and every record on the topics is valid and in order',
    async () => {
      installed = await install();
      await playStory(installed.stage, () => undefined);
      const { figures, signed } = await figuresOf(installed.api, installed.broker);
      expect(resultOf(figures)).toEqual(EXPECTED);
      expect(figures.auditChains).toEqual({ checked: expect.any(Number) as number, invalid: 0 });
      expect(figures.auditChains.checked).toBeGreaterThan(25);
      expect(signed.map(({ leadTimeBusinessDays }) => leadTimeBusinessDays)).toEqual([9, 9]);
      await expectEveryRecordInOrder(installed);
      await expectNoVoteFound(installed);
    },
    WHOLE_STORY_MS,
  );

  it(
    'ends the same with the records of six years, and makes the published figures, when each service is killed in between',
    async () => {
      installed = await install();
      const { stage, installation } = installed;
      await takeOverRecords(stage, { env: installation.opsEnv, log: () => undefined });
      const killed: ServiceName[] = [];
      const kill = (service: ServiceName): void => {
        installation.processes[service].kill('SIGKILL');
        killed.push(service);
      };
      await playStory(
        stage,
        () => undefined,
        (index) => {
          for (const [service, step] of MOMENTS) if (step === index) setTimeout(kill, AMID_THE_STEP_MS, service);
        },
      );
      expect(killed.toSorted()).toEqual(MOMENTS.map(([service]) => service).toSorted());
      const { figures } = await figuresOf(installed.api, installed.broker);
      expect(resultOf(figures)).toEqual(EXPECTED);
      expect(figures.figures).toEqual(PUBLISHED);
      expect(figures.auditChains.invalid).toBe(0);
    },
    WITH_RECORDS_MS,
  );
});

/** Every record is valid against its schema, has the right hash, and is numbered 1, 2, 3 … per subject and topic. */
async function expectEveryRecordInOrder({ broker }: Installed): Promise<void> {
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  const definitions = new Map<string, EventDefinition>(
    SERVICES.flatMap((map) =>
      aggregatesOf(map).flatMap(([type]) => type.publishes.map((event) => [event.type, event] as const)),
    ),
  );
  const sequences = new Map<string, number[]>();
  for (const { topic, meta, data } of await broker.events()) {
    const definition = definitions.get(meta.type);
    expect(definition?.topic).toBe(topic);
    expect({ type: meta.type, valid: ajv.validate(definition?.data ?? {}, data), errors: ajv.errors }).toMatchObject({
      valid: true,
    });
    expect(meta.dataHash).toBe(sha256(JSON.stringify(data)));
    const subject = `${topic} ${meta.subject}`;
    sequences.set(subject, [...(sequences.get(subject) ?? []), meta.sequence]);
  }
  for (const numbers of sequences.values()) expect(numbers).toEqual(numbers.map((_, i) => i + 1));
}

/** S3: no store, no topic and no log of any service holds a vote that can be found without the vote key. */
async function expectNoVoteFound({ installation, opsEnv, brokers, topicPrefix }: Installed): Promise<void> {
  const reason = '지원체계를 더 갖출 필요가 있다.';
  const bodies = ['YES', 'NO', 'ABSTAIN'].flatMap((vote) => [{ vote }, { vote, reason }]);
  const guesses = { values: ['YES', 'NO', 'ABSTAIN'], texts: [reason], bodies };
  const stores = SERVICES.map(async ({ service }) => {
    const url = opsEnv[`MONGO_URL_${service.toUpperCase()}`] ?? '';
    return [`store of ${service}`, await everyDocument(url)] as const;
  });
  const files = await readdir(installation.logDirectory);
  const logs = files.map(async (file) => {
    const text = await readFile(path.join(installation.logDirectory, file), 'utf8');
    return [`log ${file}`, text.split('\n')] as const;
  });
  const topics = ['topics', await everyRecord(brokers, topicPrefix)] as const;
  const places: readonly (readonly [string, unknown])[] = [...(await Promise.all([...stores, ...logs])), topics];
  expect(places.map(([place]) => place)).toHaveLength(SERVICES.length * 2 + 1);
  expect(places.flatMap(([place, content]) => findGuesses(place, content, guesses))).toEqual([]);
}
