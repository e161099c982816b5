import { SERVICE_NAMES } from '#common/events/define-event.js';
import type { ContractFacts } from '#common/events/definitions/contract-facts.js';
import type { ServiceSelected } from '#common/events/definitions/service-selected.js';
import type { SupplierFacts } from '#common/events/definitions/shapes.js';
import type { Api } from '../story/api.js';
import { APPLICANTS, auditor } from '../story/cast.js';
import type { BrokerView } from './broker-view.js';
import { publishedFigures, type PublishedFigures } from './published.js';

/** The one JSON object of `--json` (docs/interfaces.md). */
export interface Figures {
  /** Of what the story made, without the records from before. */
  readonly selected: number;
  readonly activeListings: number;
  readonly contracts: Readonly<Record<string, number>>;
  /** Of everything. */
  readonly figures: readonly PublishedFigures[];
  readonly deadLetters: number;
  readonly auditChains: { readonly checked: number; readonly invalid: number };
  readonly eventsByTopic: Readonly<Record<string, number>>;
  readonly propagationMs: { readonly p50: number; readonly p99: number; readonly events: number };
}

/** A signed contract, for the table at the end. */
export interface SignedContract {
  readonly no: string;
  readonly method: string;
  readonly listing: string;
  readonly institution: string;
  readonly amount: number;
  readonly leadTimeBusinessDays: number;
}

/** @param before the times from before the story, which are left out; by default there are none */
export async function figuresOf(
  api: Api,
  broker: BrokerView,
  before: Buckets = [],
): Promise<{ figures: Figures; signed: readonly SignedContract[] }> {
  await broker.drained();
  const events = await broker.events();
  const named = (name: string) => events.filter(({ meta }) => meta.type.includes(`.${name}.v`));
  const signed = named('ContractSigned')
    .map(({ data }) => data as ContractFacts)
    .filter(({ origin }) => origin === 'NATIVE');
  const contracts: Record<string, number> = { NEGOTIATED: 0, CATALOG: 0 };
  for (const { method } of signed) contracts[method] = (contracts[method] ?? 0) + 1;
  const eventsByTopic: Record<string, number> = {};
  for (const { topic } of events) eventsByTopic[topic] = (eventsByTopic[topic] ?? 0) + 1;
  const audits = await Promise.all(SERVICE_NAMES.map((service) => api.as(auditor).get(service, '/v1/audit')));
  const figures = {
    selected: named('ServiceSelected').filter(({ data }) => (data as ServiceSelected).migrated !== true).length,
    activeListings: await activeListings(api),
    contracts,
    figures: await publishedFigures(api),
    deadLetters: await broker.deadLetters(),
    auditChains: {
      checked: audits.reduce((sum, audit) => sum + Number(audit['checked']), 0),
      invalid: audits.reduce((sum, audit) => sum + (audit['invalid'] as unknown[]).length, 0),
    },
    eventsByTopic,
    propagationMs: await propagation(api, before),
  };
  return {
    figures,
    signed: signed.map((contract) => ({
      no: contract.contractNo,
      method: contract.method,
      listing: contract.supplier.name,
      institution: contract.institution.name,
      amount: contract.amount,
      leadTimeBusinessDays: contract.leadTimeBusinessDays,
    })),
  };
}

/** The listings of the story: those of before have other suppliers. */
async function activeListings(api: Api): Promise<number> {
  const suppliers = new Set(APPLICANTS.map(({ businessNumber }) => businessNumber));
  let count = 0;
  let cursor = '';
  do {
    const page = await api.send('catalog', 'GET', `/v1/listings?limit=100${cursor && `&cursor=${cursor}`}`);
    const items = page['items'] as { status: string; supplier: SupplierFacts }[];
    count += items.filter((one) => one.status === 'ACTIVE' && suppliers.has(one.supplier.businessNumber)).length;
    cursor = (page['next'] as string | undefined) ?? '';
  } while (cursor !== '');
  return count;
}

async function propagation(api: Api, before: Buckets): Promise<Figures['propagationMs']> {
  return quantilesOf(since(before, await propagationBuckets(api)));
}

/** What came after the first of the two. */
export function since(before: Buckets, after: Buckets): Buckets {
  const counted = new Map(before);
  return after.map(([bound, count]) => [bound, count - (counted.get(bound) ?? 0)]);
}

type Buckets = readonly (readonly [bound: number, count: number])[];

/** Times from an event's commit to its effect in the next service, of all four services, in cumulative buckets. */
export async function propagationBuckets(api: Api): Promise<Buckets> {
  const buckets = new Map<number, number>();
  for (const service of SERVICE_NAMES) {
    const text = await (await fetch(`${api.addresses[service].opsUrl}/metrics`)).text();
    for (const [, le, count] of text.matchAll(/^propagation_ms_bucket\{[^}]*le="([^"]+)"[^}]*\} (\d+)/gm)) {
      const bound = le === '+Inf' ? Infinity : Number(le);
      buckets.set(bound, (buckets.get(bound) ?? 0) + Number(count));
    }
  }
  return [...buckets].sort(([a], [b]) => a - b);
}

/** Interpolates within the bucket, as Prometheus does. */
export function quantilesOf(
  cumulative: readonly (readonly [bound: number, count: number])[],
): Figures['propagationMs'] {
  const events = cumulative.at(-1)?.[1] ?? 0;
  const quantile = (q: number): number => {
    let from = 0;
    let before = 0;
    for (const [bound, count] of cumulative) {
      if (count >= q * events && count > before) {
        return bound === Infinity
          ? from
          : Math.round((from + ((bound - from) * (q * events - before)) / (count - before)) * 10) / 10;
      }
      from = bound;
      before = count;
    }
    return 0;
  };
  return { p50: quantile(0.5), p99: quantile(0.99), events };
}
