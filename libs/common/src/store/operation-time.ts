import type mongoose from 'mongoose';

/** The store's own time: every write that was acknowledged before lies at or before it. */
export async function operationTimeOf(db: mongoose.mongo.Db): Promise<mongoose.mongo.Timestamp> {
  const { operationTime } = (await db.command({ ping: 1 })) as { operationTime?: mongoose.mongo.Timestamp };
  if (operationTime === undefined) throw new Error('MongoDB gave no operationTime: a replica set is needed.');
  return operationTime;
}
