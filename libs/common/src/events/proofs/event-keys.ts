import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import { SERVICE_NAMES, type ServiceName } from '../define-event.js';

/** The algorithm of all signatures over records: Ed25519, by the name that every JOSE library knows. */
export const ALGORITHM = 'EdDSA';

/** A key that may speak for one service. */
export interface PublicEventKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  /** Thumbprint of the key (RFC 7638). */
  readonly kid: string;
  readonly use: 'sig';
  readonly alg: typeof ALGORITHM;
}

export interface PublicEventKeySet {
  readonly keys: readonly PublicEventKey[];
}

/** What a service signs with. */
export interface SigningKey {
  readonly service: ServiceName;
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: PublicEventKey;
}

/** The public keys of all services, old ones included. */
export interface EventKeys {
  /** @returns undefined when that key may not speak for that service */
  find(service: ServiceName, kid: string): Promise<KeyObject | undefined>;
  /** Every key that may speak for a service, as it was told at last. */
  of(service: ServiceName): PublicEventKeySet;
}

/** The contents of the file of public keys: a JWK set for each service. */
export type EventKeySets = Readonly<Partial<Record<ServiceName, PublicEventKeySet>>>;

/** A private key as it is kept in a file. */
export interface PrivateEventKey extends PublicEventKey {
  readonly d: string;
}

/** A file of keys that holds something else. */
export class KeyWrong extends Error {}

/** @throws KeyWrong for any other key than Ed25519, and for a `kid` that is not its thumbprint */
async function publicPart({ kty, crv, x, kid }: JWK): Promise<PublicEventKey> {
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string')
    throw new KeyWrong(`key ${kid ?? 'without kid'} is not a JWK of an Ed25519 key`);
  const thumbprint = await calculateJwkThumbprint({ kty, crv, x });
  if (kid !== thumbprint)
    throw new KeyWrong(`key ${kid ?? 'without kid'} must have its RFC 7638 thumbprint ${thumbprint} as kid`);
  return { kty: 'OKP', crv: 'Ed25519', x, kid: thumbprint, use: 'sig', alg: ALGORITHM };
}

/** A new key, in the form in which a file keeps it. */
export async function newEventKey(): Promise<PrivateEventKey> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
  return asPrivate(await exportJWK(privateKey));
}

async function asPrivate({ kty, crv, x, d = '' }: JWK): Promise<PrivateEventKey> {
  const kid = await calculateJwkThumbprint({ kty: kty ?? '', crv: crv ?? '', x: x ?? '' } as JWK);
  return { ...(await publicPart({ kty, crv, x, kid } as JWK)), d };
}

/** @throws KeyWrong when it is not a private Ed25519 key that belongs to its public part */
export async function signingKeyOf(service: ServiceName, jwk: JWK): Promise<SigningKey> {
  const publicKey = await publicPart(jwk);
  if (typeof jwk.d !== 'string') throw new KeyWrong(`key ${publicKey.kid} has no private part d`);
  const privateKey = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey.x, d: jwk.d }, format: 'jwk' });
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (x !== publicKey.x) throw new KeyWrong(`the private part d of key ${publicKey.kid} belongs to another key`);
  return { service, kid: publicKey.kid, privateKey, publicKey };
}

/** Public keys that do not change while the process runs. */
export class FixedEventKeys implements EventKeys {
  private constructor(
    private readonly sets: EventKeySets,
    private readonly keys: ReadonlyMap<string, KeyObject>,
  ) {}

  /** @throws KeyWrong for a private key, a wrong one, or one that speaks for two services */
  static async from(contents: unknown): Promise<FixedEventKeys> {
    const sets: Partial<Record<ServiceName, PublicEventKeySet>> = {};
    const keys = new Map<string, KeyObject>();
    const owners = new Map<string, string>();
    for (const [service, set] of Object.entries(objectOf(contents, 'the file'))) {
      if (!isService(service)) throw new KeyWrong(`${service} is none of ${SERVICE_NAMES.join(', ')}`);
      const { keys: listed } = objectOf(set, service) as { readonly keys?: unknown };
      if (!Array.isArray(listed)) throw new KeyWrong(`${service} needs a JWK set: { "keys": [ … ] }`);
      const own: PublicEventKey[] = [];
      for (const jwk of listed as readonly JWK[]) {
        if (objectOf(jwk, `a key of ${service}`)['d'] !== undefined)
          throw new KeyWrong(`key ${jwk.kid ?? 'without kid'} of ${service} is private: this file is public`);
        const key = await publicPart(jwk);
        const owner = owners.get(key.kid);
        if (owner !== undefined) throw new KeyWrong(`key ${key.kid} is listed for ${owner} and for ${service}`);
        owners.set(key.kid, service);
        own.push(key);
        const { kty, crv, x } = key;
        keys.set(`${service}/${key.kid}`, createPublicKey({ key: { kty, crv, x }, format: 'jwk' }));
      }
      sets[service] = { keys: own };
    }
    return new FixedEventKeys(sets, keys);
  }

  find(service: ServiceName, kid: string): Promise<KeyObject | undefined> {
    return Promise.resolve(this.keys.get(`${service}/${kid}`));
  }

  of(service: ServiceName): PublicEventKeySet {
    return this.sets[service] ?? { keys: [] };
  }
}

const isService = (name: string): name is ServiceName => (SERVICE_NAMES as readonly string[]).includes(name);

function objectOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new KeyWrong(`${what} must be a JSON object`);
  return value as Record<string, unknown>;
}

/** PKCS #8 wrapping of a bare Ed25519 seed (RFC 8410). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The key of a service in demonstrations without key files: known to everyone, never for a real installation. */
export function developmentSigningKey(service: ServiceName): Promise<SigningKey> {
  const words = `digital-service-contracts: well-known development key for the events of ${service}`;
  const seed = createHash('sha256').update(words).digest();
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });
  return asPrivate(key.export({ format: 'jwk' }) as JWK).then((jwk) => signingKeyOf(service, { ...jwk }));
}

export async function developmentEventKeys(): Promise<EventKeys> {
  const sets = await Promise.all(
    SERVICE_NAMES.map(async (name) => [name, { keys: [(await developmentSigningKey(name)).publicKey] }] as const),
  );
  return FixedEventKeys.from(Object.fromEntries(sets));
}
