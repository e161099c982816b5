import type { Adapter } from '#common/service/service-map.js';
import { own } from '#common/kernel/own.js';
import { SettingWrong, type Environment } from '#common/kernel/setting.js';
import {
  REGISTRY_CHECKS,
  type RegistryAnswer,
  type RegistryCheck,
  type RegistryGap,
} from '../domain/registry-answer.js';
import { SupplierRegistries } from './supplier-registries.js';

/** NIA waits for it with a form open. */
const ANSWERS_WITHIN_MS = 3_000;
const ANSWER_BYTES_MAX = 10_000;

export type RegistryAddresses = Readonly<Partial<Record<RegistryCheck, string>>>;

/**
 * Registers over HTTP: `GET <address>?businessNumber=…` answers `{ "result": "CLEAR" | "CONCERN" }`. What stands
 * between here and a register of the state keeps its keys and its formats.
 */
export class HttpRegistries extends SupplierRegistries {
  constructor(
    private readonly addresses: RegistryAddresses,
    private readonly withinMs = ANSWERS_WITHIN_MS,
  ) {
    super();
  }

  override async ask(check: RegistryCheck, businessNumber: string): Promise<RegistryAnswer> {
    const address = this.addresses[check];
    if (address === undefined) return { result: 'UNKNOWN', gap: 'NOT_SET_UP' };
    const url = new URL(address);
    url.searchParams.set('businessNumber', businessNumber);
    const source = url.host;
    const unknown = (gap: RegistryGap): RegistryAnswer => ({ result: 'UNKNOWN', gap, source });
    const text = await this.textOf(url).catch(() => undefined);
    if (text === undefined) return unknown('NO_ANSWER');
    const result = resultIn(text);
    return result === undefined ? unknown('UNREADABLE') : { result, source };
  }

  /** Undefined unless it answers with 200, in time, and shortly. */
  private async textOf(url: URL): Promise<string | undefined> {
    const signal = AbortSignal.timeout(this.withinMs);
    const response = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/json' } });
    if (!response.ok || response.body === null) return undefined;
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of response.body) {
      bytes += chunk.length;
      if (bytes > ANSWER_BYTES_MAX) return undefined;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }
}

function resultIn(text: string): 'CLEAR' | 'CONCERN' | undefined {
  try {
    const answer = JSON.parse(text) as { readonly result?: unknown } | null;
    return answer?.result === 'CLEAR' || answer?.result === 'CONCERN' ? answer.result : undefined;
  } catch {
    return undefined;
  }
}

/** `REGISTRY_SANCTIONS_URL` for `SANCTIONS`. */
const settingOf = (check: RegistryCheck): string => `REGISTRY_${check}_URL`;

/** @throws SettingWrong */
export function registryAddresses(env: Environment): RegistryAddresses {
  const set = REGISTRY_CHECKS.flatMap((check) => {
    const name = settingOf(check);
    const address = own(env, name);
    if (address === undefined || address === '') return [];
    if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol))
      throw new SettingWrong(name, address, 'the http or https address of a register.');
    return [[check, address] as const];
  });
  return Object.fromEntries(set);
}

export const registries: Adapter = {
  port: SupplierRegistries,
  from: (env) => new HttpRegistries(registryAddresses(env)),
};
