import { SERVICE_KINDS, type ServiceKind } from '#common/events/definitions/shapes.js';
import type { Bilingual } from '#common/kernel/bilingual.js';
import {
  CalendarDay,
  CodeText,
  Decimal,
  Flag,
  Nested,
  NestedList,
  OneOf,
  Text,
  Whole,
} from '#common/http/validation/fields.js';
import type { Publication } from '../domain/publishing.js';
import { QUESTION_TYPES, type Option, type Question, type QuestionType } from '../domain/question-set.state.js';

export class BilingualRequest implements Bilingual {
  @Text({ max: 500 })
  readonly ko!: string;

  @Text({ max: 500 })
  readonly en!: string;
}

export class OptionRequest implements Option {
  @CodeText()
  readonly code!: string;

  @Nested(() => BilingualRequest)
  readonly label!: BilingualRequest;
}

/** No number of a form is larger. */
const NUMBER = { min: -1_000_000_000_000_000, max: 1_000_000_000_000_000, optional: true } as const;

export class QuestionRequest implements Question {
  @CodeText()
  readonly code!: string;

  @Nested(() => BilingualRequest, { description: 'The heading that it stands under' })
  readonly block!: BilingualRequest;

  @Nested(() => BilingualRequest)
  readonly label!: BilingualRequest;

  @OneOf(QUESTION_TYPES)
  readonly type!: QuestionType;

  @Flag({ description: 'A submission needs an answer' })
  readonly required!: boolean;

  @Text({ max: 20, optional: true, description: 'Of a number: %' })
  readonly unit?: string;

  @Decimal({ ...NUMBER, description: 'Of a number' })
  readonly min?: number;

  @Decimal({ ...NUMBER, description: 'Of a number' })
  readonly max?: number;

  @Whole({ min: 0, max: 6, optional: true, description: 'Of a number: digits behind the point; none unless said' })
  readonly decimals?: number;

  @NestedList(() => OptionRequest, { max: 50, optional: true, description: 'Of a choice' })
  readonly options?: OptionRequest[];

  @Whole({ min: 1, max: 2000, optional: true, description: 'Of a text: characters at most' })
  readonly maxLength?: number;

  @Nested(() => BilingualRequest, { optional: true })
  readonly help?: BilingualRequest;
}

export class PublishQuestionSetRequest implements Publication {
  @OneOf(SERVICE_KINDS)
  readonly kind!: ServiceKind;

  @CodeText({ optional: true, description: 'Absent: for services of the kind whose subtype has no set' })
  readonly subtype?: string;

  @CalendarDay({ description: 'The first day on which submissions are held to it; today or later' })
  readonly effectiveFrom!: string;

  @Whole({ min: 0, max: 1_000_000, description: 'Number of the newest version that you have seen; 0 for none' })
  readonly replaces!: number;

  @NestedList(() => QuestionRequest, { max: 100 })
  readonly questions!: QuestionRequest[];

  @Text({ max: 2000, optional: true })
  readonly reason?: string;

  @Flag({ optional: true, description: 'Say what would change, and write nothing' })
  readonly dryRun?: boolean;
}
