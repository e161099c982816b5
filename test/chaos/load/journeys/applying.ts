import { CHECK, contactOf, DOCUMENTS, formOf, memberOf, PAPER } from '../../../../tools/story/applying.js';
import { MEMBERS, ministry, officer, type Applicant } from '../../../../tools/story/cast.js';
import type { View } from '../../../../tools/story/api.js';
import type { Hand, Scene } from '../scene.js';
import { newApplicant } from './parties.js';

/** What the committee makes of an application that is more than a plain one. One of each comes with every round. */
export const FATES = ['upheld', 'dismissed', 'deferred', 'carried', 'cancelled'] as const;
export type Fate = (typeof FATES)[number];

/** An application the committee will see. */
export interface Applied {
  readonly applicant: Applicant;
  readonly applicationId: string;
  /** Absent for one that is decided in its first session, and stays so. */
  readonly fate?: Fate;
}

const TERM_FROM = '2025-08-01';
/** Shares of the applications: those NIA asks a supplement for, and those their suppliers withdraw. */
const SUPPLEMENTED = 0.3;
const WITHDRAWN = 0.1;
/** Share of the suppliers and members who say where notices reach them. */
const REACHED = 0.3;
const CREDIT_RATING = { agency: '샘플평가정보', grade: 'BBB', validTo: '2028-12-31' };

export const pathOf = (applicationId: string): string => `/v1/applications/${applicationId}`;
/** A price line by use, in every listing of the load. */
export const CALL = {
  code: 'CALL',
  item: '호출',
  unit: '건',
  unitPrice: 110,
  vatIncluded: true,
  billingModel: 'USAGE',
} as const;

export function formFor(applicant: Applicant) {
  const form = formOf(applicant);
  return { ...form, prices: [...form.prices, CALL], creditRating: CREDIT_RATING };
}

/** The committee of twenty. */
export async function appointMembers(scene: Scene): Promise<void> {
  await scene.each('appoint', MEMBERS, async (member, hand) => {
    const { sub, name, official, roles } = member;
    await hand.post(ministry, 'review', '/v1/members', {
      ...memberOf(sub, name, official, roles.includes('CHAIR')),
      termFrom: TERM_FROM,
    });
    if (hand.random.chance(REACHED)) await hand.reach(member, 'review');
  });
}

/**
 * New suppliers apply, are checked and accepted.
 * @param count of plain applications; one of each fate comes with them
 * @returns the applications that were not withdrawn
 */
export async function applyAll(scene: Scene, round: number, count: number): Promise<readonly Applied[]> {
  const plan: readonly (Fate | undefined)[] = [...Array.from({ length: count }, () => undefined), ...FATES];
  const suppliers = plan.map((fate, n) => ({ n, fate }));
  const applied = await scene.each('apply', suppliers, async ({ n, fate }, hand) => {
    const applicant = newApplicant(round, n, hand.random);
    await register(hand, applicant);
    // The first one is never withdrawn, so that every round has an application to decide on.
    const withdraws = n > 0 && fate === undefined && hand.random.chance(WITHDRAWN);
    const checked = await haveChecked(hand, applicant, withdraws, SUPPLEMENTED);
    if (checked === 'withdrawn') return checked;
    return { ...(await accept(hand, checked)), ...(fate !== undefined && { fate }) };
  });
  return applied.flatMap((one) => (one === 'withdrawn' ? [] : [one]));
}

export async function register(hand: Hand, { businessNumber, name, size, persona }: Applicant): Promise<void> {
  const contact = contactOf(name);
  const body = { businessNumber, name, size, representative: '대표자', address: '서울특별시', contact };
  const { version } = await hand.post(persona, 'intake', '/v1/suppliers', body);
  await hand.move(officer, 'intake', `/v1/suppliers/${businessNumber}`, '/verification', { version });
  if (hand.random.chance(REACHED)) await hand.reach(persona, 'intake');
}

/** An application that is checked, and ready to be accepted. */
export interface Checked extends Applied {
  readonly version: number;
}

/** An application of a registered supplier that waits for its check. */
export async function submit(hand: Hand, applicant: Applicant): Promise<View> {
  const { persona } = applicant;
  const { id } = await hand.post(persona, 'intake', '/v1/applications', formFor(applicant));
  const path = pathOf(id);
  for (const type of DOCUMENTS) await hand.put(persona, 'intake', `${path}/documents/${type}`, PAPER);
  return hand.move(persona, 'intake', path, '/submission', { body: { attested: true } });
}

/** @param supplemented share that NIA asks a supplement for; the clock may jump over the day its answer is due */
export async function haveChecked(
  hand: Hand,
  applicant: Applicant,
  withdraws: boolean,
  supplemented: number,
): Promise<Checked | 'withdrawn'> {
  const { persona } = applicant;
  let view = await submit(hand, applicant);
  const path = pathOf(view.id);
  if (withdraws) {
    await hand.move(persona, 'intake', path, '/withdrawal', {
      body: { reason: '사업 계획 변경' },
      version: view.version,
    });
    return 'withdrawn';
  }
  view = await hand.move(officer, 'intake', path, '/check', { body: CHECK, version: view.version });
  if (hand.random.chance(supplemented)) view = await supplement(hand, applicant, path, view);
  const { version } = await findInOrder(hand, path, view);
  return { applicant, applicationId: view.id, version };
}

/** The responsible officer finds every document in order. */
export async function findInOrder(hand: Hand, path: string, from: View, by = officer): Promise<View> {
  let view = from;
  for (const type of DOCUMENTS) {
    const { version } = view;
    view = await hand.move(by, 'intake', path, `/documents/${type}/check`, { body: { result: 'OK' }, version });
  }
  return view;
}

/** Accepts it, and waits until review has opened its case. */
export async function accept(hand: Hand, { applicant, applicationId, version }: Checked): Promise<Applied> {
  const path = pathOf(applicationId);
  await hand.move(officer, 'intake', path, '/acceptance', { version });
  await becomes(hand, { applicant, applicationId }, 'UNDER_REVIEW');
  return { applicant, applicationId };
}

/** Waits until its applicant reads this status. */
export async function becomes(hand: Hand, { applicant, applicationId }: Applied, status: string): Promise<void> {
  const has = (seen: View) => seen['status'] === status;
  await hand.until(`an application ${status}`, applicant.persona, 'intake', pathOf(applicationId), has);
}

async function supplement(hand: Hand, { persona }: Applicant, path: string, { version }: View): Promise<View> {
  const items = [{ subject: 'OPERATION_PLAN', reason: '장애 대응 절차가 빠져 있다.' }];
  await hand.move(officer, 'intake', path, '/supplements', { body: { items }, version });
  const again = await hand.put(persona, 'intake', `${path}/documents/OPERATION_PLAN`, PAPER);
  return hand.move(persona, 'intake', path, '/supplements/1/answer', { body: { answers: [] }, version: again.version });
}
