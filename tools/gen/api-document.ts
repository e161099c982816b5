import mongoose from 'mongoose';
import { createHttpApp } from '#common/http/app.js';
import { openApiDocument } from '#common/http/openapi.js';
import { ServiceLog } from '#common/observability/log.js';
import { settingsOf } from '#common/service/settings.js';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { developmentKeysOf } from '#common/service/event-key-settings.js';
import { readKeys } from '#common/service/key-file.js';
import type { ServiceMap } from '#common/service/service-map.js';
import { permissionsOf, ServiceModule } from '#common/service/module.js';

/** Addresses where nothing is: the application is built and described, never started. */
const NOWHERE = { MONGO_URL: 'mongodb://nowhere.invalid/none', KAFKA_BROKERS: 'nowhere.invalid:9092' };

/** The OpenAPI document of a service as it runs in production, without store, broker or issuer. */
export async function apiDocument(map: ServiceMap): Promise<object> {
  const settings = settingsOf(NOWHERE, map.defaultPort);
  // A client that has not connected still names its database, which is all that the wiring asks for.
  const connection = Object.assign(mongoose.createConnection(), {
    db: new mongoose.mongo.MongoClient(NOWHERE.MONGO_URL).db(),
  });
  const kafka = kafkaClient({ ...settings.broker, clientId: map.service }, () => undefined);
  const log = new ServiceLog(map.service, 'error');
  const api = { title: map.title, description: map.description, version: '1' };
  const eventKeys = await developmentKeysOf(map.service);
  const keys = readKeys(map.keyFiles ?? [], { AUTH: 'dev' });
  const permissions = permissionsOf(map);
  const app = await createHttpApp(ServiceModule.for({ map, settings, log, connection, kafka, eventKeys, keys }), {
    api,
    permissions,
    auth: { mode: 'oidc', issuer: 'https://issuer.invalid', audience: 'none', rolesClaim: 'roles' },
    logger: false,
  });
  return openApiDocument(app, api, permissions, true);
}
