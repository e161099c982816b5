import { readFile, stat } from 'node:fs/promises';
import type { KeyObject } from 'node:crypto';
import type { ServiceName } from '../define-event.js';
import { FixedEventKeys, KeyWrong, type EventKeys, type PublicEventKeySet } from './event-keys.js';

/** A change of the file is noticed within this time (ms). */
const LOOK_EVERY_MS = 5_000;
/** A key that is not known may have been added a moment ago. Unknown keys cost one look in this time (ms). */
const UNKNOWN_LOOK_EVERY_MS = 500;

export interface EventKeysFileOptions {
  /** The file changed and cannot be used: the keys read before it stay. */
  readonly onWrong?: (error: unknown) => void;
  /** Monotonic, ms. */
  readonly now?: () => number;
}

/** The file of public keys. It is read again when it changes, so that a new key needs no restart of its readers. */
export class EventKeysFile implements EventKeys {
  private lookedAt: number;
  private looking: Promise<void> | undefined;

  private constructor(
    private readonly path: string,
    private readonly options: EventKeysFileOptions,
    private current: FixedEventKeys,
    private version: string,
  ) {
    this.lookedAt = this.now();
  }

  /** @throws KeyWrong, or the error of the file system */
  static async open(path: string, options: EventKeysFileOptions = {}): Promise<EventKeysFile> {
    const version = await versionOf(path);
    return new EventKeysFile(path, options, await readKeys(path), version);
  }

  async find(service: ServiceName, kid: string): Promise<KeyObject | undefined> {
    if (this.now() - this.lookedAt >= LOOK_EVERY_MS) await this.look();
    const found = await this.current.find(service, kid);
    if (found !== undefined) return found;
    if (this.now() - this.lookedAt >= UNKNOWN_LOOK_EVERY_MS) await this.look();
    return this.current.find(service, kid);
  }

  of(service: ServiceName): PublicEventKeySet {
    return this.current.of(service);
  }

  private look(): Promise<void> {
    return (this.looking ??= this.readIfChanged().finally(() => {
      this.lookedAt = this.now();
      this.looking = undefined;
    }));
  }

  private async readIfChanged(): Promise<void> {
    try {
      const version = await versionOf(this.path);
      if (version === this.version) return;
      this.current = await readKeys(this.path);
      this.version = version;
    } catch (error) {
      this.options.onWrong?.(error);
    }
  }

  private now(): number {
    return this.options.now?.() ?? performance.now();
  }
}

async function versionOf(path: string): Promise<string> {
  const { ino, size, mtimeMs } = await stat(path);
  return `${ino} ${size} ${mtimeMs}`;
}

async function readKeys(path: string): Promise<FixedEventKeys> {
  return FixedEventKeys.from(await readJson(path));
}

/** @throws KeyWrong for what is no JSON, without its text: it may be a private key */
export async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new KeyWrong('is not JSON');
  }
}
