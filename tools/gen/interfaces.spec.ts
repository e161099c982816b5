import 'reflect-metadata';
import { Parser } from '@asyncapi/parser';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parse } from 'yaml';
import { whyNotReadable } from '#common/events/publishable.js';
import { declaredAt } from '#common/http/operation.js';
import { IF_MATCH_PATTERN } from '#common/http/request.js';
import { aggregatesOf } from '#common/service/service-map.js';
import { permissionsOf } from '#common/service/module.js';
import { SERVICES } from '../services.js';
import { asyncApi, messageKey, sampleRecord } from './asyncapi.js';
import { generatedFiles, type Files } from './interface-files.js';
import { deadEvents, definedEvents, publishedEvents } from './definitions.js';
import { eventSchema, type JsonObject } from './event-schema.js';

/** What is promised to readers, topic by topic. A name that is not here yet is a new promise: make it here first. */
const PROMISED: Readonly<Record<string, string>> = {
  'intake.suppliers': 'SupplierRegistered SupplierChanged SupplierDebarred SupplierReinstated',
  'intake.applications':
    'ApplicationSubmitted ApplicationCheckStarted SupplementRequested ApplicationSupplemented SupplementExtended ' +
    'SupplementRedemanded ApplicationAccepted ApplicationReturned WithdrawalRequested ApplicationWithdrawn ' +
    'ApplicationDecided DeferralAnswered ObjectionFiled ObjectionExtended ObjectionResolved',
  'review.cases':
    'ReviewCaseOpened ExpertExaminationCompleted ReviewDeferred ReviewResumed WithdrawalGranted WithdrawalRefused ' +
    'ServiceSelected ServiceNotSelected SelectionCancelled RevoteCalled RevoteConfirmed ObjectionUpheld ' +
    'ObjectionDismissed',
  'review.sessions':
    'SessionPlanned SessionNoticed SessionOpened SessionAdjourned SessionCancelled SessionClosed MinutesConfirmed ' +
    'SessionPublished',
  'review.access': 'CaseAccessGranted CaseAccessRevoked',
  'review.results': 'ReviewResultNotified HearingNoticed SelectionKept',
  'catalog.listings':
    'ListingCreated ListingPublished ListingReturned ListingChanged ListingPriceChanged ListingSuspended ' +
    'ListingResumed ListingExpiring ListingExpired ListingDelisted ListingCancelled ListingRenewed CertificateExpiring',
  'contracts.records': 'BreachDecided BreachCorrected DelayDamagesAssessed SlaCreditGiven TerminationNoticed',
  'catalog.comparisons': 'ComparisonSaved',
  'catalog.agreements': 'AgreementApplied AgreementConcluded AgreementSuspended AgreementEnded',
  'contracts.contracts':
    'ContractSigned ContractStarted ContractAmended ContractPassed ContractCompleted ContractTerminated ContractRescinded ' +
    'ContractYearOpened ' +
    'ContractSettled ' +
    'UsageRegistered UsageCorrected IncidentReported StatementAccepted PaymentMade',
  'intake.audit': 'AuditAnchored',
  'review.audit': 'AuditAnchored',
  'catalog.audit': 'AuditAnchored',
  'contracts.audit': 'AuditAnchored',
};
const promised = Object.entries(PROMISED).flatMap(([topic, names]) => names.split(' ').map((n) => `${topic} ${n}`));

const events = publishedEvents(SERVICES);
const byName = events.map((event) => [messageKey(event, events), event] as const);

let files: Promise<Files> | undefined;
/** Every application is built for it: once for all tests. */
const generated = (): Promise<Files> => (files ??= generatedFiles(SERVICES));

const strict = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
formats.default(strict);
const compiled = new Map<string, ValidateFunction>();

/** Compiling a schema costs more than all validations by it: each is compiled once. */
function validatorOf(schema: JsonObject): ValidateFunction {
  const key = JSON.stringify(schema);
  const validate = compiled.get(key) ?? strict.compile(schema);
  compiled.set(key, validate);
  return validate;
}

describe('Published events', () => {
  it('have the names and topics that were promised', () => {
    expect(promised).toEqual(expect.arrayContaining(events.map(({ topic, name }) => `${topic} ${name}`)));
  });

  it('are each defined once, and each definition is published', async () => {
    const types = (await definedEvents()).map(({ type }) => type);
    expect(types).toEqual([...new Set(types)]);
    expect(await deadEvents(SERVICES)).toEqual([]);
  });

  it('belong to the service that publishes them', () => {
    for (const map of SERVICES)
      for (const [type] of aggregatesOf(map))
        for (const event of type.publishes) expect([event.name, event.service]).toEqual([event.name, map.service]);
  });

  it('are published wherever someone consumes them', () => {
    const published = new Set(SERVICES.flatMap((m) => aggregatesOf(m).flatMap(([type]) => type.publishes)));
    const consumed = SERVICES.flatMap(({ consumers, projections }) => [
      ...consumers.map(([event]) => event),
      ...projections.flatMap(({ consumes }) => consumes),
    ]);
    expect(consumed.filter((event) => !published.has(event)).map(({ type }) => type)).toEqual([]);
  });

  it.each(byName)('%s has a schema that a strict validator takes, and a sample that fits it', (_, event) => {
    const validate = validatorOf(eventSchema(event));
    expect({ valid: validate(event.sample), errors: validate.errors }).toEqual({ valid: true, errors: null });
  });

  it.each(byName)('%s stays readable with a field more', (_, event) => {
    const later = { ...(event.sample as object), aFieldOfLater: 1 };
    expect(validatorOf(eventSchema(event))(later)).toBe(true);
    expect(whyNotReadable(event, later)).toBeUndefined();
  });
});

describe('asyncapi.yaml', () => {
  const text = asyncApi(events);
  const document = parse(text) as {
    components: { schemas: { CloudEventHeaders: JsonObject }; messages: Record<string, { headers: JsonObject }> };
    channels: Record<string, { messages: Record<string, unknown> }>;
  };

  it('is AsyncAPI 3', async () => {
    const { document: parsed, diagnostics } = await new Parser().parse(text);
    expect(diagnostics.filter(({ severity }) => severity === 0).map(({ message, path }) => [message, path])).toEqual(
      [],
    );
    expect(parsed?.version()).toBe('3.0.0');
    expect(parsed?.channels().length).toBe(Object.keys(document.channels).length);
  });

  it('reads the same as YAML 1.1 and 1.2', () => {
    expect(parse(text, { version: '1.1' })).toEqual(parse(text, { version: '1.2' }));
  });

  it('has a channel for every topic, and its relay’s watermarks', () => {
    const topics = [...new Set(events.map(({ topic }) => topic))];
    const watermarks = SERVICES.map(({ service }) => `${service}.watermarks`);
    expect(Object.keys(document.channels).sort()).toEqual([...topics, ...watermarks].sort());
  });

  it.each(byName)('describes the headers of %s as they are sent', (name, event) => {
    const own = document.components.messages[name]?.headers['allOf'] as readonly JsonObject[];
    const headers = [document.components.schemas.CloudEventHeaders, ...own.slice(1)];
    const sent = sampleRecord(event).headers;
    for (const schema of headers) expect(validatorOf(schema)(sent)).toBe(true);
    expect(Object.keys(sent).sort()).toEqual(
      [...(document.components.schemas.CloudEventHeaders['required'] as readonly string[])].sort(),
    );
  });
});

/** Operations that every service has besides its own. */
const COMMON = [
  'verifyAuditTrails',
  'listDeadLetters',
  'getDeadLetter',
  'redriveDeadLetters',
  'discardDeadLetters',
  'getEventKeys',
  'listWork',
  'getNotices',
  'enterAddress',
  'getAddress',
  'removeAddress',
];
/** Of a demonstration only: no part of the production API. */
const SANDBOX = ['readClock', 'moveClock'];

describe.each(SERVICES.map((map) => [map.service, map] as const))('The API of %s', (_, map) => {
  interface Described {
    readonly operationId: string;
    readonly security?: unknown;
    readonly 'x-permissions'?: readonly unknown[];
    readonly responses: Readonly<Record<string, { readonly description: string }>>;
    readonly parameters?: readonly {
      readonly name: string;
      readonly schema: { readonly enum?: readonly string[]; readonly pattern?: string };
    }[];
  }
  let document: JsonObject;
  beforeAll(async () => {
    document = JSON.parse((await generated()).get(`openapi/${map.service}.json`) ?? '') as JsonObject;
  });
  const described = (): readonly Described[] => {
    const paths = document['paths'] as unknown as Readonly<Record<string, Readonly<Record<string, Described>>>>;
    return Object.entries(paths)
      .filter(([path]) => /^\/(v1|\.well-known)\//.test(path))
      .flatMap(([, item]) => Object.values(item));
  };

  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
  });

  it('has a route and a row of permissions for every operation, and no others', () => {
    const routes = described()
      .map(({ operationId }) => operationId)
      .sort();
    const operations = Object.keys(map.operations);
    expect(routes).toEqual([...operations, ...COMMON].sort());
    expect([...permissionsOf(map).operationIds()].sort()).toEqual([...operations, ...COMMON, ...SANDBOX].sort());
  });

  it('names every operation in the map as its route does', () => {
    const routed = Object.entries(map.operations).map(([id, [http]]) => {
      const prototype = http.prototype as Record<string, unknown>;
      const ids = Object.getOwnPropertyNames(prototype)
        .filter((name) => name !== 'constructor')
        .map((name) => declaredAt(prototype[name] as object))
        .flatMap((details) => details?.id ?? []);
      return [id, ids];
    });
    expect(routed).toEqual(Object.keys(map.operations).map((id) => [id, [id]]));
  });

  it('S28: says of each operation what the edge refuses, by which values a list is sorted, and which ETags it takes', () => {
    for (const { operationId, responses, parameters = [] } of described()) {
      expect([operationId, responses['400']?.description]).toEqual([
        operationId,
        expect.stringContaining('JSON_MALFORMED'),
      ]);
      for (const { name, schema } of parameters) {
        if (name === 'sort') expect([operationId, schema.enum?.length ?? 0]).not.toEqual([operationId, 0]);
        if (name === 'If-Match') expect([operationId, schema.pattern]).toEqual([operationId, IF_MATCH_PATTERN.source]);
      }
    }
  });

  it('shows who may do what', () => {
    for (const operation of described()) {
      expect(operation).toEqual(
        expect.objectContaining({ security: expect.any(Array), 'x-permissions': expect.arrayContaining([]) }),
      );
      expect(operation['x-permissions']).not.toEqual([]);
    }
  });
});

it('Generating twice gives the same files', async () => {
  expect(await generatedFiles(SERVICES)).toEqual(await generated());
});
