import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileOf, oneOf, required, secretOf, SettingWrong, wholeNumber } from './setting.js';

function file(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'secret-')), 'secret');
  writeFileSync(path, text);
  return path;
}

describe('A secret', () => {
  it('is the variable, the text of a file, or nothing', () => {
    expect(secretOf({ PASSWORD: 'hunter2' }, 'PASSWORD')).toBe('hunter2');
    expect(secretOf({ PASSWORD_FILE: file('hunter2\n') }, 'PASSWORD')).toBe('hunter2');
    expect(secretOf({}, 'PASSWORD')).toBeUndefined();
  });

  it('comes from one place only, which has to be there and to hold something', () => {
    const both = () => secretOf({ PASSWORD: 'hunter2', PASSWORD_FILE: file('other') }, 'PASSWORD');
    expect(both).toThrow(/^PASSWORD_FILE=.*one of the two/);
    expect(both).toThrow(expect.not.stringContaining('hunter2'));
    expect(() => secretOf({ PASSWORD_FILE: '/nowhere/secret' }, 'PASSWORD')).toThrow(/^PASSWORD_FILE=.*cannot be read/);
    expect(() => secretOf({ PASSWORD_FILE: file(' \n') }, 'PASSWORD')).toThrow(/^PASSWORD_FILE=.*is empty/);
  });
});

describe('A setting', () => {
  it('that is needed is there and says something', () => {
    expect(required({ STORE: 'mongodb://here' }, 'STORE', 'an address.')).toBe('mongodb://here');
    expect(() => required({}, 'STORE', 'an address.')).toThrow('STORE=(not set): an address.');
    expect(() => required({ STORE: '' }, 'STORE', 'an address.')).toThrow(SettingWrong);
    expect(() => required({}, 'constructor', 'an address.')).toThrow(SettingWrong);
  });

  it('of a few is one of them, or what it is when it is not set', () => {
    const auth = (env: Readonly<Record<string, string>>) => oneOf(env, 'AUTH', ['oidc', 'dev'], 'oidc');
    expect([auth({}), auth({ AUTH: 'dev' })]).toEqual(['oidc', 'dev']);
    expect(() => auth({ AUTH: 'none' })).toThrow('AUTH=none: must be one of oidc, dev.');
    expect(() => auth({ AUTH: '' })).toThrow(SettingWrong);
  });

  it('that is a number is a whole one, written as one, within its limits', () => {
    const port = (text?: string) => wholeNumber(text === undefined ? {} : { PORT: text }, 'PORT', 3_000, 1, 65_535);
    expect([port(), port('1'), port('65535'), port('080')]).toEqual([3_000, 1, 65_535, 80]);
    for (const wrong of ['0', '65536', '', '0x50', '-1', '1.5', '80 ', ' 80', '８０'])
      expect(() => port(wrong)).toThrow(`PORT=${wrong}: must be a whole number from 1 to 65535.`);
  });

  it('that names a file has its text', () => {
    expect(fileOf({ KEY_FILE: file('key\n') }, 'KEY_FILE')).toBe('key\n');
    expect([fileOf({}, 'KEY_FILE'), fileOf({ KEY_FILE: '' }, 'KEY_FILE')]).toEqual([undefined, undefined]);
    expect(() => fileOf({ KEY_FILE: '/nowhere/key' }, 'KEY_FILE')).toThrow(/^KEY_FILE=.*the file cannot be read: /);
  });

  it('of a secret may name no file, next to the variable', () => {
    expect(secretOf({ PASSWORD: 'hunter2', PASSWORD_FILE: '' }, 'PASSWORD')).toBe('hunter2');
  });
});
