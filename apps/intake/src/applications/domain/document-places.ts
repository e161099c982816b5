import { ensure, invalid, wrongState, type FieldError } from '#common/kernel/errors.js';
import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { own } from '#common/kernel/own.js';
import type { ApplicationState, AttachedDocument, DocumentDescription } from './application.state.js';

/** One of the files of a document: its type, and its number from 1. */
export interface Place {
  readonly documentType: string;
  /** The first one unless said otherwise. */
  readonly n?: number;
}

/** Under which a file is kept: `SLA` for the first of its type, `SLA/2` for the second. */
export const placeOf = ({ documentType, n = 1 }: Place): string => (n === 1 ? documentType : `${documentType}/${n}`);

/** The place that a key stands for. */
export function atPlace(key: string): Required<Place> {
  const [documentType = '', n = '1'] = key.split('/');
  return { documentType, n: Number(n) };
}

/** Where a report or a refusal says that it lies. */
export const pointerOf = (key: string): string => `/documents/${key.replace('/', '~1')}`;

/** The files of one type, by number, those without bytes included. */
export const filesOf = ({ documents }: ApplicationState, type: string): readonly AttachedDocument[] =>
  Object.entries(documents)
    .filter(([key]) => atPlace(key).documentType === type)
    .sort(([a], [b]) => atPlace(a).n - atPlace(b).n)
    .map(([, document]) => document);

/** @throws Refusal 422 when the type has no such file, or its number leaves a gap */
export function ensurePlace({ documents }: ApplicationState, { documentType, n = 1 }: Place, { policy }: Moment): void {
  const most = policy['intake.filesPerDocumentMax'];
  ensure(n <= most, () => invalid('DOCUMENT_NUMBER_INVALID', `A document has at most ${most} files; ${n} is beyond.`));
  ensure(n === 1 || own(documents, placeOf({ documentType, n: n - 1 })) !== undefined, () =>
    invalid(
      'DOCUMENT_NUMBER_INVALID',
      `${documentType} has no file ${n - 1} yet: the files are numbered without a gap.`,
    ),
  );
}

/** When a document holds: on both days, and on those between them. */
export interface Validity {
  readonly validFrom?: Day;
  readonly validTo?: Day;
}

/** What its supplier says of it beyond its content. */
export const descriptionOf = ({ validFrom, validTo, confidential }: DocumentDescription): DocumentDescription => ({
  ...(validFrom !== undefined && { validFrom }),
  ...(validTo !== undefined && { validTo }),
  ...(confidential !== undefined && { confidential }),
});

/** Whether it holds on that day; a document without days always does. */
export const holdsOn = ({ validFrom, validTo }: Validity, day: Day): boolean =>
  (validFrom === undefined || validFrom <= day) && (validTo === undefined || day <= validTo);

/** Files whose stated days do not include today. */
export const outOfDate = ({ documents }: ApplicationState, { today }: Moment): readonly FieldError[] =>
  Object.entries(documents)
    .filter(([, document]) => document.erased === undefined && !holdsOn(document, today))
    .map(([key, { validFrom, validTo }]) => ({
      pointer: pointerOf(key),
      code: 'DOCUMENT_NOT_VALID',
      detail: `holds from ${validFrom ?? 'its beginning'} to ${validTo ?? 'its end'}, and today is ${today}`,
    }));

/** @throws Refusal 409 DOCUMENT_NOT_VALID */
export function ensureInDate(application: ApplicationState, moment: Moment): void {
  const errors = outOfDate(application, moment);
  ensure(errors.length === 0, () =>
    wrongState(
      'DOCUMENT_NOT_VALID',
      `${errors.map(({ pointer, detail }) => `${pointer.slice('/documents/'.length)} ${detail}`).join('; ')}: ` +
        'ask for a supplement.',
    ),
  );
}
