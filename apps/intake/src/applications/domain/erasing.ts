import { ensure, invalid } from '#common/kernel/errors.js';
import { own } from '#common/kernel/own.js';
import type { ApplicationEvent } from './application.events.js';
import type { ApplicationState, ErasureGround } from './application.state.js';

export interface DocumentErasure {
  readonly ground: ErasureGround;
  /** All of them unless said otherwise. */
  readonly documentTypes?: readonly string[];
  /** On whose request, under which duty; it stays in the history. */
  readonly reason?: string;
}

/**
 * The bytes of documents go; type, size and hash stay, so that the history still says what was submitted.
 * @throws Refusal 422 when one of the types has not been attached
 */
export function eraseDocuments(
  { documents }: ApplicationState,
  { ground, documentTypes = Object.keys(documents), reason }: DocumentErasure,
): readonly ApplicationEvent[] {
  const unknown = documentTypes.find((type) => !Object.hasOwn(documents, type));
  ensure(unknown === undefined, () => invalid('DOCUMENT_TYPE_UNKNOWN', `${unknown} has not been attached.`));
  const present = documentTypes.filter((type) => own(documents, type)?.erased === undefined);
  if (present.length === 0 && ground === 'REQUEST') return [];
  return [
    {
      type: 'DocumentsErased',
      data: { documentTypes: [...present].sort(), ground },
      ...(reason !== undefined && { reason }),
    },
  ];
}
