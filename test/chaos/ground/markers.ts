import { API } from './broker-frames.js';
import type { Sighting } from './link.js';
import { AGGREGATES, READ_MODELS } from './services.js';

/** Says of every frame in turn whether it is the one; remembers what it must of those before. */
export type Marker = (sighting: Sighting) => boolean;
type MarkerOf = () => Marker;

const POSITIONS = 'inbox_positions';
const OWN_TOPIC = /\.(?:watermarks|dlq\.[a-z]+)$/;

const isEvents = (topics: readonly string[]): boolean => topics.some((topic) => !OWN_TOPIC.test(topic));

const isReadModel = (collection: string | undefined): boolean =>
  collection !== undefined && READ_MODELS.some((name) => collection === name || collection.startsWith(`${name}_`));

const request =
  (
    api: number,
    isWanted: (sighting: Extract<Sighting, { kind: 'broker request' }>) => boolean = () => true,
  ): MarkerOf =>
  () =>
  (sighting) =>
    sighting.kind === 'broker request' && sighting.request.api === api && isWanted(sighting);

const command =
  (isWanted: (sighting: Extract<Sighting, { kind: 'store request' }>) => boolean): MarkerOf =>
  () =>
  (sighting) =>
    sighting.kind === 'store request' && isWanted(sighting);

/** The answer to a request that the marker of it recognised. */
const replyTo =
  (asked: MarkerOf): MarkerOf =>
  () => {
    const isAsked = asked();
    const open = new Set<string>();
    return (sighting) => {
      if (sighting.kind === 'http command') return false;
      const { number } = sighting.link;
      if (sighting.kind === 'store reply') return open.delete(`${number}/${sighting.store.responseTo}`);
      if (sighting.kind === 'broker reply') return open.delete(`${number}/${sighting.reply.correlationId}`);
      if (isAsked(sighting)) {
        const id = sighting.kind === 'store request' ? sighting.store.requestId : sighting.request.correlationId;
        open.add(`${number}/${id}`);
      }
      return false;
    };
  };

/** `then`, once `first` has been seen on a line of the same instance. */
const following =
  (first: MarkerOf, then: MarkerOf): MarkerOf =>
  () => {
    const [isFirst, isThen] = [first(), then()];
    const seen = new Set<number>();
    return (sighting) => {
      if (isFirst(sighting)) {
        seen.add(sighting.instance);
        return false;
      }
      return seen.has(sighting.instance) && isThen(sighting) && seen.delete(sighting.instance);
    };
  };

/** Setting the clock is not one: all clients wait for it, and whoever is killed by it again and again holds up them all. */
const commandArrives: MarkerOf = () => (sighting) =>
  sighting.kind === 'http command' && !sighting.line.includes('/v1/clock');

/** What a command loads to decide on: by its id, and more than the version and state that a mere look takes. */
const loadsHead = command(({ store }) => {
  const { name, collection } = store.command;
  if (name !== 'find' || collection === undefined || !AGGREGATES.has(collection)) return false;
  const { filter, projection } = store.body() as { filter?: object; projection?: object };
  const fields = Object.keys(projection ?? {});
  return '_id' in (filter ?? {}) && (fields.length === 0 || (fields.includes('state') && fields.length > 2));
});

const savesAggregate = command(({ store: { command: asked } }) => {
  const { name, collection } = asked;
  return ['insert', 'update', 'findAndModify'].includes(name) && AGGREGATES.has(collection ?? '');
});

const sendsEvents = request(API.produce, ({ request: sent }) => isEvents(sent.producedTopics()));

const storesPlace = command(({ store }) => {
  const { name, collection } = store.command;
  return name === 'update' && collection === 'leases' && store.mentions('tokenTime');
});

const eventsArrive: MarkerOf = () => (sighting) =>
  sighting.kind === 'broker reply' &&
  sighting.reply.request.api === API.fetch &&
  isEvents(sighting.reply.fetchedTopics());

const beginsToConsume = command(({ store: { command: asked } }) => {
  const { name, collection } = asked;
  return (name === 'find' && collection === POSITIONS) || (name === 'update' && isReadModel(collection));
});

const writesInBulk = command(({ store }) => {
  const { name, collection } = store.command;
  return name === 'update' && (collection === POSITIONS || isReadModel(collection)) && store.updates() > 1;
});

const joinsGroup: MarkerOf = () => (sighting) =>
  sighting.kind === 'broker request' && [API.joinGroup, API.syncGroup].includes(sighting.request.api as never);

/**
 * The instants at which a service is killed, told by what passes on the wire. The frame at which it is recognised is
 * never forwarded, so the kill comes before a request had its effect or before its answer was known.
 *
 * K1 parsed: a command has reached the service; nothing of what it asks of the store gets there.
 * K2 validated: the aggregate is being loaded for a command; the load does not arrive.
 * K3 before the commit: an aggregate is being inserted or updated; the write does not arrive.
 * K4 committed, not answered: that write is applied; the store's reply does not come back.
 * K5 relay, before sending: a Produce of events (not of watermarks or dead letters) does not arrive.
 * K6 sent, not acknowledged: the broker has the events; its reply does not come back.
 * K7 acknowledged, place not stored: after such a reply, the update of the relay's lease with a new resume token does
 *    not arrive.
 * K8 received, not written: records have come; the look at the positions, or the first write to a read model, does not
 *    arrive.
 * K9 written, offset not committed: an OffsetCommit does not arrive.
 * K10 in the middle of a bulk write: an update of several rows of the positions or of a read model is applied; the
 *    reply does not come back.
 * K11 during a rebalance: a JoinGroup or SyncGroup does not arrive.
 * K12 during shutdown has no marker of its own: see CrashPoints.
 */
export const MARKERS = {
  K1: commandArrives,
  K2: following(commandArrives, loadsHead),
  K3: savesAggregate,
  K4: replyTo(savesAggregate),
  K5: sendsEvents,
  K6: replyTo(sendsEvents),
  K7: following(replyTo(sendsEvents), storesPlace),
  K8: following(eventsArrive, beginsToConsume),
  K9: request(API.offsetCommit),
  K10: replyTo(writesInBulk),
  K11: joinsGroup,
} as const satisfies Record<string, MarkerOf>;

/** For K12: the service says goodbye to a group. */
export const leavesGroup = request(API.leaveGroup);
/** For lost replies. */
export const aggregateSaved = replyTo(savesAggregate);
/** For bit flips. */
export { eventsArrive, sendsEvents };
