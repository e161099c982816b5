import 'reflect-metadata';
import { Test } from '@nestjs/testing';
import mongoose from 'mongoose';
import { ServiceLog } from '#common/observability/log.js';
import { settingsOf } from '#common/service/settings.js';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { developmentKeysOf } from '#common/service/event-key-settings.js';
import { ServiceModule } from '#common/service/module.js';
import { SERVICES } from './services.js';

/** Addresses without a server: wiring makes no connection. */
const NOWHERE = {
  MONGO_URL: 'mongodb://nowhere.invalid/none',
  KAFKA_BROKERS: 'nowhere.invalid:9092',
  CLOCK: 'sandbox',
};

describe('Every service', () => {
  it.each(SERVICES.map((map) => [map.service, map] as const))(
    '%s provides everything its parts depend on',
    async (_, map) => {
      const client = new mongoose.mongo.MongoClient(NOWHERE.MONGO_URL);
      const connection = Object.assign(mongoose.createConnection(), { db: client.db() });
      const settings = settingsOf(NOWHERE, map.defaultPort);
      const kafka = kafkaClient({ ...settings.broker, clientId: map.service }, () => undefined);
      const log = new ServiceLog(map.service, 'error');
      const eventKeys = await developmentKeysOf(map.service);
      const module = await Test.createTestingModule({
        imports: [ServiceModule.for({ map, settings, log, connection, kafka, eventKeys })],
      }).compile();
      for (const parts of Object.values(map.operations))
        for (const part of parts) expect(module.get(part)).toBeInstanceOf(part);
      for (const [, handler] of map.consumers) expect(module.get(handler)).toBeInstanceOf(handler);
      for (const timer of map.timers) expect(module.get(timer)).toBeInstanceOf(timer);
    },
  );
});
