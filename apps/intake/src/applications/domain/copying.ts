import type { Moment } from '#common/kernel/clock.js';
import type { ApplicationEvent } from './application.events.js';
import { ensureStatus } from './application.rules.js';
import type { ApplicationState, AttachedDocument } from './application.state.js';
import { descriptionOf } from './document-places.js';
import { draftApplication, type Draft } from './drafting.js';

/** Which application to copy, and into which draft. */
export interface Copy extends Omit<Draft, 'form' | 'questionSet'> {
  readonly source: ApplicationState;
}

/**
 * – → DRAFT: the form of an application that ended without selection, with its documents by reference. Each
 * draft keeps the files it names, so an erasure in one leaves the other as it is. What was erased is not copied. The
 * answers stay with their version of the questions; the submission asks for the one in force.
 * @throws Refusal 409 APPLICATION_NOT_COPIED, and as `draftApplication`
 */
export function copyApplication(copy: Copy, moment: Moment): readonly ApplicationEvent[] {
  ensureStatus(copy.source, 'APPLICATION_NOT_COPIED', 'RETURNED', 'WITHDRAWN', 'NOT_SELECTED');
  return draftFrom(copy, moment);
}

/**
 * – → DRAFT: a certificate of a listed service ends soon, so its supplier finds the next application begun (§11.5). It
 * can be submitted when the selection no longer stands.
 */
export const prepareRenewal = (copy: Copy, moment: Moment): readonly ApplicationEvent[] =>
  copy.source.status === 'SELECTED' ? draftFrom(copy, moment) : [];

function draftFrom({ source, ...draft }: Copy, moment: Moment): readonly ApplicationEvent[] {
  const { contact, service, prices, certificates, creditRating } = source;
  const form = { contact, service, prices, certificates, ...(creditRating !== undefined && { creditRating }) };
  const copyOf = { applicationId: source.id, status: source.status };
  const documents = Object.entries(source.documents).filter(([, { erased }]) => erased === undefined);
  return [
    ...draftApplication({ ...draft, form, questionSet: source.questionSet, copyOf }, moment),
    ...documents.flatMap(([documentType, document]) => attaching(documentType, document)),
  ];
}

/** The file under its place, and what its supplier said of it. */
function attaching(documentType: string, attached: AttachedDocument): readonly ApplicationEvent[] {
  const { fileId, name, sha256, contentType, bytes, reference } = attached;
  const description = descriptionOf(attached);
  const document = {
    fileId,
    sha256,
    contentType,
    bytes,
    ...(name !== undefined && { name }),
    ...(reference !== undefined && { reference }),
  };
  return [
    { type: 'DocumentAttached', data: { documentType, document } },
    ...(Object.keys(description).length > 0
      ? [{ type: 'DocumentDescribed', data: { documentType, description } } as const]
      : []),
  ];
}
