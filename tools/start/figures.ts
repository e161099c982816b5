import { SERVICE_NAMES } from '#common/events/define-event.js';
import type { ContractFacts } from '#common/events/definitions/contract-facts.js';
import type { Api } from '../story/api.js';
import { auditor } from '../story/cast.js';
import type { BrokerView } from './broker-view.js';

/** The one JSON object of `--json` (docs/interfaces.md). */
export interface Figures {
  readonly selected: number;
  readonly activeListings: number;
  readonly contracts: Readonly<Record<string, number>>;
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

export async function figuresOf(
  api: Api,
  broker: BrokerView,
): Promise<{ figures: Figures; signed: readonly SignedContract[] }> {
  await broker.drained();
  const events = await broker.events();
  const named = (name: string) => events.filter(({ meta }) => meta.type.includes(`.${name}.v`));
  const signed = named('ContractSigned').map(({ data }) => data as ContractFacts);
  const contracts: Record<string, number> = { NEGOTIATED: 0, CATALOG: 0 };
  for (const { method } of signed) contracts[method] = (contracts[method] ?? 0) + 1;
  const eventsByTopic: Record<string, number> = {};
  for (const { topic } of events) eventsByTopic[topic] = (eventsByTopic[topic] ?? 0) + 1;
  const audits = await Promise.all(SERVICE_NAMES.map((service) => api.as(auditor).get(service, '/v1/audit')));
  const figures = {
    selected: named('ServiceSelected').length,
    activeListings: await activeListings(api),
    contracts,
    deadLetters: await broker.deadLetters(),
    auditChains: {
      checked: audits.reduce((sum, audit) => sum + Number(audit['checked']), 0),
      invalid: audits.reduce((sum, audit) => sum + (audit['invalid'] as unknown[]).length, 0),
    },
    eventsByTopic,
    propagationMs: await propagation(api),
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

async function activeListings(api: Api): Promise<number> {
  let count = 0;
  let cursor = '';
  do {
    const page = await api.send('catalog', 'GET', `/v1/listings?limit=100${cursor && `&cursor=${cursor}`}`);
    count += (page['items'] as { status: string }[]).filter(({ status }) => status === 'ACTIVE').length;
    cursor = (page['next'] as string | undefined) ?? '';
  } while (cursor !== '');
  return count;
}

async function propagation(api: Api): Promise<Figures['propagationMs']> {
  return quantilesOf(await propagationBuckets(api));
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
