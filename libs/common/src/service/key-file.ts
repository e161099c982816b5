import { createHash, createHmac } from 'node:crypto';
import type mongoose from 'mongoose';
import { own } from '../kernel/own.js';
import { fileOf, SettingWrong, type Environment } from '../kernel/setting.js';
import { collection } from '../store/collection.js';
import { isDuplicateKey } from '../store/errors.js';

export const KEY_BYTES = 32;

/** A secret of one service, in a file of its own: no reader of its store has it. Its map names it. */
export interface KeyFile {
  /** The variable that names the file: `VOTE_KEY_FILE`. */
  readonly setting: string;
  /** By which it is injected, as a `Buffer`. */
  readonly token: symbol;
  /** What it keeps closed: `the votes of sessions`. */
  readonly closes: string;
}

/** 32 random bytes in base64, as `openssl rand -base64 32` writes them. @throws SettingWrong */
export function keyIn(env: Environment, setting: string): Buffer | undefined {
  const text = fileOf(env, setting)?.trim();
  if (text === undefined) return undefined;
  const key = /^[A-Za-z0-9+/]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : Buffer.alloc(0);
  if (key.length !== KEY_BYTES)
    throw new SettingWrong(setting, own(env, setting), `must hold ${KEY_BYTES} bytes in base64.`);
  return key;
}

/** Of demonstrations: known to everyone, as the development key of tokens is. */
const wellKnown = (setting: string): Buffer =>
  createHash('sha256').update(`digital-service-contracts: well-known ${setting}`).digest();

export interface ReadKey extends KeyFile {
  readonly key: Buffer;
}

/** @throws SettingWrong without a file, unless AUTH=dev */
export function readKeys(keys: readonly KeyFile[], env: Environment): readonly ReadKey[] {
  return keys.map((one) => {
    const { setting, closes } = one;
    const key = keyIn(env, setting) ?? (env['AUTH'] === 'dev' ? wellKnown(setting) : undefined);
    if (key !== undefined) return { ...one, key };
    const wanted = `a file with the key of ${closes}; \`openssl rand -base64 32\` makes one.`;
    throw new SettingWrong(setting, undefined, wanted);
  });
}

interface KeyCheck {
  readonly _id: string;
  readonly check: string;
}

/** Tells keys apart, and nothing of them. */
const checkOf = ({ setting, key }: ReadKey): string =>
  createHmac('sha256', key).update(`check of ${setting}`).digest('hex');

/**
 * The first start with a key leaves its check in the store. Every later start compares: with another key the service
 * would close new values under it, and could not open the old ones.
 * @throws SettingWrong
 */
export async function ensureSameKeys(db: mongoose.mongo.Db, keys: readonly ReadKey[], env: Environment): Promise<void> {
  const checks = collection<KeyCheck>(db, 'key_checks');
  for (const one of keys) {
    const { setting, closes } = one;
    const check = checkOf(one);
    await checks.insertOne({ _id: setting, check }).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
    });
    const kept = await checks.findOne({ _id: setting });
    if (kept?.check === check) continue;
    throw new SettingWrong(setting, own(env, setting), `is not the key by which ${closes} in this store were sealed.`);
  }
}
