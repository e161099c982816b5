import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretOf } from './setting.js';

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
