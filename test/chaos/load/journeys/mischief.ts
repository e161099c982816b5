import { MEMBERS, officer } from '../../../../tools/story/cast.js';
import type { Persona } from '../../../../tools/story/api.js';
import type { Hand, Scene } from '../scene.js';
import { contractPath, type Offered } from './contracting.js';

type Trick = (hand: Hand, offered: Offered) => Promise<unknown>;

const REFUSED = { expected: 'refusal' } as const;

const stranger: Persona = { sub: 'stranger', name: '다른 기관', roles: ['INSTITUTION'], org: 'LOAD-STRANGER' };
const supplierElsewhere: Persona = { sub: 'stranger-2', name: '다른 기업', roles: ['SUPPLIER'], org: '1111111111' };

/** Commands that must be refused and leave no trace, each of another kind. */
const TRICKS: readonly Trick[] = [
  (hand, { deal }) => hand.attempt(deal.buyer.persona, 'contracts', '/v1/contracts', '', { ...REFUSED, body: {} }),
  (hand, { deal }) =>
    hand.attempt(deal.buyer.persona, 'contracts', `/v1/institutions/${deal.buyer.code}/budgets/2025/GENERAL`, '', {
      ...REFUSED,
      method: 'PUT',
      body: { amount: { $gt: '' } },
    }),
  (hand, { contractId }) =>
    hand.attempt(stranger, 'contracts', contractPath(contractId), '/cancellation', {
      ...REFUSED,
      version: 1,
      isFixed: true,
      body: { reason: '남의 계약' },
    }),
  (hand, { contractId }) =>
    hand.attempt(supplierElsewhere, 'contracts', contractPath(contractId), '/quotes', {
      ...REFUSED,
      body: { requestNo: 1, listingVersion: 1, lines: [] },
    }),
  (hand, { deal, contractId }) =>
    hand.attempt(deal.buyer.persona, 'contracts', contractPath(contractId), '/usage-registration', {
      ...REFUSED,
      version: 3,
      body: { projectName: '아직 없는 계약', actualUser: deal.buyer.name },
    }),
  (hand) =>
    hand.attempt(MEMBERS[3] as Persona, 'review', '/v1/sessions/1/agenda/1/votes/chair', '', {
      ...REFUSED,
      method: 'PUT',
      body: { vote: 'YES' },
    }),
  (hand) =>
    hand.attempt(officer, 'intake', '/v1/suppliers', '', { ...REFUSED, body: { businessNumber: ['__proto__'] } }),
  (hand, { deal }) =>
    hand.attempt(deal.listed.applicant.persona, 'catalog', `/v1/listings/${deal.listed.listingId}`, '/suspension', {
      ...REFUSED,
      version: 1,
      isFixed: true,
      body: { cause: 'SECURITY_INCIDENT', reason: '권한 없음' },
    }),
  (hand, { deal }) =>
    hand.attempt(deal.buyer.persona, 'contracts', '/v1/contracts', '', {
      ...REFUSED,
      body: { projectName: { $ne: null }, $where: 'sleep(1000)', budgetAmount: -1 },
    }),
];

/** Bad input on some contracts whose offer is in. Their next steps must not be affected. */
export async function misbehave(scene: Scene, offered: readonly Offered[], share: number): Promise<void> {
  const victims = offered.filter(() => scene.random.chance(share));
  await scene.each('misbehave', victims, (victim, hand) => hand.random.pick(TRICKS)(hand, victim));
}
