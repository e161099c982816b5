import { addYears } from '#common/kernel/day.js';
import { CHECK, contactOf } from '../../../../tools/story/applying.js';
import { officer, ppsOfficer, type Applicant } from '../../../../tools/story/cast.js';
import type { View } from '../../../../tools/story/api.js';
import type { Hand, Scene } from '../scene.js';
import type { Applied } from './applying.js';

/** A published listing that can be contracted. */
export interface Listed {
  readonly applicant: Applicant;
  readonly listingId: string;
  /** The content version that quotes refer to. */
  readonly contentVersion: number;
  readonly hasAgreement: boolean;
}

/**
 * Each selected service is listed and published.
 * @param round whose first service also gets a catalog agreement; undefined for none
 */
export function listAll(
  scene: Scene,
  round: number | undefined,
  selected: readonly Applied[],
): Promise<readonly Listed[]> {
  const { today } = scene;
  return scene.each(
    'list',
    selected.map((applied, i) => ({ applied, hasAgreement: i === 0 && round !== undefined })),
    async ({ applied, hasAgreement }, hand): Promise<Listed> => {
      const { persona } = applied.applicant;
      const path = `/v1/listing-files?applicationId=${applied.applicationId}`;
      const found = await hand.until('the listing', persona, 'catalog', path, (page) => (page['items'] as View[])[0]);
      await publish(hand, applied.applicant, `/v1/listings/${found.id}`);
      if (round !== undefined && hasAgreement) await agree(hand, applied.applicant, found.id, round, today);
      const version = ({ contentVersion }: View) => Number(contentVersion);
      const contentVersion = await hand.until('its version', persona, 'catalog', `/v1/listings/${found.id}`, version);
      return { applicant: applied.applicant, listingId: found.id, contentVersion, hasAgreement };
    },
  );
}

async function publish(hand: Hand, { persona, name }: Applicant, path: string): Promise<void> {
  const body = {
    contact: contactOf(name),
    manualUrl: 'https://example.kr/manual',
    trialUrl: 'https://example.kr/trial',
  };
  const completed = await hand.move(persona, 'catalog', path, '', { body, method: 'PUT' });
  const submitted = await hand.move(persona, 'catalog', path, '/submission', { version: completed.version });
  const { version } = await hand.move(officer, 'catalog', path, '/check', { body: CHECK, version: submitted.version });
  await hand.move(officer, 'catalog', path, '/publication', { version });
}

function agree(hand: Hand, applicant: Applicant, listingId: string, round: number, today: string): Promise<View> {
  const contractNo = `0025${String(round).padStart(5, '0')}`;
  return concludeAgreement(hand, applicant, listingId, { contractNo, validFrom: today, validTo: addYears(today, 2) });
}

/** A catalog agreement on a listing, from its application to its conclusion. */
export async function concludeAgreement(
  hand: Hand,
  applicant: Applicant,
  listingId: string,
  conclusion: { readonly contractNo: string; readonly validFrom: string; readonly validTo: string },
): Promise<View> {
  const applied = await applyForAgreement(hand, applicant, listingId);
  const path = agreementPath(applied.id);
  const { version } = await hand.move(ppsOfficer, 'catalog', path, '/review', { version: applied.version });
  return hand.move(ppsOfficer, 'catalog', path, '/conclusion', { body: conclusion, version });
}

export function applyForAgreement(hand: Hand, { persona, serviceName }: Applicant, listingId: string): Promise<View> {
  const dossier = {
    listingId,
    productClassNo: '81112299',
    detailedClassNo: '8111229901',
    itemName: serviceName,
    deliveryRecord: '민간 기관 납품 3건 (견본 자료)',
  };
  return hand.post(persona, 'catalog', '/v1/agreements', dossier);
}

export const agreementPath = (id: string): string => `/v1/agreements/${id}`;
