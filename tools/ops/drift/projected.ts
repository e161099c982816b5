import mongoose from 'mongoose';
import type { StoredEvent } from '#common/events/stored-event.js';
import { MongoDocuments } from '#common/aggregates/mongo-documents.js';
import { metaOf, toRecord } from '#common/events/cloud-event.js';
import { Pointer } from '#common/projections/pointers.js';
import { RECORD_PLACE, type Projection } from '#common/projections/projection.js';
import { withFields } from '#common/projections/row-fields.js';
import type { ServiceMap } from '#common/service/service-map.js';
import { rowText, type RowText } from './rows.js';
import type { Check, OpenStores } from './check.js';

type Aggregates = ServiceMap['aggregates'][number][0];

/**
 * Compares a read model with the histories of the aggregates it follows, read from their own services' stores. Every
 * published event is projected onto its row, in order. Relay, topics and projector lie between the two, so an event
 * that any of them lost shows.
 */
export const projectedCheck = (reader: ServiceMap, projection: Projection, services: readonly ServiceMap[]): Check => {
  const followed = services.flatMap((map) =>
    map.aggregates.flatMap(([type]) =>
      type.publishes.some((event) => projection.consumes.includes(event)) ? [{ map, type }] : [],
    ),
  );
  return {
    name: `${reader.service}-${projection.name}`,
    source: `published events of ${followed.map(({ map, type }) => `${map.service}.${type.collection}`).join(', ')}`,
    copy: `${reader.service}.${projection.collection}`,
    async read(stores) {
      const source = new Map<string, RowText>();
      for (const { map, type } of followed)
        for await (const [id, row] of foldedRows(stores, map, type, projection)) source.set(id, row);
      return { source, copy: await heldRows(stores, reader, projection) };
    },
  };
};

async function heldRows(
  stores: OpenStores,
  { service }: ServiceMap,
  projection: Projection,
): Promise<ReadonlyMap<string, RowText>> {
  const { collection } = await new Pointer(stores[service], service, projection).read();
  const rows = new Map<string, RowText>();
  const held = stores[service].collection<{ _id: string }>(collection, { readConcern: { level: 'majority' } });
  // A history does not know in which records its events were sent.
  for await (const row of held.find({}, { projection: { [RECORD_PLACE]: 0 } })) rows.set(row._id, rowText(row));
  return rows;
}

interface WithHistory {
  readonly _id: string;
  readonly history: readonly StoredEvent[];
}

async function* foldedRows(
  stores: OpenStores,
  { service }: ServiceMap,
  type: Aggregates,
  projection: Projection,
): AsyncGenerator<readonly [id: string, row: RowText]> {
  const documents = new MongoDocuments(stores[service], type);
  const found = stores[service]
    .collection<WithHistory>(type.collection, { readConcern: { level: 'majority' } })
    .find({}, { projection: { history: 1 } });
  for await (const { _id, history } of found) {
    // A part of a trimmed history is archived. The adapter reads both parts.
    const whole = history[0]?.version === 1 ? history : await documents.history(_id);
    const row = fold(service, _id, whole, projection);
    if (row !== undefined) yield [_id, rowText(row)];
  }
}

function fold(
  service: string,
  id: string,
  history: readonly StoredEvent[],
  projection: Projection,
): Readonly<Record<string, unknown>> | undefined {
  let row: Readonly<Record<string, unknown>> | undefined;
  for (const event of history) {
    const definition = projection.consumes.find(({ type }) => type === event.ceType);
    if (definition === undefined) continue;
    const { value, headers } = toRecord(service, id, event);
    const set = projection.project({ definition, meta: metaOf(headers), data: JSON.parse(value) as unknown });
    if (set !== undefined) row = { ...withFields(row ?? {}, set), sequence: event.sequence };
  }
  // As the store returns it.
  return row && mongoose.mongo.BSON.deserialize(mongoose.mongo.BSON.serialize(row));
}
