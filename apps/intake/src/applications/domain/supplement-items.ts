import type { Moment } from '#common/kernel/clock.js';
import { ensure, invalid, type FieldError } from '#common/kernel/errors.js';
import { documentTypes, isRated, SERVICE_FIELDS, uncertified } from './application.rules.js';
import type { ApplicationState, ExpiryCode, SupplementItem } from './application.state.js';
import { formOf, liesIn, valueAt } from './form-parts.js';

/** An item as the officer types it: about a document type, a part of the form, or nothing but a question. */
export interface AskedItem {
  readonly subject?: string;
  readonly reason: string;
}

/** Parts of the form that an application may lack when it is checked. */
const ABSENT_PARTS = [
  '/creditRating',
  ...[...SERVICE_FIELDS, 'ai', 'dataLocation'].map((field) => `/service/${field}`),
];

/**
 * The items of a supplement: those of the officer, and what has expired, without being typed.
 * @throws Refusal 422 SUPPLEMENT_SUBJECT_UNKNOWN, SUPPLEMENT_EMPTY
 */
export function itemsOf(
  application: ApplicationState,
  asked: readonly AskedItem[],
  moment: Moment,
): readonly SupplementItem[] {
  const unknown = asked.flatMap(({ subject }, i): readonly FieldError[] =>
    subject === undefined || isKnown(application, subject, moment)
      ? []
      : [
          {
            pointer: `/items/${i}/subject`,
            code: 'SUPPLEMENT_SUBJECT_UNKNOWN',
            detail: 'a document type of this kind (SLA), a part of the form (/service/sla), or none for a question',
          },
        ],
  );
  ensure(unknown.length === 0, () =>
    invalid('SUPPLEMENT_SUBJECT_UNKNOWN', 'An item names neither a document nor a part of the form.', unknown),
  );
  const typed = asked.map(({ subject, reason }) => ({
    ...(subject === undefined ? ({ kind: 'QUESTION' } as const) : { kind: kindOf(subject), subject }),
    reason,
  }));
  const untyped = expiredParts(application, moment).filter(({ subject }) =>
    asked.every((item) => item.subject === undefined || !liesIn(subject, item.subject)),
  );
  const items = [...typed, ...untyped.map((part) => ({ ...part, kind: kindOf(part.subject) }))];
  ensure(items.length > 0, () =>
    invalid('SUPPLEMENT_EMPTY', 'A supplement asks for something: name an item; nothing of it has expired today.'),
  );
  return items.map((item, i) => ({ item: i + 1, ...item }));
}

const kindOf = (subject: string): 'FORM' | 'DOCUMENT' => (subject.startsWith('/') ? 'FORM' : 'DOCUMENT');

function isKnown(application: ApplicationState, subject: string, { policy }: Moment): boolean {
  if (kindOf(subject) === 'FORM')
    return ABSENT_PARTS.includes(subject) || valueAt(formOf(application), subject) !== undefined;
  const { required, optional } = documentTypes(policy, application.service.kind);
  return [...required, ...optional].includes(subject);
}

interface ExpiredPart {
  readonly subject: string;
  readonly code: ExpiryCode;
}

/** Documents and parts of the form that are not valid today, each with the reason. */
export function expiredParts(application: ApplicationState, moment: Moment): readonly ExpiredPart[] {
  const parts = [
    ...(isRated(application, moment)
      ? []
      : ['/creditRating', 'CREDIT_RATING'].map((subject) => ({ subject, code: 'CREDIT_RATING_EXPIRED' as const }))),
    ...(uncertified(application, moment).length === 0
      ? []
      : ['/certificates', 'SECURITY_CERTIFICATE'].map((subject) => ({
          subject,
          code: 'CERTIFICATE_EXPIRED' as const,
        }))),
  ];
  return parts.filter(({ subject }) => kindOf(subject) === 'FORM' || isKnown(application, subject, moment));
}
