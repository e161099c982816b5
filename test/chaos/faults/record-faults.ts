import kafkajs, { type Admin } from 'kafkajs';
import { SERVICE_NAMES } from '#common/events/define-event.js';
import { KafkaPublisher, type OutgoingRecord } from '#common/broker/publisher.js';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { consumedTopics } from '#common/service/service-map.js';
import { readTopics } from '#testing/topic-reader.js';
import { SERVICES } from '../../../tools/services.js';
import { pick, shuffled } from '../random.js';
import { wait, type Fault, type Scene } from './fault.js';
import { groupsOf } from '../observe/groups.js';
import { sendPoison, type Followed } from './poison.js';

const REPEATED = 300;
/** A session times out after 6 s. A group that was rebalancing has waited up to 10 s for its members before. */
const EMPTY_WITHIN_MS = 25_000;

const followed: readonly Followed[] = SERVICES.flatMap(({ service, consumers, projections }) => [
  ...consumers.map(([definition]) => ({ definition, group: service as string })),
  ...projections.flatMap(({ name, consumes }) =>
    consumes.map((definition) => ({ definition, group: `${service}.${name}` })),
  ),
]);

const repeats: Fault = {
  name: 'repeats',
  what: 'hundreds of records of a topic are sent again, in another order',
  async inject(scene) {
    const { kafkaBrokers, topicPrefix } = scene.ground.direct;
    const topic = topicPrefix + pick(scene.random, SERVICES.flatMap(consumedTopics));
    const reader = await readTopics([kafkaBrokers], [topic]);
    const publisher = new KafkaPublisher(
      kafkaClient({ brokers: [kafkaBrokers], clientId: 'repeats' }, () => undefined),
    );
    try {
      await wait(1_000, scene);
      // Poison is counted by its offset: a second copy would be another poison record.
      const sound = reader.records.filter(({ partition, offset }) => !isPoison(scene, topic, partition, offset));
      const again = shuffled(scene.random, sound).slice(0, REPEATED);
      await publisher.publish(again.map(({ key, value, headers }): OutgoingRecord => ({ topic, key, value, headers })));
      return `${again.length} records of ${topic}`;
    } finally {
      await reader.stop();
      await publisher.close();
    }
  },
};

const isPoison = ({ poisoned, ground }: Scene, topic: string, partition: number, offset: string): boolean =>
  poisoned.some(({ place }) => `${ground.direct.topicPrefix}${place}` === `${topic}/${partition}/${offset}`);

/** After the session timeout a paused instance is out of its groups, and an empty group can be deleted. */
const rewind: Fault = {
  name: 'rewind',
  what: "a service's groups are deleted: everything is delivered again, from offset 0",
  async inject(scene) {
    const { fleet, direct } = scene.ground;
    const map = pick(scene.random, SERVICES);
    const kafka = new kafkajs.Kafka({
      clientId: 'rewind',
      brokers: [direct.kafkaBrokers],
      logLevel: kafkajs.logLevel.NOTHING,
    });
    const admin = kafka.admin();
    await admin.connect();
    const groups = groupsOf(map, direct.topicPrefix).map(({ groupId }) => groupId);
    try {
      for (const end = performance.now() + EMPTY_WITHIN_MS; ; await wait(200, scene)) {
        // Paused in each round: after a kill the service has restarted and would join its groups again.
        fleet.pause(map.service, 'rewind');
        if (await deleteGroups(admin, groups)) break;
        if (performance.now() > end)
          throw new Error(`${map.service} was still in its groups after ${EMPTY_WITHIN_MS} ms.`);
      }
    } finally {
      fleet.resume(map.service, 'rewind');
      await admin.disconnect();
    }
    return map.service;
  },
};

/** An unknown group begins at offset 0. @returns false when one of them has members: all are left as they were */
async function deleteGroups(admin: Admin, ids: readonly string[]): Promise<boolean> {
  const { groups } = await admin.describeGroups([...ids]);
  if (groups.some(({ members }) => members.length > 0)) return false;
  // A group that was deleted in an earlier round, and not joined since, is `Dead`: there is nothing to delete.
  await admin.deleteGroups(groups.filter(({ state }) => state !== 'Dead').map(({ groupId }) => groupId));
  return true;
}

const poisoning: Fault = {
  name: 'poison',
  what: 'a record that no consumer can handle: no event, wrong hash, cut off, against its schema, of an unknown version',
  async inject(scene) {
    const sent = await sendPoison(scene.ground.direct, followed, scene.random);
    scene.poisoned.push(sent);
    return `${sent.reason} at ${sent.place}`;
  },
};

/** A fault at one instant on the wire, without a kill. */
const trick = (
  name: string,
  what: string,
  kind: 'dropReply' | 'flipProduced' | 'flipFetched',
  times: number,
): Fault => ({
  name,
  what,
  async inject(scene) {
    const service = pick(scene.random, SERVICE_NAMES);
    const armed = scene.ground.arm(service, kind, { nth: 1 + Math.floor(scene.random() * 3), times });
    await Promise.race([armed.hit, wait(8_000, scene)]);
    armed.disarm();
    const hit = await armed.hit;
    return hit === undefined ? `${service}, not met` : service;
  },
});

export const recordFaults: readonly Fault[] = [
  repeats,
  rewind,
  poisoning,
  trick('ambiguous commit', 'a save is applied and its reply lost, twice in a row', 'dropReply', 2),
  trick('bit flip, sent', 'one bit of an event flips on its way to the broker', 'flipProduced', 1),
  trick('bit flip, received', 'one bit of an event flips on its way from the broker', 'flipFetched', 1),
];
