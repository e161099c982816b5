import mongoose from 'mongoose';

/** Cluster times: seconds and a counter within the second. */
export const Timestamp = {
  secondsBefore: (time: mongoose.mongo.Timestamp, seconds: number): mongoose.mongo.Timestamp =>
    new mongoose.mongo.Timestamp({ t: Math.max(0, time.getHighBitsUnsigned() - seconds), i: 0 }),
  secondsOf: (time: mongoose.mongo.Timestamp): number => time.getHighBitsUnsigned(),
  toDate: (time: mongoose.mongo.Timestamp): Date => new Date(time.getHighBitsUnsigned() * 1_000),
};
