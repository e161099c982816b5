import { draftsOf, noticeIdOf, pendingNotice, type NoticeDraft } from '#common/aggregates/notices.js';
import { foldFrom } from '#common/aggregates/fold.js';
import { isActOfTheStore } from '#common/aggregates/history-chain/acts-of-the-store.js';
import { readable } from '#common/aggregates/erasure/erasure.js';
import type { DomainEvent, Recorded } from '#common/aggregates/aggregate-type.js';
import type { AnyType } from '#common/aggregates/verification/check-document.js';
import { dutiesOf, toTell } from '#common/aggregates/work.js';
import type { StoredEvent } from '#common/events/stored-event.js';
import { canonicalJson } from '#common/kernel/canonical-json.js';
import { momentAt } from '#common/kernel/clock.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { PolicyTable } from '#common/kernel/policy.js';
import type { NoticeState } from '#common/notices/notice.js';
import { overdueNotice } from '#common/notices/overdue.js';
import { SERVICES } from '../../../tools/services.js';
import type { Stores } from '../observe/stores.js';
import type { Histories } from './histories.js';
import { Check, type InvariantResult } from './invariant.js';

const OVERDUE = 'WORK_OVERDUE';
const policy = PolicyTable.defaults;
const calendar = koreanCalendar(policy);

/** A notice that somebody has to have. */
export interface Owed {
  readonly id: string;
  /** In words, for a finding. */
  readonly what: string;
}

const inWords = (type: AnyType, id: string, { reason, to }: NoticeDraft): string =>
  `${reason} of ${type.name} ${id} to ${to}`;

/** What the rules of a type make known of a history, save by save. */
export function owedBy(type: AnyType, id: string, history: readonly StoredEvent[]): readonly Owed[] {
  const { notices, path, name } = type;
  if (notices === undefined) return [];
  const owed: Owed[] = [];
  let before: object | undefined;
  for (const save of savesOf(history)) {
    const state = foldFrom(type, before, save);
    const first = save[0];
    if (state === undefined || first === undefined) continue;
    const told = { ...(before !== undefined && { before }), state, moment: momentAt(first.at, policy, calendar) };
    const about = { kind: name, id, path: path?.(state, id) ?? '' };
    for (const event of save.filter((one) => !isActOfTheStore(one)))
      for (const draft of draftsOf(notices, { ...told, event: readable(event) as unknown as Recorded<DomainEvent> }))
        owed.push({ id: noticeIdOf(about, draft), what: inWords(type, id, draft) });
    before = state;
  }
  return owed;
}

/** Notices of duties whose day has passed by now. */
export function overdueOf(type: AnyType, id: string, state: object, now: Date): readonly Owed[] {
  const { work, path, name } = type;
  if (work === undefined) return [];
  const about = { kind: name, id, path: path?.(state, id) ?? '' };
  const texts = { about: work.about(state), desk: momentAt(now, policy, calendar).policy['notices.desk'] };
  return toTell(dutiesOf(work, state))
    .filter(({ deadline }) => Date.parse(deadline.dueAt) <= now.getTime())
    .flatMap((duty) => [...duty.for, ...(duty.alsoTell ?? [])].map((to) => overdueNotice(duty, to, texts)))
    .map((draft) => ({ id: pendingNotice(about, draft, now).id, what: inWords(type, id, draft) }));
}

function savesOf(history: readonly StoredEvent[]): readonly (readonly StoredEvent[])[] {
  const saves = new Map<number, StoredEvent[]>();
  for (const event of history) {
    const save = saves.get(event.version);
    if (save === undefined) saves.set(event.version, [event]);
    else save.push(event);
  }
  return [...saves.values()];
}

/** I11: everyone was told what the events make known and what is overdue, once, and reached once. */
export async function everyoneIsTold(stores: Stores, { owed }: Histories): Promise<InvariantResult> {
  const check = new Check('I11', 'everyone is told what concerns them, once');
  const missing = new Map(owed);
  const seen = new Map<string, string>();
  for (const { service } of SERVICES) {
    const notices = stores.db(service).collection<{ _id: string; state: NoticeState }>('notices').find({});
    for await (const { _id, state } of notices) {
      check.count('notices');
      const { about, reason, to, at, title, text, deliveries } = state;
      const name = `${reason} of ${about.kind} ${about.id} to ${to ?? 'nobody'}`;
      if (!missing.delete(_id) && reason !== OVERDUE)
        check.find(`${name}: no event makes it known, or it is told twice`);
      const content = canonicalJson({ about, reason, to, at, title, text });
      if (reason !== OVERDUE && seen.has(content)) check.find(`${name}: told as ${seen.get(content)} and as ${_id}`);
      seen.set(content, _id);
      const reached = deliveries.filter(({ refused }) => refused === undefined).map(({ person }) => person);
      check.count('delivered', reached.length);
      if (new Set(reached).size < reached.length) check.find(`${name}: delivered twice to one person`);
    }
  }
  for (const what of missing.values()) check.find(`${what}: nobody was told`);
  return check.result();
}

/** I12: what waits for people, as lists of work find it, is what the histories make. */
export function workIsListed({ waiting, misplaced }: Histories): InvariantResult {
  const check = new Check('I12', 'lists of work show what waits for people');
  check.count('waiting', waiting);
  for (const found of misplaced) check.find(found);
  return check.result();
}
