import { addDays, type Day } from '#common/kernel/day.js';
import { CHECK, contactOf } from '../../../../tools/story/applying.js';
import { officer, ppsOfficer, type Applicant } from '../../../../tools/story/cast.js';
import type { View } from '../../../../tools/story/api.js';
import type { Hand, Scene } from '../scene.js';
import { formFor, type Applied } from './applying.js';
import { CONTACT, officerOf, TAKING_OVER } from './desk.js';
import { debar, reinstate } from './houses.js';
import { agreementPath, applyForAgreement, concludeAgreement, type Listed } from './listing.js';

const [SECOND, TIED] = [officerOf(2), officerOf(4)];
const REASON = { reason: '사실을 확인하였다.' };
/** Within the window in which a renewal may be asked for, and far behind it. */
const [SOON, LATE] = [150, 1_200];
/** Far enough ahead for contracts that run. */
const DELISTED_IN = 90;

/**
 * A listing of its own for each round, of the service whose selection is cancelled in the end. No buyer of a wave gets
 * it, so it may be suspended, changed and announced as ending without an effect on other journeys.
 */
export async function listOnItsOwn(
  scene: Scene,
  round: number,
  cancelled: readonly Applied[],
): Promise<Listed | undefined> {
  const { today } = scene;
  const [own] = await scene.each('own listing', cancelled, async ({ applicant, applicationId }, hand) => {
    const { persona } = applicant;
    const path = `/v1/listing-files?applicationId=${applicationId}`;
    const found = await hand.until('the listing', persona, 'catalog', path, (page) => (page['items'] as View[])[0]);
    const listing = `/v1/listings/${found.id}`;
    await publish(hand, applicant, listing);
    await changeParts(hand, applicant, listing);
    await verify(hand, listing, today);
    await renew(hand, applicant, listing, today);
    await suspend(hand, applicant, listing, today);
    await agreeAndEnd(hand, applicant, found.id, { round, today });
    await announceEnd(hand, applicant, listing, today);
    const version = (view: View) => Number(view['contentVersion']);
    const contentVersion = await hand.until('its version', persona, 'catalog', listing, version);
    return { applicant, listingId: found.id, contentVersion, hasAgreement: false };
  });
  return own;
}

/** Two officers and a return before the publication. */
async function publish(hand: Hand, { persona, name }: Applicant, listing: string): Promise<void> {
  const body = {
    contact: contactOf(name),
    manualUrl: 'https://example.kr/manual',
    trialUrl: 'https://example.kr/trial',
  };
  await hand.move(persona, 'catalog', listing, '', { body, method: 'PUT' });
  await hand.move(persona, 'catalog', listing, '/submission');
  await hand.move(officer, 'catalog', listing, '/check', { body: CHECK });
  const handing = { officer: { ...CONTACT, sub: SECOND.sub }, reason: '담당자가 바뀌었다.' };
  await hand.move(officer, 'catalog', listing, '/hand-over', { body: handing });
  await hand.move(SECOND, 'catalog', listing, '/take-over', { body: TAKING_OVER });
  await hand.move(TIED, 'catalog', listing, '/officer-tie', { body: { reason: '대표자의 친족이다.' } });
  await hand.move(SECOND, 'catalog', listing, '/return', { body: { reason: '안내서의 주소가 틀리다.' } });
  await hand.move(persona, 'catalog', listing, '/submission');
  await hand.move(officer, 'catalog', listing, '/take-over', { body: TAKING_OVER });
  await hand.move(officer, 'catalog', listing, '/publication');
}

const requestChange = async (hand: Hand, { persona }: Applicant, listing: string, body: object): Promise<number> => {
  const view = await hand.move(persona, 'catalog', listing, '/changes', { body: { ...body, ...REASON } });
  const { changes } = view['file'] as { readonly changes: readonly { readonly no: number }[] };
  return changes.at(-1)?.no ?? 0;
};

/** One change of each class and of each fate. */
async function changeParts(hand: Hand, applicant: Applicant, listing: string): Promise<void> {
  const { prices } = formFor(applicant);
  const priced = (difference: number) => ({
    prices: prices.map((line) => (line.code === 'PRO' ? { ...line, unitPrice: line.unitPrice + difference } : line)),
  });
  const decide = (no: number, what: string, more: object = {}) =>
    hand.move(officer, 'catalog', listing, `/changes/${no}/${what}`, { body: { ...REASON, ...more } });
  await requestChange(hand, applicant, listing, priced(-1_000));
  await decide(await requestChange(hand, applicant, listing, priced(50_000)), 'rejection');
  const dearer = await requestChange(hand, applicant, listing, priced(60_000));
  const material = await requestChange(hand, applicant, listing, { service: { deployment: 'PRIVATE' } });
  await hand.move(applicant.persona, 'catalog', listing, `/changes/${material}/withdrawal`, { body: REASON });
  const again = await requestChange(hand, applicant, listing, { service: { deployment: 'PRIVATE' } });
  await decide(dearer, 'approval');
  await decide(again, 'approval', { expertOpinion: '보안에 영향이 없다.' });
}

/** What the intelligence service found on one network: entered wrongly, and put right. */
async function verify(hand: Hand, listing: string, today: Day): Promise<void> {
  const result = { network: 'EXTERNAL', outcome: 'SUITABLE', referenceNo: '국정원-17', decidedOn: today };
  await hand.move(officer, 'catalog', listing, '/nis-results', { body: result });
  const corrected = { ...result, referenceNo: '국정원-71', ...REASON };
  await hand.move(officer, 'catalog', listing, '/nis-results/correction', { body: corrected });
}

/** Its certificate ends soon: a renewal is refused, and granted once the certificate lasts. */
async function renew(hand: Hand, applicant: Applicant, listing: string, today: Day): Promise<void> {
  const { persona } = applicant;
  const { certificates } = formFor(applicant);
  const certify = async (days: number) => {
    const change = { certificates: certificates.map((one) => ({ ...one, validTo: addDays(today, days) })) };
    const no = await requestChange(hand, applicant, listing, change);
    await hand.move(officer, 'catalog', listing, `/changes/${no}/approval`, { body: REASON });
  };
  await certify(SOON);
  await hand.move(persona, 'catalog', listing, '/renewal-request', { body: REASON });
  await hand.move(officer, 'catalog', listing, '/renewal-refusal', { body: REASON });
  await hand.move(persona, 'catalog', listing, '/renewal-request', { body: REASON });
  await certify(LATE);
  await hand.move(officer, 'catalog', listing, '/renewal', { body: REASON });
}

/** By an officer, and by a debarment: its door stays shut until the debarment is lifted. */
async function suspend(hand: Hand, applicant: Applicant, listing: string, today: Day): Promise<void> {
  const { persona } = applicant;
  await hand.move(officer, 'catalog', listing, '/suspension', { body: { cause: 'OTHER', reason: '점검' } });
  await hand.move(officer, 'catalog', listing, '/resumption', { body: REASON });
  await debar(hand, applicant, today);
  const suspended = await hand.until('the suspension', persona, 'catalog', listing, (view) =>
    view['status'] === 'SUSPENDED' ? view : undefined,
  );
  const refused = { body: REASON, version: suspended.version, isFixed: true, expected: 'refusal' } as const;
  await hand.attempt(officer, 'catalog', listing, '/resumption', refused);
  await reinstate(hand, applicant);
  await hand.until('the lifted debarment', officer, 'catalog', listing, ({ deadlines }) =>
    (deadlines as readonly { readonly key: string }[]).some(({ key }) => key === 'RESUMPTION'),
  );
  await hand.move(officer, 'catalog', listing, '/resumption', { body: REASON });
}

interface Occasion {
  readonly round: number;
  readonly today: Day;
}

/** The first application is taken back. */
async function agreeAndEnd(
  hand: Hand,
  applicant: Applicant,
  listingId: string,
  { round, today }: Occasion,
): Promise<void> {
  const contractNo = `8${String(round).padStart(8, '0')}`;
  const term = { validFrom: today, validTo: addDays(today, 700) };
  const taken = await applyForAgreement(hand, applicant, listingId);
  const back = { body: REASON, version: taken.version };
  await hand.move(applicant.persona, 'catalog', agreementPath(taken.id), '/withdrawal', back);
  const { id } = await concludeAgreement(hand, applicant, listingId, { contractNo, ...term });
  for (const act of ['/suspension', '/end'])
    await hand.move(ppsOfficer, 'catalog', agreementPath(id), act, { body: REASON });
}

/** The end is announced, and the cancellation of the selection comes before its day. */
async function announceEnd(hand: Hand, { persona }: Applicant, listing: string, today: Day): Promise<void> {
  const body = { lastDay: addDays(today, DELISTED_IN), reason: '서비스 제공을 끝낸다.' };
  await hand.move(persona, 'catalog', listing, '/delisting-request', { body });
  await hand.move(officer, 'catalog', listing, '/delisting', { body });
}
