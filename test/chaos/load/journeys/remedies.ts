import { addDays, type Day } from '#common/kernel/day.js';
import { MEMBERS, ministry, secretary } from '../../../../tools/story/cast.js';
import type { View } from '../../../../tools/story/api.js';
import type { Hand, Scene } from '../scene.js';
import { becomes, pathOf } from './applying.js';
import { reinstate } from './houses.js';
import { chair, noticeSession, ofFate, putOn, type Examined, type Item, type Session } from './reviewing.js';

/** Ten clear days before a hearing, and one more. */
const HEARING_DAYS = 11;
const ACTING = MEMBERS[1];
/** The seat that changes hands in every round. */
const SEAT = MEMBERS.length;

const casePath = ({ caseId }: Examined): string => `/v1/cases/${caseId}`;
const memberOf = (round: number) => ({ sub: `member-${SEAT + round}`, name: `위원 ${SEAT + round}` });

/** The next day for a hearing and an extra session after this one. */
export const extraDayAfter = ({ calendar, today }: Pick<Scene, 'calendar' | 'today'>): Day =>
  calendar.onOrAfter(addDays(today, HEARING_DAYS));

/**
 * What follows a session. Two applicants object to a refusal, one answers a deferral, and the ministry hears one whose
 * selection may be cancelled. An extra session takes up all but the last, and what was carried.
 * @returns undefined when there is nothing for it
 */
export async function seekRemedies(scene: Scene, { items }: Session): Promise<Session | undefined> {
  const on = extraDayAfter(scene);
  const sought = await scene.each('remedy', items, async (one, hand): Promise<Item | undefined> => {
    const { fate } = one;
    if (fate === undefined) return undefined;
    if (fate === 'upheld' || fate === 'dismissed') await object(hand, one);
    if (fate === 'deferred') await answer(hand, one);
    if (fate === 'cancelled') await announceHearing(hand, one, on);
    return one;
  });
  const waiting = ofFate(
    sought.flatMap((one) => one ?? []),
    'upheld',
    'dismissed',
    'deferred',
    'carried',
  );
  if (waiting.length === 0) return undefined;
  const [extra] = await scene.each('convene', [on], async (_, hand): Promise<Session> => {
    const no = await noticeSession(scene, hand, on);
    return { no, on, items: await putOn(hand, no, waiting) };
  });
  return extra;
}

/** Objection (이의신청); the secretary takes longer for one of them. */
async function object(hand: Hand, one: Item): Promise<void> {
  const { applicant, applicationId, fate } = one;
  const path = pathOf(applicationId);
  await becomes(hand, one, 'NOT_SELECTED');
  const body = { statement: '보안 인증을 보지 못한 것으로 안다.' };
  await hand.move(applicant.persona, 'intake', path, '/objections', { body });
  const reason = { reason: '추가 검토' };
  if (fate === 'upheld') await hand.move(secretary, 'intake', path, '/objections/1/extension', { body: reason });
  const isObjected = ({ status }: View) => status === 'OBJECTED';
  await hand.until('the objection at review', secretary, 'review', casePath(one), isObjected);
}

async function answer(hand: Hand, one: Item): Promise<void> {
  const { applicant, applicationId } = one;
  const path = pathOf(applicationId);
  const isAsked = ({ deadlines }: View) =>
    (deadlines as readonly { readonly key: string }[]).some(({ key }) => key === 'DEFERRAL_ANSWER');
  await hand.until('the request of the committee', applicant.persona, 'intake', path, isAsked);
  const body = { answers: [{ request: 1, text: '붙임과 같이 낸다.' }] };
  await hand.move(applicant.persona, 'intake', path, '/deferral-answer', { body });
  const hasAnswer = ({ deferral }: View) => (deferral as { readonly answeredAt?: string } | undefined)?.answeredAt;
  await hand.until('the answer at review', secretary, 'review', casePath(one), hasAnswer);
}

async function announceHearing(hand: Hand, one: Item, on: Day): Promise<void> {
  await becomes(hand, one, 'SELECTED');
  const hearing = { grounds: ['FRAUD'], on, time: '10:00', place: '정부세종청사', reason: '허위 재무제표' };
  await hand.move(secretary, 'review', casePath(one), '/hearings', { body: hearing });
}

/** The day of the extra session: the selection is cancelled after its hearing, and a debarment is lifted. */
export async function settle(scene: Scene, { items }: Session): Promise<void> {
  await scene.each('hearing', ofFate(items, 'cancelled'), async (one, hand) => {
    const record = { attended: true, record: '공급자 진술' };
    await hand.move(secretary, 'review', casePath(one), '/hearings/record', { body: record });
    const act = { decision: 'CANCELLED', grounds: ['FRAUD'], number: '제1호', reason: '청문 결과' };
    await hand.move(ministry, 'review', casePath(one), '/cancellation', { body: act });
    const isCancelled = (view: View) => view['selectionEnd'] as object | undefined;
    const { applicant, applicationId } = one;
    await hand.until('the end of the selection', applicant.persona, 'intake', pathOf(applicationId), isCancelled);
  });
  await scene.each('answered', ofFate(items, 'dismissed'), async (one, hand) => {
    const { applicant, applicationId } = one;
    const isAnswered = ({ objections }: View) =>
      (objections as readonly { readonly resolution?: object }[])[0]?.resolution;
    await hand.until('the answer', applicant.persona, 'intake', pathOf(applicationId), isAnswered);
    await reinstate(hand, applicant);
  });
}

/** The last seat of the committee changes hands, and the chair names who acts for them. */
export async function changeCommittee(scene: Scene, round: number): Promise<void> {
  await scene.each('committee', [round], async (_, hand) => {
    const leaves = memberOf(round - 1);
    const comes = memberOf(round);
    const dismissal = { ground: 'OWN_WISH', reason: '사정' };
    await hand.move(ministry, 'review', '/v1/members', `/${leaves.sub}/dismissal`, { body: dismissal });
    await hand.post(ministry, 'review', '/v1/members', {
      memberId: comes.sub,
      name: comes.name,
      role: 'MEMBER',
      official: false,
      qualification: 'PROFESSOR',
      termFrom: scene.today,
      replaces: leaves.sub,
    });
    if (ACTING !== undefined) await hand.put(chair, 'review', '/v1/committee/acting-chair', { memberId: ACTING.sub });
  });
}

/** A session that nobody comes to: it is adjourned on its day, and called off. @returns its number */
export const conveneInVain = async (scene: Scene, on: Day): Promise<number | undefined> =>
  (await scene.each('convene in vain', [on], (_, hand) => noticeSession(scene, hand, on)))[0];

export async function adjourn(scene: Scene, no: number): Promise<void> {
  await scene.each('adjourn', [no], async (_, hand) => {
    const path = `/v1/sessions/${no}`;
    await hand.move(secretary, 'review', path, '/adjournment');
    await hand.move(chair, 'review', path, '/cancellation', { body: { reason: '안건이 없다.' } });
  });
}
