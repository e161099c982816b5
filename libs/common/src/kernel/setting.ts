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
  const value = env[name];
  if (value === undefined || value === '') throw new SettingWrong(name, value, wanted);
  return value;
}

/** @throws SettingWrong */
export function oneOf<T extends string>(env: Environment, name: string, allowed: readonly T[], fallback: T): T {
  const value = env[name] ?? fallback;
  if (!(allowed as readonly string[]).includes(value))
    throw new SettingWrong(name, value, `must be one of ${allowed.join(', ')}.`);
  return value as T;
}

/** @throws SettingWrong */
export function wholeNumber(env: Environment, name: string, fallback: number, min: number, max: number): number {
  const text = env[name];
  // Number('') is 0 and Number('0x50') is 80: neither is what the author of the setting meant.
  const value = text === undefined ? fallback : /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(value >= min && value <= max)) {
    throw new SettingWrong(name, text, `must be a whole number from ${min} to ${max}.`);
  }
  return value;
}
