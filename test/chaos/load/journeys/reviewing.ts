import { addDays, addMonths, type Day } from '#common/kernel/day.js';
import { EXAMINERS, MEMBERS, ministry, secretary } from '../../../../tools/story/cast.js';
import { CRITERIA } from '../../../../tools/story/reviewing.js';
import type { Persona, View } from '../../../../tools/story/api.js';
import { RunOver } from '../client.js';
import type { Hand, Scene } from '../scene.js';
import { pathOf, type Applied } from './applying.js';

const PRESENT = MEMBERS.slice(0, 14);
const chair = MEMBERS[0] as Persona;
/** The clear days of notice, and one more. */
const NOTICE_DAYS = 8;

/** A case on the agenda. Its index in the list is its agenda number minus one. */
interface Item extends Applied {
  readonly caseId: string;
}

export interface Session {
  readonly no: number;
  readonly on: Day;
  readonly items: readonly Item[];
}

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
  const items = await scene.each('examine', applied, examine);
  if (items.length === 0) return undefined;
  const on = sessionDayAfter(scene);
  const [no] = await scene.each('convene', [on], async (_, hand) => {
    const dateReason = '접수 현황에 따라 정한다.';
    const planned = await planNext(scene, hand, { on, dateReason });
    const number = Number(planned['no']);
    const notice = { on, time: '14:00', place: '정부세종청사 4동 회의실', dateReason };
    let view = await hand.move(secretary, 'review', sessionPath(number), '/notice', {
      body: notice,
      version: planned.version,
    });
    for (const { caseId } of items) {
      const { version } = view;
      view = await hand.move(secretary, 'review', sessionPath(number), '/agenda', { body: { caseId }, version });
    }
    return number;
  });
  if (no === undefined) throw new RunOver('no session was convened');
  return { no, on, items };
}

export const sessionPath = (no: number): string => `/v1/sessions/${no}`;

export async function examine(applied: Applied, hand: Hand): Promise<Item> {
  const path = `/v1/cases?applicationId=${applied.applicationId}`;
  const found = await hand.until('the case', secretary, 'review', path, (page) => (page['items'] as View[])[0]);
  const resource = `/v1/cases/${found.id}`;
  const examinerIds = EXAMINERS.map(({ sub }) => sub);
  await hand.move(secretary, 'review', resource, '/invitations', { body: { examinerIds } });
  await Promise.all(
    EXAMINERS.map((examiner) =>
      hand.put(examiner, 'review', `${resource}/declarations/${examiner.sub}`, { ground: 'NONE' }),
    ),
  );
  await hand.move(secretary, 'review', resource, '/examiners', { body: { examinerIds } });
  const findings = CRITERIA.map((criterion) => ({ criterion, finding: 'MET', comment: '기준을 충족한다.' }));
  const body = { findings, recommendation: 'SELECT', comment: '선정에 문제가 없다.' };
  await Promise.all(
    EXAMINERS.map((examiner) => hand.put(examiner, 'review', `${resource}/examinations/${examiner.sub}`, body)),
  );
  return { ...applied, caseId: found.id };
}

/** Fourteen members attend, declare, and vote at once on each item. @returns the selected, once intake shows it */
export async function hold(scene: Scene, session: Session): Promise<readonly Applied[]> {
  const selected = session.items.filter((_, i) => i === 0 || !scene.random.chance(0.1));
  await scene.each('hold', [session], async ({ no, items }, hand) => {
    const path = sessionPath(no);
    await Promise.all(PRESENT.map(({ sub }) => hand.put(secretary, 'review', `${path}/attendance/${sub}`, {})));
    const clear = { items: items.map((_, i) => ({ item: i + 1, ground: 'NONE' })) };
    await Promise.all(PRESENT.map((member) => hand.put(member, 'review', `${path}/declarations/${member.sub}`, clear)));
    await hand.move(chair, 'review', path, '/opening');
    for (const [i, item] of items.entries()) await decide(hand, path, i + 1, selected.includes(item));
    await hand.move(chair, 'review', path, '/closing', { body: {} });
    await publish(hand, session);
  });
  const known = await scene.each('told', selected, async (one, hand) => {
    const isSelected = (view: View) => view['status'] === 'SELECTED';
    await hand.until('the selection', one.applicant.persona, 'intake', pathOf(one.applicationId), isSelected);
    return one;
  });
  return known;
}

async function decide(hand: Hand, path: string, item: number, inFavour: boolean): Promise<void> {
  const agenda = `/agenda/${item}`;
  const { version } = await hand.move(chair, 'review', path, `${agenda}/deliberation`);
  await hand.move(chair, 'review', path, `${agenda}/voting`, { version });
  await Promise.all(
    PRESENT.map((member, seat) => {
      const isYes = inFavour ? seat < 10 : seat < 4;
      const vote = isYes ? { vote: 'YES' } : { vote: 'NO', reason: '지원체계를 더 갖출 필요가 있다.' };
      return hand.put(member, 'review', `${path}${agenda}/votes/${member.sub}`, vote);
    }),
  );
  await hand.move(chair, 'review', path, `${agenda}/tally`);
}

async function publish(hand: Hand, { no, on, items }: Session): Promise<void> {
  const path = sessionPath(no);
  const minutes = {
    summary: `제${no}차 디지털서비스 심사위원회: 안건 ${items.length}건을 의결하였다.`,
    items: items.map((_, i) => ({ item: i + 1, reasons: ['심사기준에 따라 의결하였다.'] })),
  };
  const drafted = await hand.move(secretary, 'review', path, '/minutes', { body: minutes, method: 'PUT' });
  const { version } = await hand.move(chair, 'review', path, '/minutes/confirmation', { version: drafted.version });
  const selectionAct = { number: `${on.slice(0, 4)}-${no}`, on };
  await hand.move(ministry, 'review', path, '/publication', { body: { selectionAct }, version });
}
