import { readFileSync } from 'node:fs';
import { own } from './own.js';

/** The variables a process was started with. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that stops the start. It names the variable, its value and what is wanted. */
export class SettingWrong extends Error {
  constructor(name: string, value: string | undefined, wanted: string) {
    super(`${name}=${value ?? '(not set)'}: ${wanted}`);
  }
}

/** @throws SettingWrong */
export function required(env: Environment, name: string, wanted: string): string {
  const value = own(env, name);
  if (value === undefined || value === '') throw new SettingWrong(name, value, wanted);
  return value;
}

/** @throws SettingWrong */
export function oneOf<T extends string>(env: Environment, name: string, allowed: readonly T[], fallback: T): T {
  const value = own(env, name) ?? fallback;
  if (!(allowed as readonly string[]).includes(value))
    throw new SettingWrong(name, value, `must be one of ${allowed.join(', ')}.`);
  return value as T;
}

/** @throws SettingWrong */
export function wholeNumber(env: Environment, name: string, fallback: number, min: number, max: number): number {
  const text = own(env, name);
  // Number('') is 0 and Number('0x50') is 80: neither is what the author of the setting meant.
  const value = text === undefined ? fallback : /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(value >= min && value <= max)) {
    throw new SettingWrong(name, text, `must be a whole number from ${min} to ${max}.`);
  }
  return value;
}

/**
 * A secret: the variable, or the text of the file that `<name>_FILE` names, without blanks around it. A file does not
 * show in the list of processes, nor where an engine describes a container.
 * @returns undefined when neither is set
 * @throws SettingWrong when both are, or the file cannot be read or is empty; never with the secret in it
 */
export function secretOf(env: Environment, name: string): string | undefined {
  const file = own(env, `${name}_FILE`);
  if (file === undefined || file === '') return own(env, name);
  if (own(env, name) !== undefined)
    throw new SettingWrong(`${name}_FILE`, file, `${name} is set as well: one of the two, not both.`);
  const text = fileOf(env, `${name}_FILE`)?.trim();
  if (text === undefined || text === '') throw new SettingWrong(`${name}_FILE`, file, 'the file is empty.');
  return text;
}

/**
 * The text of the file that a variable names.
 * @returns undefined when the variable is not set
 * @throws SettingWrong when the file cannot be read
 */
export function fileOf(env: Environment, name: string): string | undefined {
  const file = own(env, name);
  if (file === undefined || file === '') return undefined;
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new SettingWrong(name, file, `the file cannot be read: ${(error as Error).message}.`);
  }
}
