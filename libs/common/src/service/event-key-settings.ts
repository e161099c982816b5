import { SERVICE_NAMES, type ServiceName } from '../events/define-event.js';
import {
  developmentEventKeys,
  developmentSigningKey,
  signingKeyOf,
  type EventKeys,
  type SigningKey,
} from '../events/proofs/event-keys.js';
import { EventKeysFile, readJson } from '../events/proofs/event-keys-file.js';
import { required, SettingWrong, type Environment } from '../kernel/setting.js';

/** What a service proves its records with, and what it believes the records of all services by. */
export interface ServiceEventKeys {
  readonly signing: SigningKey;
  readonly known: EventKeys;
}

const SIGNING = 'SIGNING_KEY_FILE';
const KNOWN = 'EVENT_KEYS_FILE';

/** @param onWrong for a file of public keys that changed and cannot be used @throws SettingWrong */
export async function serviceEventKeys(
  env: Environment,
  service: ServiceName,
  onWrong: (error: unknown) => void = () => undefined,
): Promise<ServiceEventKeys> {
  if (isDevelopment(env)) return developmentKeysOf(service);
  const path = required(env, SIGNING, `the file with the private key of ${service}: npm run ops -- event-keys make`);
  const known = await knownEventKeys(env, onWrong);
  const signing = await readJson(path)
    .then((jwk) => signingKeyOf(service, jwk as never))
    .catch((error: unknown) => fail(SIGNING, path, error));
  if ((await known.find(service, signing.kid)) === undefined) {
    const wanted = `its key ${signing.kid} is not among those of ${service} in ${KNOWN}: no reader would believe it.`;
    throw new SettingWrong(SIGNING, path, wanted);
  }
  return { signing, known };
}

/** For a reader that publishes nothing. @throws SettingWrong */
export async function knownEventKeys(
  env: Environment,
  onWrong: (error: unknown) => void = () => undefined,
): Promise<EventKeys> {
  if (isDevelopment(env)) return developmentEventKeys();
  const path = required(env, KNOWN, `the file with the public keys of ${SERVICE_NAMES.join(', ')}.`);
  return EventKeysFile.open(path, { onWrong }).catch((error: unknown) => fail(KNOWN, path, error));
}

/** The well-known keys of demonstrations. */
export async function developmentKeysOf(service: ServiceName): Promise<ServiceEventKeys> {
  const [signing, known] = await Promise.all([developmentSigningKey(service), developmentEventKeys()]);
  return { signing, known };
}

/** Keys that everyone knows prove nothing: they go only with tokens that everyone can make. */
const isDevelopment = (env: Environment): boolean => env['AUTH'] === 'dev' && !env[SIGNING] && !env[KNOWN];

function fail(name: string, path: string, error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException;
  throw new SettingWrong(name, path, `${code === undefined ? message : `the file cannot be read (${code})`}.`);
}
