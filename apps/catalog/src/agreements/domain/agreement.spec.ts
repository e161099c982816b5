import { momentAt, type Moment } from '#common/kernel/clock.js';
import { atTime, endOfDay, type Day } from '#common/kernel/day.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { sampleIds } from '#common/events/definitions/samples.js';
import { checkPublishable } from '#common/events/publishable.js';
import { agreementType } from '../agreement.type.js';
import {
  agreementDueAt,
  applyAgreement,
  concludeAgreement,
  endAgreement,
  evolveAgreement,
  startAgreementReview,
  suspendAgreement,
  tickAgreement,
  type AgreementEvent,
  type AgreementState,
} from './agreement.js';

const calendar = koreanCalendar(PolicyTable.defaults);
const on = (day: Day): Moment => momentAt(atTime(day, '10:00'), PolicyTable.defaults, calendar);
const listing = {
  listingId: sampleIds.listing,
  listingNo: 'DS-2025-062-0A0B0C0D',
  supplier: '1234567890',
  isActive: true,
};
const dossier = {
  productClassNo: '81112299',
  detailedClassNo: '8111229901',
  itemName: '문서 자동화 서비스',
  deliveryRecord: '납품 실적 3건',
};
const terms = { contractNo: '002500001', amendmentNo: '00', validFrom: '2025-09-30', validTo: '2028-09-29' };

const fold = (state: AgreementState | undefined, events: readonly AgreementEvent[], moment: Moment): AgreementState =>
  events.reduce((was, event) => evolveAgreement(was, { ...event, at: moment.at }), state) as AgreementState;

const applied = () =>
  fold(
    undefined,
    applyAgreement({ agreementId: sampleIds.agreement, listing, dossier }, on('2025-09-25')),
    on('2025-09-25'),
  );
const inReview = () => fold(applied(), startAgreementReview(applied(), on('2025-09-26')), on('2025-09-26'));
const inForce = () =>
  fold(inReview(), concludeAgreement(inReview(), { terms, listing }, on('2025-09-30')), on('2025-09-30'));

describe('A catalog agreement (카탈로그 계약)', () => {
  it('is applied for on an active listing and reviewed within five business days (A-27)', () => {
    expect(applied().facts).toEqual({
      agreementId: sampleIds.agreement,
      listingId: listing.listingId,
      supplier: listing.supplier,
      status: 'APPLIED',
    });
    expect(applied().deadlines).toEqual([
      { key: 'REVIEW', dueAt: '2025-10-02T15:00:00.000Z', basis: 'bd', rule: 'A-27' },
    ]);
  });

  it('is refused for a listing that is not active, at application and at conclusion', () => {
    const inactive = { ...listing, isActive: false };
    const apply = () =>
      applyAgreement({ agreementId: sampleIds.agreement, listing: inactive, dossier }, on('2025-09-25'));
    expect(apply).toThrow('LISTING_NOT_ACTIVE');
    expect(() => concludeAgreement(inReview(), { terms, listing: inactive }, on('2025-09-30'))).toThrow(
      'LISTING_NOT_ACTIVE',
    );
  });

  it('names a detailed class within its product class', () => {
    const wrong = { ...dossier, detailedClassNo: '4321229901' };
    expect(() =>
      applyAgreement({ agreementId: sampleIds.agreement, listing, dossier: wrong }, on('2025-09-25')),
    ).toThrow('CLASS_MISMATCH');
  });

  it('is concluded after a review, with its number and period', () => {
    expect(inForce().facts).toMatchObject({
      status: 'IN_FORCE',
      number: '00-25-00001-00',
      validFrom: '2025-09-30',
      validTo: '2028-09-29',
    });
    expect(inForce().deadlines).toEqual([]);
    expect(() => concludeAgreement(applied(), { terms, listing }, on('2025-09-30'))).toThrow('AGREEMENT_NOT_IN_REVIEW');
  });

  it('needs a period that is not over', () => {
    const over = { ...terms, validFrom: '2025-01-01', validTo: '2025-09-29' };
    expect(() => concludeAgreement(inReview(), { terms: over, listing }, on('2025-09-30'))).toThrow('PERIOD_INVALID');
  });

  it('is suspended and ended by the procurement service', () => {
    const suspended = fold(inForce(), suspendAgreement(inForce(), { reason: '조사' }), on('2025-11-03'));
    expect(suspended.facts.status).toBe('SUSPENDED');
    const ended = fold(suspended, endAgreement(suspended, { reason: '해지' }), on('2025-12-01'));
    expect(ended).toMatchObject({ facts: { status: 'ENDED' }, ended: { on: '2025-12-01', reason: '해지' } });
    expect(() => endAgreement(ended, { reason: '' })).toThrow('AGREEMENT_ENDED');
    expect(() => suspendAgreement(ended, { reason: '' })).toThrow('AGREEMENT_NOT_IN_FORCE');
  });

  it('ends by itself at 24:00 KST of its last day', () => {
    expect(agreementDueAt(inForce())).toEqual(endOfDay('2028-09-29'));
    expect(tickAgreement(inForce(), on('2028-09-29'))).toEqual([]);
    expect(tickAgreement(inForce(), on('2028-09-30'))).toMatchObject([{ type: 'AgreementEnded' }]);
    expect(agreementDueAt(applied())).toBeUndefined();
  });

  it('claims its listing while it lives and its number for ever', () => {
    const ended = fold(inForce(), endAgreement(inForce(), { reason: '해지' }), on('2025-12-01'));
    const keys = (state: AgreementState) => agreementType.claims?.(state).map((claim) => claim.key);
    expect(keys(applied())).toEqual([`live-agreement:${listing.listingId}`]);
    expect(keys(inForce())).toEqual([`live-agreement:${listing.listingId}`, 'agreement-no:00-25-00001-00']);
    expect(keys(ended)).toEqual(['agreement-no:00-25-00001-00']);
  });

  it('publishes number, period and state, never the dossier', () => {
    const [event] = concludeAgreement(inReview(), { terms, listing }, on('2025-09-30'));
    const definition = agreementType.publishes.find((one) => one.name === event?.type);
    expect(() => checkPublishable(definition!, event!.data)).not.toThrow();
    expect(JSON.stringify(event!.data)).not.toContain(dossier.deliveryRecord);
  });
});
