import type { ServiceKind } from '#common/events/definitions/shapes.js';
import type { Bilingual } from '#common/kernel/bilingual.js';
import type { Day } from '#common/kernel/day.js';

/**
 * How a question is answered. On the wire an answer is a text: `YES` or `NO`, digits, the code of an option, or a
 * duration of ISO 8601 (`P1D`, `PT2H30M`).
 */
export const QUESTION_TYPES = ['TEXT', 'LONG_TEXT', 'BOOLEAN', 'NUMBER', 'CHOICE', 'DURATION'] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

/** One of the answers to a choice. */
export interface Option {
  readonly code: string;
  readonly label: Bilingual;
}

/** A question of the application form (문항). */
export interface Question {
  /** Stable: answers name it, and so does every later version. */
  readonly code: string;
  /** Under which heading of the form it stands. */
  readonly block: Bilingual;
  readonly label: Bilingual;
  readonly type: QuestionType;
  /** A submission needs an answer. */
  readonly required: boolean;
  /** Of a number: `%`. */
  readonly unit?: string;
  /** The least number, and the greatest. */
  readonly min?: number;
  readonly max?: number;
  /** Digits behind the point of a number; none unless said. */
  readonly decimals?: number;
  /** Of a choice. */
  readonly options?: readonly Option[];
  /** Characters of a text. */
  readonly maxLength?: number;
  readonly help?: Bilingual;
}

/** A version of a question set, pinned. */
export interface QuestionSetRef {
  readonly questionSetId: string;
  readonly n: number;
}

/** One version of a question set; it never changes. */
export interface QuestionSetVersion {
  /** From 1. */
  readonly n: number;
  /** The first day on which submissions are held to it. */
  readonly effectiveFrom: Day;
  readonly questions: readonly Question[];
  /** Absent for the first version, which comes with the service. */
  readonly publishedAt?: string;
  /** Since then it is in force on no day. */
  readonly withdrawnAt?: string;
}

/** What a question set is about: the services of one subtype, or those of a kind that have no set of their own. */
export interface AskedServices {
  readonly kind: ServiceKind;
  readonly subtype?: string;
}

/** The question set of a kind or subtype of services (신청서 문항), with all its versions (§2.4). */
export interface QuestionSetState extends AskedServices {
  /** In their order; those that come with the service are not among them. */
  readonly versions: readonly QuestionSetVersion[];
}
