import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '../..');

/** A reason that is written in the code, and is not a code in `UPPER_CASE`. */
const TYPED = /\breason(?:: \w+)?\s*[:=]\s*(['"`])(?!(?:[A-Z][A-Z_]*)?\1)[^\n]*/g;

const typedReasons = (text: string): readonly string[] => [...text.matchAll(TYPED)].map(([found]) => found);

describe('R-33: a reason of the system', () => {
  it('is a code in all four services: no service writes words into a history', () => {
    const files = execFileSync('git', ['ls-files', 'apps/*/src/**.ts', 'libs/common/src/**.ts'], { cwd: ROOT })
      .toString()
      .split('\n')
      .filter((file) => file !== '' && !/\.(spec|suite|fixture)\.ts$|\/testing\/|\/steps\//.test(file));
    expect(files.length).toBeGreaterThan(500);
    const found = files.flatMap((file) =>
      typedReasons(readFileSync(path.join(ROOT, file), 'utf8')).map((reason) => `${file}: ${reason}`),
    );
    expect(found).toEqual([]);
  });

  it('is found where it is typed', () => {
    const typed = ["reason: '두 번 답하지 않음'", 'const reason = `A certificate ended on ${day}.`', "reason: 'Gone'"];
    for (const one of typed) expect(typedReasons(one)).toHaveLength(1);
    for (const one of ["reason: 'NOTHING_DONE'", "const reason: SystemReason = 'IDLE'", "reason: ''", 'reason: text'])
      expect(typedReasons(one)).toEqual([]);
  });
});
