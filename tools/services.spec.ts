import 'reflect-metadata';
import { Test } from '@nestjs/testing';
import mongoose from 'mongoose';
import { ServiceLog } from '#common/observability/log.js';
import { settingsOf } from '#common/service/settings.js';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { developmentKeysOf } from '#common/service/event-key-settings.js';
import { readKeys } from '#common/service/key-file.js';
import { ServiceModule } from '#common/service/module.js';
import { DeadLettersHttp } from '#common/service/operations/dead-letters.http.js';
import { declaredAt } from '#common/http/operation.js';
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
      const keys = readKeys(map.keyFiles ?? [], { AUTH: 'dev' });
      const module = await Test.createTestingModule({
        imports: [ServiceModule.for({ map, settings, log, connection, kafka, eventKeys, keys })],
      }).compile();
      for (const parts of Object.values(map.operations))
        for (const part of parts) expect(module.get(part)).toBeInstanceOf(part);
      for (const [, handler] of map.consumers) expect(module.get(handler)).toBeInstanceOf(handler);
      for (const timer of map.timers) expect(module.get(timer)).toBeInstanceOf(timer);
    },
  );
});

/** Whether a view names, somewhere in it, a person to write to. */
const hasContact = (schema: unknown): boolean =>
  typeof schema === 'object' &&
  schema !== null &&
  Object.entries(schema).some(([key, inner]) => CONTACT.has(key) || hasContact(inner));
const CONTACT: ReadonlySet<string> = new Set(['contact', 'email', 'phone', 'mobile', 'address']);

const handlerOf = (http: { readonly prototype: object }, method: string): object =>
  (http.prototype as Readonly<Record<string, object>>)[method] ?? {};

describe('S13: reads of personal data', () => {
  const declared = SERVICES.flatMap((map) =>
    Object.values(map.operations).map(([http]) => declaredAt((http.prototype as { handle: object }).handle)),
  ).filter((details) => details?.method === 'GET');

  it('are recorded where a view has a contact, a history or a document', () => {
    const personal = declared.filter(
      (details) =>
        hasContact(details?.answers) || details?.answers === 'document' || (details?.id ?? '').endsWith('History'),
    );
    expect(personal.map((details) => details?.id)).toEqual(
      expect.arrayContaining(['getApplication', 'downloadDocument']),
    );
    expect(personal.filter((details) => details?.accesses === undefined).map((details) => details?.id)).toEqual([]);
  });

  it('are recorded under what they show, dead letters and members of the committee included', () => {
    const recorded = [...declared, declaredAt(handlerOf(DeadLettersHttp, 'get'))].flatMap((details) =>
      details?.accesses === undefined ? [] : [`${details.accesses.what} ${details.id}`],
    );
    expect(recorded.sort()).toEqual([
      'CONTACT getApplication',
      'CONTACT getApplicationNotices',
      'CONTACT getListing',
      'CONTACT getListingContact',
      'CONTACT getResult',
      'CONTACT getSupplier',
      'CONTACT listApplications',
      'CONTACT listListingFiles',
      'CONTACT listSuppliers',
      'DEAD_LETTER getDeadLetter',
      'DOCUMENT downloadContractDocument',
      'DOCUMENT downloadDocument',
      'DOCUMENT downloadDocumentFile',
      'DOCUMENT downloadMinutes',
      'DOCUMENT downloadSelectionAct',
      'DOCUMENT downloadSignature',
      'DOCUMENT downloadStoredDocument',
      'DOCUMENT downloadUsageCertificate',
      'DOCUMENT exportContractDocument',
      'DOCUMENT exportMinutes',
      'DOCUMENT exportSelectionAct',
      'DOCUMENT readContractDocument',
      'HISTORY getAgreementHistory',
      'HISTORY getApplicationHistory',
      'HISTORY getBudgetHistory',
      'HISTORY getCaseHistory',
      'HISTORY getCommitteeHistory',
      'HISTORY getContractHistory',
      'HISTORY getDocumentHistory',
      'HISTORY getInquiryHistory',
      'HISTORY getListingHistory',
      'HISTORY getQuestionSetHistory',
      'HISTORY getSessionHistory',
      'HISTORY getSupplierHistory',
      'MEMBERS listMembers',
    ]);
  });
});
