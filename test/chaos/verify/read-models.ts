import mongoose from 'mongoose';
import type { ServiceName } from '#common/events/define-event.js';
import { canonicalJson, sha256 } from '#common/kernel/canonical-json.js';
import type { ConsumedRecord } from '#common/broker/record.js';
import { readData, readMeta } from '#common/inbox/delivery/read-record.js';
import { RECORD_PLACE, type Projection } from '#common/projections/projection.js';
import { withFields } from '#common/projections/row-fields.js';
import { SERVICES } from '../../../tools/services.js';
import { Check, type InvariantResult } from './invariant.js';
import { copyOf, type Stores } from '../observe/stores.js';

type Row = Record<string, unknown> & { readonly sequence: number };

interface Rebuilt {
  readonly service: ServiceName;
  readonly projection: Projection;
  readonly rows: Map<string, Row>;
}

const { BSON } = mongoose.mongo;
/** As the store returns it: undefined becomes null. */
const hashOf = (row: object): string =>
  sha256(canonicalJson(BSON.deserialize(BSON.serialize(row, { ignoreUndefined: false }))));

/** I6: each read model equals its own projection of the topics, read from the beginning. */
export class ReadModelsAgree {
  private readonly rebuilt: readonly Rebuilt[] = SERVICES.flatMap(({ service, projections }) =>
    projections.map((projection) => ({ service, projection, rows: new Map<string, Row>() })),
  );

  constructor(private readonly injected: ReadonlySet<string>) {}

  take(topic: string, record: ConsumedRecord): void {
    if (this.injected.has(`${topic}/${record.partition}/${record.offset}`)) return;
    for (const { projection, rows } of this.rebuilt)
      if (projection.consumes.some((event) => event.topic === topic)) fold(projection, rows, record);
  }

  async result(stores: Stores): Promise<InvariantResult> {
    const check = new Check('I6', 'every read model is what its topics make of it');
    for (const { service, projection, rows } of this.rebuilt) {
      const db = stores.db(service);
      const name = `${service}.${projection.collection}`;
      const { collection } = await copyOf(db, service, projection);
      // A record that was sent twice made the row once, in one place or the other.
      const kept = db.collection<{ _id: string }>(collection).find({}, { projection: { [RECORD_PLACE]: 0 } });
      for await (const { _id, ...row } of kept) {
        check.count('rows');
        const expected = rows.get(_id);
        if (expected === undefined) check.find(`${name} ${_id}: it has no event`);
        else if (hashOf(expected) !== hashOf(row)) check.find(`${name} ${_id}: differs from its rebuild`);
        rows.delete(_id);
      }
      for (const id of rows.keys()) check.find(`${name} ${id}: is missing`);
    }
    return check.result();
  }
}

/** An unreadable record is a dead letter for the projector, and is skipped here. I2 checks it. */
function fold(projection: Projection, rows: Map<string, Row>, record: ConsumedRecord): void {
  try {
    const meta = readMeta(record);
    const definition = projection.consumes.find((event) => event.type === meta.type);
    if (definition === undefined) return;
    const set = projection.project({ definition, meta, data: readData(record, meta, definition) });
    const known = rows.get(meta.subject);
    if (set === undefined || (known !== undefined && known.sequence >= meta.sequence)) return;
    rows.set(meta.subject, { ...withFields(known ?? {}, set), sequence: meta.sequence });
  } catch {
    return;
  }
}
