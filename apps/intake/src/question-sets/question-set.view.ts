import { Type, type Static } from 'typebox';
import { BilingualView } from '#common/http/why.view.js';
import { ServiceKind } from '#common/events/definitions/shapes.js';
import type { Day } from '#common/kernel/day.js';
import type { ReadSet } from './form-questions.js';
import { QUESTION_TYPES, type Question, type QuestionSetVersion } from './domain/question-set.state.js';
import { versionOn } from './domain/question-sets.js';

export const QuestionView = Type.Object({
  code: Type.String({ description: 'What an answer names' }),
  block: BilingualView,
  label: BilingualView,
  type: Type.Enum(QUESTION_TYPES, {
    description: 'An answer is a text: YES or NO, digits, the code of an option, a duration of ISO 8601',
  }),
  required: Type.Boolean({ description: 'A submission needs an answer' }),
  unit: Type.Optional(Type.String()),
  min: Type.Optional(Type.Number()),
  max: Type.Optional(Type.Number()),
  decimals: Type.Optional(Type.Integer()),
  options: Type.Optional(Type.Array(Type.Object({ code: Type.String(), label: BilingualView }))),
  maxLength: Type.Optional(Type.Integer()),
  help: Type.Optional(BilingualView),
});

/** One version of a set. */
export const QuestionSetRefView = Type.Object({ questionSetId: Type.String(), n: Type.Integer() });

export const VERSION_STATUSES = ['COMING', 'IN_FORCE', 'REPLACED', 'WITHDRAWN'] as const;

const versionFacts = {
  n: Type.Integer({ minimum: 1 }),
  effectiveFrom: Type.String({ format: 'date' }),
  status: Type.Enum(VERSION_STATUSES),
  publishedAt: Type.Optional(Type.String({ format: 'date-time' })),
  withdrawnAt: Type.Optional(Type.String({ format: 'date-time' })),
};

const setFacts = {
  id: Type.String({ description: 'The kind, and the subtype behind a dot: CLOUD_COMPUTING.SAAS' }),
  version: Type.Integer({ description: 'For `If-Match`; 0 while only the first version is there' }),
  self: Type.String(),
  kind: ServiceKind,
  subtype: Type.Optional(Type.String({ description: 'Absent: services of the kind whose subtype has no set' })),
};

/** A question set (신청서 문항) without its questions. */
export const QuestionSetRow = Type.Object(
  { ...setFacts, versions: Type.Array(Type.Object({ ...versionFacts, questions: Type.Integer() })) },
  { $id: 'QuestionSetRow' },
);
export type QuestionSetRow = Static<typeof QuestionSetRow>;

/** A question set (신청서 문항) with every version; none is ever removed. */
export const QuestionSetView = Type.Object(
  { ...setFacts, versions: Type.Array(Type.Object({ ...versionFacts, questions: Type.Array(QuestionView) })) },
  { $id: 'QuestionSet' },
);
export type QuestionSetView = Static<typeof QuestionSetView>;

export const questionSetView = (set: ReadSet, today: Day): QuestionSetView => ({
  ...factsOf(set),
  versions: set.state.versions.map((version) => ({
    ...versionOf(set, version, today),
    questions: version.questions.map(questionView),
  })),
});

export const questionSetRow = (set: ReadSet, today: Day): QuestionSetRow => ({
  ...factsOf(set),
  versions: set.state.versions.map((version) => ({
    ...versionOf(set, version, today),
    questions: version.questions.length,
  })),
});

const factsOf = ({ id, version, state: { kind, subtype } }: ReadSet) => ({
  id,
  version,
  self: `/v1/question-sets/${id}`,
  kind,
  ...(subtype !== undefined && { subtype }),
});

function versionOf({ state }: ReadSet, version: QuestionSetVersion, today: Day) {
  const { n, effectiveFrom, publishedAt, withdrawnAt } = version;
  return {
    n,
    effectiveFrom,
    status: statusOf(version, versionOn(state.versions, today), today),
    ...(publishedAt !== undefined && { publishedAt }),
    ...(withdrawnAt !== undefined && { withdrawnAt }),
  };
}

function statusOf(
  { n, effectiveFrom, withdrawnAt }: QuestionSetVersion,
  inForce: QuestionSetVersion | undefined,
  today: Day,
): (typeof VERSION_STATUSES)[number] {
  if (withdrawnAt !== undefined) return 'WITHDRAWN';
  if (effectiveFrom > today) return 'COMING';
  return n === inForce?.n ? 'IN_FORCE' : 'REPLACED';
}

export const questionView = ({ options, ...question }: Question): Static<typeof QuestionView> => ({
  ...question,
  ...(options !== undefined && { options: [...options] }),
});
