import { sampleIds } from '#common/events/definitions/samples.js';
import { checkPublishable } from '#common/events/publishable.js';
import { endOfDay } from '#common/kernel/day.js';
import { proves } from '#testing/proves.js';
import { momentOf, specification } from '#testing/specification.js';
import { differencesInSight, everyReader } from '#testing/visibility.js';
import { expectExactEdges } from '#testing/walk.js';
import { agreementPermissions } from '../agreement.permissions.js';
import { agreementType } from '../agreement.type.js';
import { agreementView, AgreementView } from '../agreement.view.js';
import type { AgreementState } from './agreement.state.js';
import { applyAgreement, type AgreementApplication } from './applying.js';
import {
  agreementDueAt,
  endAgreement,
  followListingEnd,
  suspendAgreement,
  tickAgreement,
  withdrawAgreement,
} from './ending.js';
import { concludeAgreement, startAgreementReview } from './reviewing.js';
import { ensureListed, isLive } from './agreement.rules.js';

const listing = {
  listingId: sampleIds.listing,
  listingNo: 'DS-2025-062-0A0B0C0D',
  supplier: '1234567890',
  isActive: true,
  debarments: [],
};
const dossier = {
  productClassNo: '81112299',
  detailedClassNo: '8111229901',
  itemName: '문서 자동화 서비스',
  deliveryRecord: '납품 실적 3건',
};
const terms = { contractNo: '002500001', amendmentNo: '00', validFrom: '2025-09-30', validTo: '2028-09-29' };

const applying = (change: Partial<AgreementApplication> = {}) =>
  specification(agreementType, '2025-09-25').when((_, moment) =>
    applyAgreement({ agreementId: sampleIds.agreement, listing, dossier, ...change }, moment),
  );
const applied = () => applying().thenEvents('AgreementApplied');
const inReview = () => applied().on('2025-09-26').given(startAgreementReview);
const concluding = (change: Partial<Parameters<typeof concludeAgreement>[1]> = {}, agreement = inReview()) =>
  agreement.on('2025-09-30').when((state, moment) => concludeAgreement(state, { terms, listing, ...change }, moment));
const inForce = () => concluding().thenEvents('AgreementConcluded');

describe('S8: a list of agreements', () => {
  it.each([undefined, listing.supplier, '9999999999'])(
    'holds for organisation %s exactly what the table of permissions allows',
    (org) => {
      const states = [applied(), inReview(), inForce()].map(({ state }) => state);
      const readers = everyReader('someone', org);
      expect(differencesInSight(agreementPermissions, 'listAgreements', states, readers)).toEqual([]);
    },
  );
});

describe('A catalog agreement (카탈로그 계약)', () => {
  it(
    'is applied for on an active listing and reviewed within five business days (A-27)',
    proves({ '11.3/agreement-applied': applyAgreement, '11.3/agreement-reviewed': applyAgreement }),
    () => {
      const { state } = applied();
      expect(state.facts).toEqual({
        agreementId: sampleIds.agreement,
        listingId: listing.listingId,
        supplier: listing.supplier,
        status: 'APPLIED',
      });
      expect(state.deadlines).toEqual([
        { key: 'REVIEW', dueAt: '2025-10-02T15:00:00.000Z', basis: 'bd', rule: 'A-27' },
      ]);
    },
  );

  it(
    'is refused for a listing that is not active, at application and at conclusion',
    proves({ '11.3/agreement-applied': ensureListed }),
    () => {
      const inactive = { ...listing, isActive: false };
      applying({ listing: inactive }).thenRefused('LISTING_NOT_ACTIVE');
      concluding({ listing: inactive }).thenRefused('LISTING_NOT_ACTIVE');
    },
  );

  it('names a detailed class within its product class', () => {
    applying({ dossier: { ...dossier, detailedClassNo: '4321229901' } }).thenRefused(
      'CLASS_MISMATCH',
      '/detailedClassNo',
    );
  });

  it('is taken up by the procurement service once', proves({ '11.3/agreement-reviewed': startAgreementReview }), () => {
    const review = applied()
      .on('2025-09-26')
      .when(startAgreementReview)
      .thenEvents({ type: 'AgreementReviewStarted', data: { startedOn: '2025-09-26' } });
    review.when(startAgreementReview).thenRefused('AGREEMENT_NOT_APPLIED');
  });

  it(
    'is concluded after a review, with its number and period',
    proves({ '11.3/agreement-reviewed': concludeAgreement }),
    () => {
      const { state } = inForce();
      expect(state.facts).toMatchObject({
        status: 'IN_FORCE',
        number: '00-25-00001-00',
        validFrom: '2025-09-30',
        validTo: '2028-09-29',
      });
      expect(state.deadlines).toEqual([]);
      concluding({}, applied()).thenRefused('AGREEMENT_NOT_IN_REVIEW');
    },
  );

  it('needs a period that is not over', proves({ '11.3/agreement-reviewed': concludeAgreement }), () => {
    concluding({ terms: { ...terms, validFrom: '2025-01-01', validTo: '2025-09-29' } }).thenRefused('PERIOD_INVALID');
  });

  it('is suspended and ended by the procurement service', proves({ '11.3/agreement-ended': suspendAgreement }), () => {
    const suspended = inForce()
      .on('2025-11-03')
      .given((state) => suspendAgreement(state, { reason: '조사' }));
    expect(suspended.state.facts.status).toBe('SUSPENDED');
    const ended = suspended.on('2025-12-01').given((state) => endAgreement(state, { reason: '해지' }));
    expect(ended.state).toMatchObject({ facts: { status: 'ENDED' }, ended: { on: '2025-12-01', reason: '해지' } });
    ended.when((state) => endAgreement(state, { reason: '' })).thenRefused('AGREEMENT_ENDED');
    ended.when((state) => suspendAgreement(state, { reason: '' })).thenRefused('AGREEMENT_NOT_IN_FORCE');
  });

  it('ends by itself at 24:00 KST of its last day', proves({ '11.3/agreement-ended': tickAgreement }), () => {
    expect(agreementDueAt(inForce().state)).toEqual(endOfDay('2028-09-29'));
    expect(tickAgreement(inForce().state, momentOf('2028-09-29'))).toEqual([]);
    inForce().on('2028-09-30').when(tickAgreement).thenEvents('AgreementEnded');
    expect(agreementDueAt(applied().state)).toBeUndefined();
  });

  it('§4.4: keeps every field of the mall, some from the application and some from the conclusion', () => {
    const more = {
      largeCategory: '디지털서비스',
      middleCategory: '소프트웨어',
      productClassName: '문서 소프트웨어',
      detailedClassName: '문서 자동화 소프트웨어',
      manufacturer: '제공기업 2',
      unitPrice: 1_000_000,
      unit: '월',
    };
    const record = { contractType: 'THIRD_PARTY_UNIT_PRICE', contractedOn: '2025-09-29', itemIdNo: '25000001' };
    const reviewed = applying({ dossier: { ...dossier, ...more } })
      .thenEvents('AgreementApplied')
      .on('2025-09-26')
      .given(startAgreementReview);
    const { state } = concluding({ terms: { ...terms, ...record } }, reviewed).thenEvents('AgreementConcluded');
    expect(state).toMatchObject({ dossier: more, record });
    const view = agreementView({ id: 'a-1', version: 3, state }, true, new Date(0));
    expect(view.dossier).toMatchObject({ ...more, record });
    expect(JSON.stringify(state.facts)).not.toMatch(/제공기업 2|25000001/);
    expect(inForce().state.record).toEqual({ contractedOn: '2025-09-30' });
    concluding({ terms: { ...terms, contractedOn: '2025-10-01' } }).thenRefused('CONTRACT_DAY_TO_COME');
  });

  it('is taken back by its supplier until it is concluded', () => {
    const withdraws = (state: AgreementState) => withdrawAgreement(state, { reason: '철회' });
    for (const pending of [applied(), inReview()]) {
      const { state } = pending.when(withdraws).thenEvents('AgreementEnded');
      expect(state.facts.status).toBe('ENDED');
    }
    inForce().when(withdraws).thenRefused('AGREEMENT_NOT_PENDING');
    applied().given(withdraws).when(withdraws).thenRefused('AGREEMENT_NOT_PENDING');
  });

  it('ends with its listing, whatever its status, and once', () => {
    for (const live of [applied(), inReview(), inForce()]) {
      const { state } = live.when(followListingEnd).thenEvents('AgreementEnded');
      expect(state.ended).toMatchObject({ code: 'LISTING_ENDED' });
    }
    inForce().given(followListingEnd).when(followListingEnd).thenEvents();
  });

  it('claims its listing while it lives and its number forever', proves({ '11.3/agreement-applied': isLive }), () => {
    const ended = inForce()
      .on('2025-12-01')
      .given((state) => endAgreement(state, { reason: '해지' }));
    const keys = ({ state }: { readonly state: AgreementState }) =>
      agreementType.claims?.(state).map((claim) => claim.key);
    expect(keys(applied())).toEqual([`live-agreement:${listing.listingId}`]);
    expect(keys(inForce())).toEqual([`live-agreement:${listing.listingId}`, 'agreement-no:00-25-00001-00']);
    expect(keys(ended)).toEqual(['agreement-no:00-25-00001-00']);
  });

  it('publishes number, period and status, never the dossier', () => {
    const [event] = inForce().decided;
    const definition = agreementType.publishes.find((one) => one.name === event?.type);
    expect(() => checkPublishable(definition!, event!.data)).not.toThrow();
    expect(JSON.stringify(event!.data)).not.toContain(dossier.deliveryRecord);
  });

  it('goes exactly the ways of its diagram', () => {
    expectExactEdges(agreementType, {
      from: applied(),
      views: [[AgreementView, (state) => agreementView({ id: 'a-1', version: 1, state }, true, new Date(0))]],
      commands: {
        startReview: () => startAgreementReview,
        conclude: () => (state, moment) => concludeAgreement(state, { terms, listing }, moment),
        suspend: () => (state) => suspendAgreement(state, { reason: '조사' }),
        end: () => (state) => endAgreement(state, { reason: '해지' }),
        withdraw: () => (state) => withdrawAgreement(state, { reason: '철회' }),
        listingEnds: () => followListingEnd,
        tick: () => tickAgreement,
      },
    });
  });
});
