import { addDays, type Day } from '#common/kernel/day.js';
import { CHECK, PAPER } from '../../../../tools/story/applying.js';
import { officer, type Applicant } from '../../../../tools/story/cast.js';
import type { Persona, View } from '../../../../tools/story/api.js';
import type { Hand, Scene } from '../scene.js';
import { accept, becomes, findInOrder, formFor, pathOf, register, submit, type Applied } from './applying.js';
import { debar, keepHouse, reinstate } from './houses.js';
import { newApplicant } from './parties.js';

/** Numbers of their applicants, behind those who are selected. */
const FIRST_NUMBER = 1_000;
/** Business days to answer the first demand, and days to answer the second (S22 Art. 24). */
const FIRST_DEMAND = 10;
const SECOND_DEMAND = 10;

export const officerOf = (n: number): Persona => ({ ...officer, sub: `nia-officer-${n}`, name: `NIA 담당관 ${n}` });
const [SECOND, THIRD, TIED] = [officerOf(2), officerOf(3), officerOf(4)];
const { notLinkedToSupplier: _declared, ...contact } = CHECK;
export const CONTACT = contact;
export const TAKING_OVER = { ...CHECK, reason: '담당자가 병가 중이다.' };

/** An application whose supplier lets the period of a supplement pass. */
export interface Overdue extends Applied {
  /** The last day to answer the first demand. */
  readonly due: Day;
  /** Answers the second demand; the others never answer. */
  readonly answers: boolean;
}

/**
 * A day at intake, each with a supplier of its own: an officer falls ill and the check takes long; a supplier is
 * debarred while its papers are checked; a house changes in many ways; two let the period of a supplement pass.
 * @returns those who let it pass
 */
export async function workAtDesk(scene: Scene, round: number): Promise<readonly Overdue[]> {
  const works = [takeLong, isDebarred, keepHouse, letPass(scene, true), letPass(scene, false)];
  const found = await scene.each('desk', [...works.entries()], async ([n, work], hand) =>
    work(hand, newApplicant(round, FIRST_NUMBER + n, hand.random)),
  );
  return found.flatMap((one) => one ?? []);
}

/**
 * The officer is ill, two others take over in the same second, and the application comes back to the first one. The
 * check is extended twice. A supplement changes the form. Accepted, the supplier withdraws.
 */
async function takeLong(hand: Hand, applicant: Applicant): Promise<undefined> {
  const { persona } = applicant;
  const begun = await beginCheck(hand, applicant);
  const path = pathOf(begun.id);
  await changeOfficers(hand, path, begun.version);
  const reason = '인증기관에 확인하고 있다.';
  await hand.move(officer, 'intake', path, '/check-extension', { body: { reason } });
  await hand.move(officer, 'intake', path, '/check-extension', { body: { reason } });
  await hand.move(persona, 'intake', path, '/check-extension/answer', { body: { consents: true } });
  const checked = await findInOrder(hand, path, await correctForm(hand, applicant, path));
  const applied = await accept(hand, { applicant, applicationId: begun.id, version: checked.version });
  await hand.move(persona, 'intake', path, '/withdrawal', { body: { reason: '사업 계획 변경' } });
  await becomes(hand, applied, 'WITHDRAWN');
}

async function beginCheck(hand: Hand, applicant: Applicant): Promise<View> {
  await register(hand, applicant);
  const { id, version } = await submit(hand, applicant);
  return hand.move(officer, 'intake', pathOf(id), '/check', { body: CHECK, version });
}

async function changeOfficers(hand: Hand, path: string, version: number): Promise<void> {
  const racers = [SECOND, THIRD];
  const taking = { body: TAKING_OVER, version, isFixed: true } as const;
  const settled = await Promise.all(racers.map((by) => hand.attempt(by, 'intake', path, '/take-over', taking)));
  hand.race(`two officers who take over ${path}`, 1, settled);
  const winner = racers[settled.findIndex(({ outcome }) => outcome.kind === 'acked')] ?? SECOND;
  await hand.move(TIED, 'intake', path, '/officer-tie', { body: { reason: '대표자의 친족이다.' } });
  const handingOver = { officer: { ...CONTACT, sub: officer.sub }, reason: '담당자가 돌아왔다.' };
  await hand.move(winner, 'intake', path, '/hand-over', { body: handingOver });
  await hand.move(officer, 'intake', path, '/take-over', { body: TAKING_OVER });
}

/** A document, a part of the form and a question are asked for; the supplier takes longer, and answers all of them. */
async function correctForm(hand: Hand, applicant: Applicant, path: string): Promise<View> {
  const { persona } = applicant;
  const items = [
    { subject: 'OPERATION_PLAN', reason: '장애 대응 절차가 빠져 있다.' },
    { subject: '/service/summary', reason: '무엇을 하는지 알 수 없다.' },
    { reason: '하도급이 있는가?' },
  ];
  await hand.move(officer, 'intake', path, '/supplements', { body: { items, businessDays: 15 } });
  await hand.move(persona, 'intake', path, '/supplements/1/extension');
  await hand.put(persona, 'intake', `${path}/documents/OPERATION_PLAN`, PAPER);
  const answers = [{ item: 3, explanation: '없다.' }];
  const { service } = formFor(applicant);
  const body = { answers, form: { service: { ...service, summary: '문서를 읽고 요약한다.' } } };
  return hand.move(persona, 'intake', path, '/supplements/1/answer', { body });
}

/** Debarred while its papers are checked, a supplier is not accepted; reinstated, it is, and withdraws. */
async function isDebarred(hand: Hand, applicant: Applicant): Promise<undefined> {
  const begun = await beginCheck(hand, applicant);
  const path = pathOf(begun.id);
  const { version } = await findInOrder(hand, path, begun);
  const today = String(begun['submittedOn']);
  await debar(hand, applicant, today);
  const refused = { version, isFixed: true, expected: 'refusal' } as const;
  await hand.attempt(officer, 'intake', path, '/acceptance', refused);
  await reinstate(hand, applicant);
  const applied = await accept(hand, { applicant, applicationId: begun.id, version });
  await hand.move(applicant.persona, 'intake', path, '/withdrawal', { body: { reason: '사업 계획 변경' } });
  await becomes(hand, applied, 'WITHDRAWN');
}

const letPass =
  ({ calendar, today }: Scene, answers: boolean) =>
  async (hand: Hand, applicant: Applicant): Promise<Overdue> => {
    const { id, version } = await beginCheck(hand, applicant);
    const body = { items: [{ subject: 'SLA', reason: '감액 기준이 없다.' }] };
    await hand.move(officer, 'intake', pathOf(id), '/supplements', { body, version });
    return { applicant, applicationId: id, due: calendar.add(today, FIRST_DEMAND), answers };
  };

/** The day of the second demand. */
export const secondDemandOn = ({ due }: Overdue): Day => addDays(due, 1);

/**
 * The second demand came by itself: one supplier answers it. Papers of the other went back by themselves, when its days
 * are over. @returns those whose day has not come
 */
export async function followUp(scene: Scene, overdue: readonly Overdue[]): Promise<readonly Overdue[]> {
  const { today, calendar } = scene;
  const lastDayOf = (one: Overdue) => calendar.addCalendarDays(secondDemandOn(one), SECOND_DEMAND);
  const isInTime = (one: Overdue) => one.answers && secondDemandOn(one) <= today && today <= lastDayOf(one);
  const isOver = (one: Overdue) => lastDayOf(one) < today;
  const [now, over] = [overdue.filter(isInTime), overdue.filter(isOver)];
  await scene.each('second demand', now, answerSecondDemand);
  await scene.each('returned', over, (one, hand) => becomes(hand, one, 'RETURNED'));
  return overdue.filter((one) => !now.includes(one) && !over.includes(one));
}

async function answerSecondDemand(one: Overdue, hand: Hand): Promise<void> {
  const { persona } = one.applicant;
  const path = pathOf(one.applicationId);
  const hasCome = ({ supplements }: View) =>
    (supplements as readonly { readonly secondDemandAt?: string }[])[0]?.secondDemandAt;
  await hand.until('the second demand', persona, 'intake', path, hasCome);
  await hand.put(persona, 'intake', `${path}/documents/SLA`, PAPER);
  await hand.move(persona, 'intake', path, '/supplements/1/answer', { body: { answers: [] } });
  await hand.move(persona, 'intake', path, '/withdrawal', { body: { reason: '사업 계획 변경' } });
}
