import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { answerFaults, unansweredIn } from './answering.js';
import type { Question } from './question-set.state.js';
import type { Questionnaire } from './question-sets.js';

const text = { ko: '문항', en: 'Question' };
const question = (code: string, more: Partial<Question> = {}): Question => ({
  code,
  block: text,
  label: { ko: `${code} 문항`, en: `Question ${code}` },
  type: 'LONG_TEXT',
  required: false,
  ...more,
});
const asking = (...questions: readonly Question[]): Questionnaire => ({
  questionSetId: 'CONVERGENCE',
  n: 3,
  effectiveFrom: '2025-08-01',
  questions,
});
const faultOf = (more: Partial<Question>, answer: string): string =>
  answerFaults(asking(question('Q', more)), [{ code: 'Q', answer }])[0]?.code ?? 'fits';

describe('§2.4: an answer fits the type of its question', () => {
  it.each<[Partial<Question>, string, string]>([
    [{}, '가'.repeat(2_000), 'fits'],
    [{}, '둘째\n줄', 'fits'],
    [{}, '가'.repeat(2_001), 'ANSWER_INVALID'],
    [{ maxLength: 3 }, '세 자', 'fits'],
    [{ maxLength: 3 }, '네 글자', 'ANSWER_INVALID'],
    // Counted by characters, not by the units that they are stored in.
    [{ maxLength: 3 }, '🙂🙂🙂', 'fits'],
    [{ type: 'TEXT' }, '대한민국', 'fits'],
    [{ type: 'TEXT' }, '가'.repeat(200), 'fits'],
    [{ type: 'TEXT' }, '가'.repeat(201), 'ANSWER_INVALID'],
    [{ type: 'TEXT' }, '둘째\n줄', 'ANSWER_INVALID'],
    [{ type: 'BOOLEAN' }, 'YES', 'fits'],
    [{ type: 'BOOLEAN' }, 'NO', 'fits'],
    [{ type: 'BOOLEAN' }, 'yes', 'ANSWER_INVALID'],
    [{ type: 'BOOLEAN' }, 'true', 'ANSWER_INVALID'],
    [{ type: 'NUMBER' }, '0', 'fits'],
    [{ type: 'NUMBER' }, '-12', 'fits'],
    [{ type: 'NUMBER' }, '012', 'ANSWER_INVALID'],
    [{ type: 'NUMBER' }, '1.5', 'ANSWER_INVALID'],
    [{ type: 'NUMBER' }, '1e3', 'ANSWER_INVALID'],
    [{ type: 'NUMBER' }, '다섯', 'ANSWER_INVALID'],
    [{ type: 'NUMBER', decimals: 2 }, '99.95', 'fits'],
    [{ type: 'NUMBER', decimals: 2 }, '99.995', 'ANSWER_INVALID'],
    [{ type: 'NUMBER', min: 0, max: 100 }, '100', 'fits'],
    [{ type: 'NUMBER', min: 0, max: 100 }, '101', 'ANSWER_INVALID'],
    [{ type: 'NUMBER', min: 0, max: 100 }, '-1', 'ANSWER_INVALID'],
    [
      {
        type: 'CHOICE',
        options: [
          { code: 'KR', label: text },
          { code: 'US', label: text },
        ],
      },
      'US',
      'fits',
    ],
    [
      {
        type: 'CHOICE',
        options: [
          { code: 'KR', label: text },
          { code: 'US', label: text },
        ],
      },
      'JP',
      'ANSWER_INVALID',
    ],
    [{ type: 'DURATION' }, 'P1D', 'fits'],
    [{ type: 'DURATION' }, 'PT2H30M', 'fits'],
    [{ type: 'DURATION' }, 'P', 'ANSWER_INVALID'],
    [{ type: 'DURATION' }, 'PT', 'ANSWER_INVALID'],
    [{ type: 'DURATION' }, 'P1DT', 'ANSWER_INVALID'],
    [{ type: 'DURATION' }, '두 시간', 'ANSWER_INVALID'],
  ])('%j: %s %s', (more, answer, expected) => expect(faultOf(more, answer)).toBe(expected));

  it('names the question in Korean first, and what would fit', () => {
    const [fault] = answerFaults(
      asking(question('LEVEL', { type: 'NUMBER', unit: '%', min: 0, max: 100, decimals: 1 })),
      [{ code: 'LEVEL', answer: 'x' }],
    );
    expect(fault).toEqual({
      pointer: '/service/specification/0/answer',
      code: 'ANSWER_INVALID',
      question: 'LEVEL',
      label: { ko: 'LEVEL 문항', en: 'Question LEVEL' },
      detail:
        'LEVEL 문항(LEVEL): 0 이상 100 이하 소수점 아래 1자리까지의 수로 답한다 (%). ' +
        'Question LEVEL: a number of at most 1 decimals, 0 or more, 100 or less (%).',
    });
  });

  it('is of a question that the version asks', () => {
    const faults = answerFaults(asking(question('KNOWN')), [
      { code: 'KNOWN', answer: '답' },
      { code: 'toString', answer: '답' },
    ]);
    expect(faults).toMatchObject([
      { pointer: '/service/specification/1/code', code: 'QUESTION_UNKNOWN', question: 'toString' },
    ]);
    expect(faults[0]?.detail).toContain('제3판');
  });

  it('is there for each question that needs one', () => {
    const set = asking(question('A', { required: true }), question('B'), question('C', { required: true }));
    const missing = (...codes: readonly string[]) =>
      unansweredIn(
        set,
        codes.map((code) => ({ code, answer: '답' })),
      ).map((fault) => fault.question);
    expect([missing(), missing('A'), missing('A', 'C'), missing('B')]).toEqual([['A', 'C'], ['C'], [], ['A', 'C']]);
    expect(unansweredIn(set, undefined)).toHaveLength(2);
  });

  it('is a number when it is written like one, within the bounds: as arithmetic on its digits says', () => {
    const numbers = fc.record({
      value: fc.integer({ min: -10_000, max: 10_000 }),
      scale: fc.integer({ min: 0, max: 4 }),
      decimals: fc.integer({ min: 0, max: 4 }),
      min: fc.integer({ min: -50, max: 0 }),
      max: fc.integer({ min: 0, max: 50 }),
    });
    fc.assert(
      fc.property(numbers, ({ value, scale, decimals, min, max }) => {
        const power = 10 ** scale;
        const digits = String(Math.abs(value)).padStart(scale + 1, '0');
        const whole = digits.slice(0, digits.length - scale);
        const answer = `${value < 0 ? '-' : ''}${whole}${scale === 0 ? '' : `.${digits.slice(-scale)}`}`;
        const isWithin = value >= min * power && value <= max * power;
        expect(faultOf({ type: 'NUMBER', decimals, min, max }, answer) === 'fits').toBe(scale <= decimals && isWithin);
      }),
      propertyRuns(1_000),
    );
  });
});
