import { Type, type Static } from 'typebox';
import { PROOF_HEADER } from '../../events/proofs/proof-text.js';
import { isReadModels, type ListedLetter, type WaitingEvent } from '../../inbox/dead-letter-desk.js';
import type { DeadLetter, OperatorMark } from '../../inbox/dead-letters/dead-letters.js';
import type { Position } from '../../inbox/delivery/positions.js';
import type { SettledLetters } from './operator-acts/settle-dead-letters.js';

/**
 * `group/topic/partition/offset` in one segment of a path: `~` needs no escape in a URL and is in no name of a group or
 * topic.
 */
export const publicLetterId = (id: string): string => id.replaceAll('/', '~');
export const storedLetterId = (id: string): string => id.replaceAll('~', '/');

const Instant = Type.String({ format: 'date-time' });
const Mark = Type.Object({ by: Type.String(), at: Instant, reason: Type.String() });

const listed = {
  id: Type.String({ description: 'group~topic~partition~offset' }),
  status: Type.String({ description: 'OPEN, REDRIVING, REDRIVEN or DISCARDED' }),
  group: Type.String({ description: 'Consumer group that could not handle it' }),
  topic: Type.String(),
  partition: Type.Integer(),
  offset: Type.String(),
  type: Type.Optional(Type.String()),
  subject: Type.Optional(Type.String()),
  sequence: Type.Optional(Type.Integer()),
  reason: Type.String({ description: 'Stable code of the cause' }),
  error: Type.String(),
  attempts: Type.Integer(),
  at: Instant,
  redrive: Type.Optional(Mark),
  redrivenAt: Type.Optional(Instant),
  heldBackBy: Type.Optional(
    Type.String({ description: 'Not handed in again, because this earlier letter of its subject failed again' }),
  ),
  discard: Type.Optional(Mark),
};

export const DeadLetterView = Type.Object(listed, { $id: 'DeadLetter' });
export type DeadLetterView = Static<typeof DeadLetterView>;

export const WholeDeadLetterView = Type.Object(
  {
    ...listed,
    key: Type.Union([Type.String(), Type.Null()]),
    headers: Type.Record(Type.String(), Type.String()),
    data: Type.Optional(Type.Unknown({ description: 'The value, where it is JSON' })),
    text: Type.Optional(Type.String({ description: 'The value, where it is not JSON' })),
    base64: Type.Optional(Type.String({ description: 'The value, where it is not text' })),
    reached: Type.Optional(Type.Integer({ description: 'Sequence up to which the group has handled this subject' })),
    waiting: Type.Array(
      Type.Object({ sequence: Type.Integer(), why: Type.String(), attempts: Type.Integer(), at: Instant }),
      { description: 'Later events of the same subject that are parked' },
    ),
    redacted: Type.Optional(
      Type.Boolean({ description: 'The value shows its fields, ids and instants; other values are left out' }),
    ),
    acts: Type.Array(Type.String(), { description: 'Operators’ acts that changed it, oldest first' }),
    advice: Type.Optional(Type.String({ description: 'What to know before redriving' })),
  },
  { $id: 'WholeDeadLetter' },
);
export type WholeDeadLetterView = Static<typeof WholeDeadLetterView>;

export const SettledLettersView = Type.Object(
  {
    act: Type.String({ description: 'Id of the act in the audit trail' }),
    by: Type.String(),
    at: Instant,
    reason: Type.String(),
    ids: Type.Array(Type.String(), { description: 'In the order in which they are handed in' }),
    changed: Type.Integer({ description: 'Fewer than `ids` when another operator was faster' }),
    left: Type.Integer({ description: 'Found too, but too many for one act: send it again' }),
  },
  { $id: 'SettledLetters' },
);
export type SettledLettersView = Static<typeof SettledLettersView>;

const markView = ({ by, at, reason }: OperatorMark) => ({ by, at: at.toISOString(), reason });

export function deadLetterView(letter: ListedLetter): DeadLetterView {
  const { type, subject, sequence, redrive, redrivenAt, heldBackBy, discard } = letter;
  return {
    id: publicLetterId(letter._id),
    status: letter.status,
    group: letter.group,
    topic: letter.topic,
    partition: letter.partition,
    offset: letter.offset,
    ...(type !== undefined && { type }),
    ...(subject !== undefined && { subject }),
    ...(sequence !== undefined && { sequence }),
    reason: letter.reason,
    error: letter.error,
    attempts: letter.attempts,
    at: letter.at.toISOString(),
    ...(redrive !== undefined && { redrive: markView(redrive) }),
    ...(redrivenAt !== undefined && { redrivenAt: redrivenAt.toISOString() }),
    ...(heldBackBy !== undefined && { heldBackBy: publicLetterId(heldBackBy) }),
    ...(discard !== undefined && { discard: markView(discard) }),
  };
}

export function wholeDeadLetterView(
  letter: DeadLetter,
  reached: Position | undefined,
  waiting: readonly WaitingEvent[],
): WholeDeadLetterView {
  const advice = adviceOn(letter, reached);
  return {
    ...deadLetterView(letter),
    key: letter.key,
    headers: { ...letter.headers },
    ...valueView(letter),
    ...(reached !== undefined && { reached: reached.sequence }),
    waiting: waiting.map((event) => ({ ...event, at: event.at.toISOString() })),
    acts: [...(letter.acts ?? [])],
    ...(advice !== undefined && { advice }),
  };
}

export const settledLettersView = ({ act: { id, state }, changed }: SettledLetters): SettledLettersView => ({
  act: id,
  by: state.by,
  at: state.at.toISOString(),
  reason: state.reason,
  ids: state.ids.map(publicLetterId),
  changed,
  left: state.matched - state.ids.length,
});

function valueView({ value, valueBase64 }: DeadLetter): Pick<WholeDeadLetterView, 'data' | 'text' | 'base64'> {
  if (valueBase64 !== undefined) return { base64: valueBase64 };
  if (value === null) return {};
  try {
    return { data: JSON.parse(value) as unknown };
  } catch {
    return { text: value };
  }
}

/** What is told of a value that is left out. */
const kindOf = (value: unknown): string => (value === null ? 'null' : `(${typeof value})`);
/** Ids and instants say which event it is, and nothing of what is in it. */
const PLAIN = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z)?)$/i;

function withoutValues(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutValues);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutValues(inner)]));
  return typeof value === 'string' && PLAIN.test(value) ? value : kindOf(value);
}

/** Both are hashes over the value: what is left out of it could be found by trying. */
const OVER_THE_VALUE: ReadonlySet<string> = new Set(['ce_datahash', PROOF_HEADER]);

/** For those who look after the service: what operations need of an event is its shape, not what people wrote in it. */
export function redacted({ data, text: _text, base64: _base64, ...letter }: WholeDeadLetterView): WholeDeadLetterView {
  const headers = Object.fromEntries(Object.entries(letter.headers).filter(([name]) => !OVER_THE_VALUE.has(name)));
  return { ...letter, headers, ...(data !== undefined && { data: withoutValues(data) }), redacted: true };
}

/** Damaged bytes stay damaged, however often they are handed in. */
const SPOILT = new Set(['UNDECODABLE', 'WRONG_HASH']);

function adviceOn(letter: DeadLetter, reached: Position | undefined): string | undefined {
  if (isReadModels(letter.group))
    return `Of a read model: rebuild ${letter.group.replace('.', ' ')}, then discard it. It cannot be redriven.`;
  if (SPOILT.has(letter.reason))
    return 'The record itself is damaged, so redriving it fails again. See to its producer.';
  const later = (reached?.sequence ?? 0) - (letter.sequence ?? Infinity);
  if (later > 0) return `The group has gone on to sequence ${reached?.sequence}: a redriven event acts after those.`;
  return undefined;
}
