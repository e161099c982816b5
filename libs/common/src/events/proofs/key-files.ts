import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SERVICE_NAMES, type ServiceName } from '../define-event.js';
import {
  FixedEventKeys,
  KeyWrong,
  newEventKey,
  signingKeyOf,
  type EventKeySets,
  type PrivateEventKey,
  type PublicEventKey,
} from './event-keys.js';
import { readJson } from './event-keys-file.js';

/** Owner only: a process that reads a private key can publish in the name of its service. */
const PRIVATE = 0o600;
const PUBLIC = 0o644;

/** The keys of one service in a directory. */
export interface ListedKeys {
  readonly service: ServiceName;
  /** `kid` of the key it signs with; undefined where its private key is kept elsewhere, or was never made. */
  readonly signing: string | undefined;
  /** `kid` of the key it will sign with after the switch. */
  readonly next: string | undefined;
  /** Every `kid` that readers believe, the oldest first. */
  readonly believed: readonly string[];
}

/** The files of an installation's keys: the private ones of each service, and the public ones of all together. */
export class KeyFiles {
  constructor(private readonly directory: string) {}

  /** For `EVENT_KEYS_FILE`. */
  get publicFile(): string {
    return path.join(this.directory, 'event-keys.json');
  }

  /** For `SIGNING_KEY_FILE`. */
  signingFile(service: ServiceName): string {
    return path.join(this.directory, `${service}.signing-key.json`);
  }

  private nextFile(service: ServiceName): string {
    return path.join(this.directory, `${service}.next-signing-key.json`);
  }

  /** Makes a first key for each of these services that has none. @returns those it made one for */
  async make(services: readonly ServiceName[] = SERVICE_NAMES): Promise<ServiceName[]> {
    const made: ServiceName[] = [];
    await mkdir(this.directory, { recursive: true });
    for (const service of services) {
      if ((await this.privateKey(this.signingFile(service))) !== undefined) continue;
      await this.add(service, this.signingFile(service));
      made.push(service);
    }
    return made;
  }

  /**
   * First half of a rotation: makes the next key and lets readers believe both. @returns its `kid`
   * @throws KeyWrong while an earlier rotation waits for its switch
   */
  async prepare(service: ServiceName): Promise<string> {
    const file = this.nextFile(service);
    const waiting = await this.privateKey(file);
    if (waiting !== undefined) throw new KeyWrong(`${file} waits to be switched to already (${waiting.kid})`);
    return this.add(service, file);
  }

  /** Second half: the next key takes the place of the old private one. The old public one stays. @returns its `kid` */
  async switch(service: ServiceName): Promise<string> {
    const next = await this.privateKey(this.nextFile(service));
    if (next === undefined) throw new KeyWrong(`there is no ${this.nextFile(service)}: rotate first`);
    await rename(this.nextFile(service), this.signingFile(service));
    return next.kid;
  }

  async list(): Promise<ListedKeys[]> {
    const sets = await this.publicSets();
    return Promise.all(
      SERVICE_NAMES.map(async (service) => ({
        service,
        signing: (await this.privateKey(this.signingFile(service)))?.kid,
        next: (await this.privateKey(this.nextFile(service)))?.kid,
        believed: (sets[service]?.keys ?? []).map(({ kid }) => kid),
      })),
    );
  }

  /** The public half first: a service that signed before its readers know the key would not be believed. */
  private async add(service: ServiceName, file: string): Promise<string> {
    const key = await newEventKey();
    const { kty, crv, x, kid, use, alg } = key;
    await this.publish(service, { kty, crv, x, kid, use, alg });
    await write(file, key, PRIVATE);
    return kid;
  }

  private async publish(service: ServiceName, key: PublicEventKey): Promise<void> {
    const sets = await this.publicSets();
    const all: EventKeySets = { ...sets, [service]: { keys: [...(sets[service]?.keys ?? []), key] } };
    await FixedEventKeys.from(all);
    await write(this.publicFile, all, PUBLIC);
  }

  private async publicSets(): Promise<EventKeySets> {
    return ((await readIfThere(this.publicFile)) ?? {}) as EventKeySets;
  }

  /** @throws KeyWrong for a file that holds no private key */
  private async privateKey(file: string): Promise<PrivateEventKey | undefined> {
    const jwk = (await readIfThere(file)) as PrivateEventKey | undefined;
    if (jwk !== undefined) await signingKeyOf('intake', { ...jwk });
    return jwk;
  }
}

async function readIfThere(file: string): Promise<unknown> {
  try {
    return await readJson(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** In one step: a reader finds the old contents or the new ones, never a part. */
async function write(file: string, contents: object, mode: number): Promise<void> {
  const part = `${file}.${process.pid}.part`;
  await writeFile(part, `${JSON.stringify(contents, undefined, 2)}\n`, { mode });
  await rename(part, file);
}
