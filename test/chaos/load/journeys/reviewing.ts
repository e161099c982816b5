import { addDays, addMonths, type Day } from '#common/kernel/day.js';
import { EXAMINERS, MEMBERS, secretary, SPARE_EXAMINER } from '../../../../tools/story/cast.js';
import { EXAMINATION } from '../../../../tools/story/reviewing.js';
import type { Persona, View } from '../../../../tools/story/api.js';
import { RunOver } from '../client.js';
import type { Hand, Scene } from '../scene.js';
import type { Applied, Fate } from './applying.js';
import { debar } from './houses.js';
import { excludeAndContest } from './recusing.js';

export const chair = MEMBERS[0] as Persona;
/** The clear days of notice, and one more. */
const NOTICE_DAYS = 8;
const DATE_REASON = '접수 현황에 따라 정한다.';
const EXAMINERS_LEFT = EXAMINERS.slice(0, 2);
const SILENT = EXAMINERS[2] as Persona;

/** A case that was examined. */
export interface Examined extends Applied {
  readonly caseId: string;
}

/** A case on an agenda, and its number there. */
export interface Item extends Examined {
  readonly item: number;
}

export interface Session {
  readonly no: number;
  readonly on: Day;
  readonly items: readonly Item[];
}

export const ofFate = <T extends Applied>(all: readonly T[], ...fates: readonly Fate[]): readonly T[] =>
  all.filter(({ fate }) => fate !== undefined && fates.includes(fate));

/** The next possible session day for what was accepted today: a session takes cases of earlier months only. */
export function sessionDayAfter({ calendar, today }: Pick<Scene, 'calendar' | 'today'>): Day {
  const noticed = addDays(today, NOTICE_DAYS);
  const nextMonth = addMonths(`${today.slice(0, 7)}-01`, 1);
  return calendar.onOrAfter(noticed > nextMonth ? noticed : nextMonth);
}

/** The next session. Numbers have no gaps, so only one client plans at a time. */
export const planNext = (scene: Scene, hand: Hand, body: object): Promise<View> =>
  scene.inTurn(() => hand.post(secretary, 'review', '/v1/sessions', body));

/** Experts examine each case, and a session is convened for all of them. @returns undefined when there is no case */
export async function convene(scene: Scene, applied: readonly Applied[]): Promise<Session | undefined> {
  const examined = await scene.each('examine', applied, examine);
  if (examined.length === 0) return undefined;
  const on = sessionDayAfter(scene);
  const [session] = await scene.each('convene', [on], async (_, hand): Promise<Session> => {
    const no = await noticeSession(scene, hand, on);
    const items = await putOn(hand, no, examined, 'carried');
    await beforehand(hand, { no, on, items });
    return { no, on, items };
  });
  if (session === undefined) throw new RunOver('no session was convened');
  return session;
}

/** Plans a session of that day and notices it. @returns its number */
export async function noticeSession(scene: Scene, hand: Hand, on: Day): Promise<number> {
  const { no, version } = await planNext(scene, hand, { on, dateReason: DATE_REASON });
  const body = { on, time: '14:00', place: '정부세종청사 4동 회의실', dateReason: DATE_REASON };
  await hand.move(secretary, 'review', sessionPath(Number(no)), '/notice', { body, version });
  return Number(no);
}

/**
 * The secretary puts each case on the agenda.
 * @param comesOff the case of this fate is taken off once, and put on again
 */
export async function putOn(
  hand: Hand,
  no: number,
  examined: readonly Examined[],
  comesOff?: Fate,
): Promise<readonly Item[]> {
  const path = sessionPath(no);
  const add = async (caseId: string): Promise<number> => {
    const { agenda } = await hand.move(secretary, 'review', path, '/agenda', { body: { caseId } });
    return (agenda as readonly { readonly item: number }[]).at(-1)?.item ?? 0;
  };
  const items: Item[] = [];
  for (const one of examined) {
    let item = await add(one.caseId);
    if (comesOff !== undefined && one.fate === comesOff) {
      const body = { reason: '서류를 다시 본다.' };
      await hand.move(secretary, 'review', path, `/agenda/${item}/removal`, { body });
      item = await add(one.caseId);
    }
    items.push({ ...one, item });
  }
  return items;
}

/** Before session day: a member is excluded and contests it, and a supplier is debarred from session day on. */
async function beforehand(hand: Hand, { no, on, items }: Session): Promise<void> {
  for (const { item } of ofFate(items, 'upheld')) await excludeAndContest(hand, sessionPath(no), item);
  for (const { applicant } of ofFate(items, 'dismissed')) await debar(hand, applicant, on);
}

export const sessionPath = (no: number): string => `/v1/sessions/${no}`;

/** Three examiners find every criterion met. Of one case, the third is silent and replaced. */
export async function examine(applied: Applied, hand: Hand): Promise<Examined> {
  const path = `/v1/cases?applicationId=${applied.applicationId}`;
  const found = await hand.until('the case', secretary, 'review', path, (page) => (page['items'] as View[])[0]);
  const resource = `/v1/cases/${found.id}`;
  const isReplaced = applied.fate === 'upheld';
  const asked = isReplaced ? [...EXAMINERS, SPARE_EXAMINER] : EXAMINERS;
  const subs = (people: readonly Persona[]) => ({ examinerIds: people.map(({ sub }) => sub) });
  const submitting = ({ sub }: Persona) => `${resource}/examinations/${sub}`;
  await hand.move(secretary, 'review', resource, '/invitations', { body: subs(asked) });
  await Promise.all(
    asked.map((examiner) =>
      hand.put(examiner, 'review', `${resource}/declarations/${examiner.sub}`, { ground: 'NONE' }),
    ),
  );
  await hand.move(secretary, 'review', resource, '/examiners', { body: subs(EXAMINERS) });
  if (isReplaced) {
    const body = { replacementId: SPARE_EXAMINER.sub, reason: '회신이 없다.' };
    await hand.move(secretary, 'review', resource, `/examiners/${SILENT.sub}/replacement`, { body });
    await hand.attempt(SILENT, 'review', submitting(SILENT), '', {
      method: 'PUT',
      body: EXAMINATION,
      expected: 'refusal',
    });
  }
  const examiners = isReplaced ? [...EXAMINERS_LEFT, SPARE_EXAMINER] : EXAMINERS;
  await Promise.all(examiners.map((examiner) => hand.put(examiner, 'review', submitting(examiner), EXAMINATION)));
  return { ...applied, caseId: found.id };
}
