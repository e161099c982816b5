import type { SpecificationAnswer } from '#common/events/definitions/shapes.js';
import type { Bilingual } from '#common/kernel/bilingual.js';
import type { FieldError } from '#common/kernel/errors.js';
import type { Question } from './question-set.state.js';
import type { Questionnaire } from './question-sets.js';

/** Characters of an answer at most, as events carry it. */
export const ANSWER_LENGTH_MAX = 2_000;
const LINE_LENGTH_MAX = 200;

/** Undefined for an answer that fits; else what would fit. */
type Check = (answer: string) => Bilingual | undefined;

interface Compiled {
  readonly question: Question;
  readonly check: Check;
}

/** A version never changes, so it is compiled once for as long as it is held in memory. */
const compiled = new WeakMap<readonly Question[], ReadonlyMap<string, Compiled>>();

function checksOf({ questions }: Pick<Questionnaire, 'questions'>): ReadonlyMap<string, Compiled> {
  const known = compiled.get(questions);
  if (known !== undefined) return known;
  const checks = new Map(questions.map((question) => [question.code, { question, check: checkOf(question) }]));
  compiled.set(questions, checks);
  return checks;
}

/** What would fit an answer of this question, and whether one does. */
function checkOf(question: Question): Check {
  const [fits, words] = ruleOf(question);
  return (answer) => (fits(answer) ? undefined : words);
}

function ruleOf(question: Question): readonly [fits: (answer: string) => boolean, words: Bilingual] {
  switch (question.type) {
    case 'TEXT':
      return textRule(question.maxLength ?? LINE_LENGTH_MAX, true);
    case 'LONG_TEXT':
      return textRule(question.maxLength ?? ANSWER_LENGTH_MAX, false);
    case 'BOOLEAN':
      return [(answer) => answer === 'YES' || answer === 'NO', { ko: 'YES 또는 NO로 답한다', en: 'YES or NO' }];
    case 'NUMBER':
      return numberRule(question);
    case 'CHOICE':
      return choiceRule(question);
    case 'DURATION':
      return [(answer) => DURATION.test(answer), { ko: 'P1D, PT2H30M과 같은 기간으로 답한다', en: DURATION_WORDS }];
  }
}

/** Days, hours and minutes of ISO 8601; months differ in length. */
const DURATION = /^P(?=\d|T\d)(\d{1,4}D)?(T(?=\d)(\d{1,5}H)?(\d{1,5}M)?)?$/;
const DURATION_WORDS = 'a duration such as P1D or PT2H30M';

function textRule(max: number, isLine: boolean): ReturnType<typeof ruleOf> {
  const words = isLine
    ? { ko: `한 줄, ${max}자 이내로 답한다`, en: `one line of at most ${max} characters` }
    : { ko: `${max}자 이내로 답한다`, en: `at most ${max} characters` };
  return [(answer) => Array.from(answer).length <= max && !(isLine && /[\n\t]/.test(answer)), words];
}

function numberRule({ unit, min, max, decimals = 0 }: Question): ReturnType<typeof ruleOf> {
  const digits = new RegExp(`^-?(0|[1-9]\\d{0,14})${decimals === 0 ? '' : `(\\.\\d{1,${decimals}})?`}$`);
  const isWithin = (value: number): boolean =>
    (min === undefined || value >= min) && (max === undefined || value <= max);
  const of = unit === undefined ? '' : ` (${unit})`;
  return [
    (answer) => digits.test(answer) && isWithin(Number(answer)),
    {
      ko: `${rangeInKorean(min, max)}${decimals === 0 ? '정수' : `소수점 아래 ${decimals}자리까지의 수`}로 답한다${of}`,
      en: `a ${decimals === 0 ? 'whole number' : `number of at most ${decimals} decimals`}${rangeInEnglish(min, max)}${of}`,
    },
  ];
}

const rangeInKorean = (min?: number, max?: number): string =>
  [...(min === undefined ? [] : [`${min} 이상`]), ...(max === undefined ? [] : [`${max} 이하`])]
    .map((bound) => `${bound} `)
    .join('');
const rangeInEnglish = (min?: number, max?: number): string =>
  [...(min === undefined ? [] : [`${min} or more`]), ...(max === undefined ? [] : [`${max} or less`])]
    .map((bound) => `, ${bound}`)
    .join('');

function choiceRule({ options = [] }: Question): ReturnType<typeof ruleOf> {
  const codes = new Set(options.map(({ code }) => code));
  const listed = [...codes].join(', ');
  return [(answer) => codes.has(answer), { ko: `다음 중 하나로 답한다: ${listed}`, en: `one of ${listed}` }];
}

/** What is wrong with an answer, or with the lack of one. */
export interface AnswerFault extends FieldError {
  /** Code of the question. */
  readonly question: string;
  readonly label: Bilingual;
}

/** The same without what only the report of completeness shows. */
export const fieldErrorOf = ({ pointer, code, detail }: FieldError): FieldError => ({ pointer, code, detail });

type Answers = readonly SpecificationAnswer[] | undefined;

/** Where an answer goes that is not there yet. */
const ANSWERS = '/service/specification';

/** People read Korean first; the code is what they write. */
const faultOf = (
  at: string,
  code: string,
  { code: question, label }: Pick<Question, 'code' | 'label'>,
  { ko, en }: Bilingual,
): AnswerFault => ({
  pointer: `${ANSWERS}${at}`,
  code,
  detail: `${label.ko}(${question}): ${ko}. ${label.en}: ${en}.`,
  question,
  label,
});

/**
 * What is wrong with the answers that are given, whether or not all are: `QUESTION_UNKNOWN` for a question that the
 * version does not ask, `ANSWER_INVALID` for an answer of another type or outside its bounds.
 */
export function answerFaults(questionnaire: Questionnaire, answers: Answers): readonly AnswerFault[] {
  const checks = checksOf(questionnaire);
  const { questionSetId, n } = questionnaire;
  return (answers ?? []).flatMap(({ code, answer }, i): readonly AnswerFault[] => {
    const asked = checks.get(code);
    if (asked === undefined) {
      const label = { ko: '없는 문항', en: 'Unknown question' };
      const words = {
        ko: `문항 ${questionSetId} 제${n}판에 없으므로 답을 삭제한다`,
        en: `version ${n} of ${questionSetId} does not ask it, so leave the answer out`,
      };
      return [faultOf(`/${i}/code`, 'QUESTION_UNKNOWN', { code, label }, words)];
    }
    const words = asked.check(answer);
    return words === undefined ? [] : [faultOf(`/${i}/answer`, 'ANSWER_INVALID', asked.question, words)];
  });
}

/** The questions that a submission has to answer and this form does not: `QUESTION_UNANSWERED`. */
export function unansweredIn({ questions, n }: Questionnaire, answers: Answers): readonly AnswerFault[] {
  const given = new Set((answers ?? []).map(({ code }) => code));
  const words = { ko: '답이 필요하다', en: `version ${n} of the form asks for an answer` };
  return questions
    .filter(({ required, code }) => required && !given.has(code))
    .map((question) => faultOf('', 'QUESTION_UNANSWERED', question, words));
}

/** All that a submission with these answers would be refused for. */
export const submissionFaults = (questionnaire: Questionnaire, answers: Answers): readonly AnswerFault[] => [
  ...answerFaults(questionnaire, answers),
  ...unansweredIn(questionnaire, answers),
];
