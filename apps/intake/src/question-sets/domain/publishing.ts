import type { Moment } from '#common/kernel/clock.js';
import { canonicalJson } from '#common/kernel/canonical-json.js';
import type { Day } from '#common/kernel/day.js';
import { ensure, invalid, notFound, wrongState, type FieldError, type Refusal } from '#common/kernel/errors.js';
import { repeatedAt } from '#common/kernel/repeated.js';
import type { RefusalCode } from '#common/kernel/refusal-codes.js';
import { ANSWER_LENGTH_MAX } from './answering.js';
import type { QuestionSetEvent } from './question-set.events.js';
import type { AskedServices, Question, QuestionSetState, QuestionSetVersion } from './question-set.state.js';
import { questionSetIdOf, versionsOf } from './question-sets.js';

/** A version to publish. */
export interface Publication extends AskedServices, Pick<QuestionSetVersion, 'effectiveFrom' | 'questions'> {
  /** Number of the newest version that its author has seen, 0 for none: of two who publish at once, one is told. */
  readonly replaces: number;
  readonly reason?: string;
}

/**
 * NIA publishes the next version of a question set, for submissions from a day on. Drafts keep their version.
 * @throws Refusal 409 QUESTION_SET_CHANGED; 422 QUESTION_SET_TOO_EARLY, QUESTION_SET_INVALID, NOTHING_CHANGED
 */
export function publishQuestionSet(
  published: QuestionSetState | undefined,
  { replaces, reason, effectiveFrom, questions, kind, subtype }: Publication,
  { today }: Pick<Moment, 'today'>,
): readonly QuestionSetEvent[] {
  const services = { kind, ...(subtype !== undefined && { subtype }) };
  const id = questionSetIdOf(services);
  const versions = versionsOf(id, published);
  const newest = versions.at(-1);
  const n = newest?.n ?? 0;
  ensure(replaces === n, () =>
    wrongState(
      'QUESTION_SET_CHANGED',
      `The newest version of ${id} is ${n}, not ${replaces}: read it, then publish with \`replaces\` ${n}.`,
    ),
  );
  const before = standing(versions).at(-1);
  ensureInOrder(effectiveFrom, before, today);
  ensureWellMade(questions);
  ensure(before === undefined || canonicalJson(before.questions) !== canonicalJson(questions), () =>
    invalid('NOTHING_CHANGED', `Version ${before?.n} of ${id} asks the same questions in the same words.`),
  );
  return [
    {
      type: 'QuestionSetPublished',
      data: { ...services, n: n + 1, effectiveFrom, questions },
      ...(reason !== undefined && { reason }),
    },
  ];
}

/** Those that were not withdrawn. */
const standing = (versions: readonly QuestionSetVersion[]): readonly QuestionSetVersion[] =>
  versions.filter(({ withdrawnAt }) => withdrawnAt === undefined);

/** What was in force stays what was in force, and the newest version is the one that holds in the end. */
function ensureInOrder(effectiveFrom: Day, before: QuestionSetVersion | undefined, today: Day): void {
  const earliest = before === undefined || before.effectiveFrom < today ? today : before.effectiveFrom;
  ensure(effectiveFrom >= earliest, () =>
    wrongAt('/effectiveFrom', 'QUESTION_SET_TOO_EARLY', 'A version holds from today on, and after the one before.', {
      detail: `${earliest} or later`,
    }),
  );
}

const wrongAt = (pointer: string, code: RefusalCode, text: string, { detail }: { readonly detail: string }): Refusal =>
  invalid(code, text, [{ pointer, code, detail }]);

function ensureWellMade(questions: readonly Question[]): void {
  const faults = [
    ...repeatedAt(questions, ({ code }) => code).map((i) => fault(`${i}/code`, 'a code that no question above has')),
    ...questions.flatMap((question, i) => faultsOf(question, String(i))),
  ];
  ensure(faults.length === 0, () =>
    invalid('QUESTION_SET_INVALID', `${faults.length} points of the questions do not fit: see errors.`, faults),
  );
}

const fault = (at: string, detail: string): FieldError => ({
  pointer: `/questions/${at}`,
  code: 'QUESTION_SET_INVALID',
  detail,
});

/** Bounds that another type has, and bounds that no answer could keep. */
function faultsOf(question: Question, at: string): readonly FieldError[] {
  const { type, min, max, maxLength, options } = question;
  const isText = type === 'TEXT' || type === 'LONG_TEXT';
  const misplaced = [
    ...(['unit', 'min', 'max', 'decimals'] as const).filter((key) => type !== 'NUMBER' && question[key] !== undefined),
    ...(isText || maxLength === undefined ? [] : (['maxLength'] as const)),
    ...(type === 'CHOICE' || options === undefined ? [] : (['options'] as const)),
  ];
  return [
    ...misplaced.map((key) => fault(`${at}/${key}`, `a question of type ${type} has none`)),
    ...(min !== undefined && max !== undefined && min > max ? [fault(`${at}/max`, `${min} or more`)] : []),
    ...(maxLength !== undefined && maxLength > ANSWER_LENGTH_MAX
      ? [fault(`${at}/maxLength`, `${ANSWER_LENGTH_MAX} at most`)]
      : []),
    ...(type === 'CHOICE' && (options ?? []).length < 2 ? [fault(`${at}/options`, 'a choice has two or more')] : []),
    ...repeatedAt(options ?? [], ({ code }) => code).map((i) =>
      fault(`${at}/options/${i}/code`, 'a code that no option above has'),
    ),
  ];
}

/** What a version changes, by the codes of its questions. */
export interface Changes {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** The same code, asked in another way. */
  readonly changed: readonly string[];
}

export function changesBetween(before: readonly Question[], after: readonly Question[]): Changes {
  const was = new Map(before.map((question) => [question.code, canonicalJson(question)]));
  const is = new Map(after.map((question) => [question.code, canonicalJson(question)]));
  return {
    added: [...is.keys()].filter((code) => !was.has(code)),
    removed: [...was.keys()].filter((code) => !is.has(code)),
    changed: [...is].filter(([code, text]) => was.has(code) && was.get(code) !== text).map(([code]) => code),
  };
}

/**
 * NIA withdraws a version: one that is not in force yet, or the newest, after which the one before it is in force
 * again. Drafts and applications that name it can still read it.
 * @throws Refusal 404 for a version that is not there; 409 QUESTION_SET_WITHDRAWN, QUESTION_SET_FIRST,
 * QUESTION_SET_REPLACED
 */
export function withdrawQuestionSet(
  published: QuestionSetState | undefined,
  { id, n, reason }: Withdrawal,
  { today }: Pick<Moment, 'today'>,
): readonly QuestionSetEvent[] {
  const versions = versionsOf(id, published);
  const version = versions.find((one) => one.n === n);
  if (version === undefined) throw notFound('version of a question set', `${id}, ${n}`);
  ensure(version.publishedAt !== undefined, () =>
    wrongState('QUESTION_SET_FIRST', `Version ${n} of ${id} comes with the service: publish another in its place.`),
  );
  ensure(version.withdrawnAt === undefined, () =>
    wrongState('QUESTION_SET_WITHDRAWN', `Version ${n} of ${id} was withdrawn at ${version.withdrawnAt}.`),
  );
  const last = standing(versions).at(-1);
  ensure(version.effectiveFrom > today || last?.n === n, () =>
    wrongState(
      'QUESTION_SET_REPLACED',
      `Version ${last?.n} of ${id} stands after version ${n}: withdraw that one first, or publish another.`,
    ),
  );
  return [{ type: 'QuestionSetWithdrawn', data: { n }, reason }];
}

/** Which version of which set, and why. */
export interface Withdrawal {
  readonly id: string;
  readonly n: number;
  readonly reason: string;
}
