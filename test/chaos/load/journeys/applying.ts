import { contactOf, DOCUMENTS, formOf, memberOf, PAPER } from '../../../../tools/story/applying.js';
import { MEMBERS, ministry, officer, type Applicant } from '../../../../tools/story/cast.js';
import type { View } from '../../../../tools/story/api.js';
import type { Hand, Scene } from '../scene.js';
import { newApplicant } from './parties.js';

/** An application the committee will see. */
export interface Applied {
  readonly applicant: Applicant;
  readonly applicationId: string;
}

const TERM_FROM = '2025-08-01';
/** Shares of the applications: those NIA asks a supplement for, and those their suppliers withdraw. */
const SUPPLEMENTED = 0.3;
const WITHDRAWN = 0.1;
const CHECK = {
  name: '김담당',
  unit: 'NIA 디지털서비스팀',
  phone: '1522-0089',
  email: 'help@example.kr',
  notLinkedToSupplier: true,
};

export const pathOf = (applicationId: string): string => `/v1/applications/${applicationId}`;

/** The committee of twenty. */
export async function appointMembers(scene: Scene): Promise<void> {
  await scene.each('appoint', MEMBERS, ({ sub, name, official, roles }, hand) =>
    hand.post(ministry, 'review', '/v1/members', {
      ...memberOf(sub, name, official, roles.includes('CHAIR')),
      termFrom: TERM_FROM,
    }),
  );
}

/** New suppliers apply, are checked and accepted. @returns the applications that were not withdrawn */
export async function applyAll(scene: Scene, round: number, count: number): Promise<readonly Applied[]> {
  const suppliers = Array.from({ length: count }, (_, n) => n);
  const applied = await scene.each('apply', suppliers, async (n, hand) => {
    const applicant = newApplicant(round, n, hand.random);
    await register(hand, applicant);
    // The first one is never withdrawn, so that every round has an application to decide on.
    return apply(hand, applicant, n > 0 && hand.random.chance(WITHDRAWN));
  });
  return applied.flatMap((one) => (one === 'withdrawn' ? [] : [one]));
}

export async function register(hand: Hand, { businessNumber, name, size, persona }: Applicant): Promise<void> {
  const contact = contactOf(name);
  const body = { businessNumber, name, size, representative: '대표자', address: '서울특별시', contact };
  const { version } = await hand.post(persona, 'intake', '/v1/suppliers', body);
  await hand.move(officer, 'intake', `/v1/suppliers/${businessNumber}`, '/verification', { version });
}

/** An application that is checked, and ready to be accepted. */
export interface Checked extends Applied {
  readonly version: number;
}

/** Applies, and waits until review has opened a case for it. */
async function apply(hand: Hand, applicant: Applicant, withdraws: boolean): Promise<Applied | 'withdrawn'> {
  const checked = await haveChecked(hand, applicant, withdraws, SUPPLEMENTED);
  return checked === 'withdrawn' ? checked : accept(hand, checked);
}

/** @param supplemented share that NIA asks a supplement for; the clock may jump over the day its answer is due */
export async function haveChecked(
  hand: Hand,
  applicant: Applicant,
  withdraws: boolean,
  supplemented: number,
): Promise<Checked | 'withdrawn'> {
  const { persona } = applicant;
  const creditRating = { agency: '샘플평가정보', grade: 'BBB', validTo: '2028-12-31' };
  const { id } = await hand.post(persona, 'intake', '/v1/applications', { ...formOf(applicant), creditRating });
  const path = pathOf(id);
  for (const type of DOCUMENTS) await hand.put(persona, 'intake', `${path}/documents/${type}`, PAPER);
  let view = await hand.move(persona, 'intake', path, '/submission', { body: { attested: true } });
  if (withdraws) {
    await hand.move(persona, 'intake', path, '/withdrawal', {
      body: { reason: '사업 계획 변경' },
      version: view.version,
    });
    return 'withdrawn';
  }
  view = await hand.move(officer, 'intake', path, '/check', { body: CHECK, version: view.version });
  if (hand.random.chance(supplemented)) view = await supplement(hand, applicant, path, view);
  for (const type of DOCUMENTS) {
    const { version } = view;
    view = await hand.move(officer, 'intake', path, `/documents/${type}/check`, { body: { result: 'OK' }, version });
  }
  return { applicant, applicationId: id, version: view.version };
}

/** Accepts it, and waits until review has opened its case. */
export async function accept(hand: Hand, { applicant, applicationId, version }: Checked): Promise<Applied> {
  const path = pathOf(applicationId);
  await hand.move(officer, 'intake', path, '/acceptance', { version });
  const isReviewed = (seen: View) => seen['status'] === 'UNDER_REVIEW';
  await hand.until('the case of an accepted application', applicant.persona, 'intake', path, isReviewed);
  return { applicant, applicationId };
}

async function supplement(hand: Hand, { persona }: Applicant, path: string, { version }: View): Promise<View> {
  const items = [{ subject: 'OPERATION_PLAN', reason: '장애 대응 절차가 빠져 있다.' }];
  await hand.move(officer, 'intake', path, '/supplements', { body: { items }, version });
  const again = await hand.put(persona, 'intake', `${path}/documents/OPERATION_PLAN`, PAPER);
  return hand.move(persona, 'intake', path, '/supplements/1/answer', { body: { answers: [] }, version: again.version });
}
