import { API } from './broker-frames.js';
import type { WirePoint } from './crash-point.js';
import type { Sighting } from './link.js';
import { AGGREGATES, READ_MODELS } from './collections.js';

/** Says of every frame in turn whether it is the one. May remember frames it has seen before. */
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

/** The answer to a request that `asked` recognised. */
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

/** `then`, after `first` has been seen on a line of the same instance. */
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

/** Clock changes are excluded: every client waits for them, so kills at that point would stall the whole run. */
const commandArrives: MarkerOf = () => (sighting) =>
  sighting.kind === 'http command' && !sighting.line.includes('/v1/clock');

/** The load of an aggregate for a decision: by its id, and with more fields than the version and state of a read. */
const loadsHead = command(({ store }) => {
  const { name, collection } = store.command;
  if (name !== 'find' || collection === undefined || !AGGREGATES.has(collection)) return false;
  const { filter, projection } = store.body() as { filter?: object; projection?: object };
  const fields = Object.keys(projection ?? {});
  return '_id' in (filter ?? {}) && (fields.length === 0 || (fields.includes('state') && fields.length > 2));
});

/** An update without a history only asks whether what a refusal was judged by is the newest. */
const savesAggregate = command(({ store }) => {
  const { name, collection } = store.command;
  return (
    ['insert', 'update', 'findAndModify'].includes(name) &&
    AGGREGATES.has(collection ?? '') &&
    store.mentions('history')
  );
});

const sendsEvents = request(API.produce, ({ request: sent }) => isEvents(sent.producedTopics()));

const storesToken = command(({ store }) => {
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
 * How the instants at which a service is killed are recognised on the wire. The frame at which a marker fires is never
 * forwarded, so the kill comes before a request had its effect, or before its answer was known. `during parsing` is the
 * exception: its request goes on to the service. `during shutdown` has no marker: see CrashPoints.
 */
export const MARKERS = {
  /** A command has reached the service. None of its requests reaches the store. */
  'during parsing': commandArrives,
  /** The aggregate is being loaded for a command. The load does not arrive. */
  'before load': following(commandArrives, loadsHead),
  /** An aggregate is being inserted or updated. The write does not arrive. */
  'before commit': savesAggregate,
  /** That write is applied. The store's reply does not come back. */
  'after commit, before answer': replyTo(savesAggregate),
  /** The relay sends events, not watermarks or dead letters. The Produce does not arrive. */
  'before send': sendsEvents,
  /** The broker has the events. Its reply does not come back. */
  'after send, before acknowledgement': replyTo(sendsEvents),
  /** After such a reply, the relay stores a new resume token in its lease. The update does not arrive. */
  'after acknowledgement, before resume token': following(replyTo(sendsEvents), storesToken),
  /** Records have come. The read of the positions, or the first write to a read model, does not arrive. */
  'after receipt, before write': following(eventsArrive, beginsToConsume),
  /** An OffsetCommit does not arrive. */
  'after write, before offset commit': request(API.offsetCommit),
  /** Several rows of the positions or of a read model are updated at once. The reply does not come back. */
  'during bulk write': replyTo(writesInBulk),
  /** A JoinGroup or SyncGroup does not arrive. */
  'during rebalance': joinsGroup,
} as const satisfies Record<WirePoint, MarkerOf>;

/** For a kill during shutdown: the service leaves a group. */
export const leavesGroup = request(API.leaveGroup);
/** For lost replies. */
export const aggregateSaved = replyTo(savesAggregate);
/** For bit flips. */
export { eventsArrive, sendsEvents };
