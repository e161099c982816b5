import { ListingChanged } from '#common/events/definitions/listing-changed.js';
import { checkPublishable } from '#common/events/publishable.js';
import type { Moment } from '#common/kernel/clock.js';
import { proves } from '#testing/proves.js';
import { toldBy } from '#testing/told.js';
import { listingType } from '../listing.type.js';
import { opened, published, publishedOf, selected } from '../testing/listings.js';
import { requestChange } from './changing.js';
import type { ListingState } from './listing.state.js';
import { suspendListing } from './suspending.js';
import { correctNisResult, recordNisResult, type NisResult } from './verifying.js';

const result: NisResult = {
  network: 'EXTERNAL',
  outcome: 'SUITABLE',
  referenceNo: '국정원-2025-17',
  decidedOn: '2025-09-30',
};
const recording =
  (change: Partial<NisResult> = {}) =>
  (listing: ListingState, moment: Moment) =>
    recordNisResult(listing, { ...result, ...change }, moment);
const correcting =
  (change: Partial<NisResult> = {}) =>
  (listing: ListingState, moment: Moment) =>
    correctNisResult(listing, { ...result, ...change, reason: '오기' }, moment);
const listed = () => published().on('2025-10-01');
const shownOf = ({ state }: ReturnType<typeof published>) => state.facts.nisVerifications;

describe('The security review of a listing (국정원 보안성 검토)', () => {
  it(
    'P14: is recorded once for each network, and shown with the listing',
    proves({ '4.4/nis-verification': recordNisResult }),
    () => {
      const recorded = listed().given(recording());
      expect(shownOf(recorded)).toEqual([result]);
      expect(recorded.state.facts.version).toBe(listed().state.facts.version);
      expect(() => checkPublishable(ListingChanged, recorded.decided[0]?.data ?? {})).not.toThrow();
      recorded.when(recording({ referenceNo: '국정원-2025-99' })).thenRefused('NIS_RESULT_RECORDED');
      const both = recorded.given(recording({ network: 'INTERNAL' }));
      expect(shownOf(both)).toEqual([result, { ...result, network: 'INTERNAL' }]);
    },
  );

  it(
    'P14: is followed by another one when it has ended, at the end of its last day',
    proves({ '4.4/nis-verification': recordNisResult }),
    () => {
      const recorded = listed().given(recording({ validTo: '2026-09-29' }));
      const next = recording({ decidedOn: '2026-09-28', referenceNo: '국정원-2026-3' });
      recorded.on('2026-09-29 23:59').when(next).thenRefused('NIS_RESULT_RECORDED');
      const followed = recorded.on('2026-09-30').given(next);
      expect(shownOf(followed)?.map(({ referenceNo }) => referenceNo)).toEqual(['국정원-2026-3']);
    },
  );

  it('P14: is corrected with a reason', proves({ '4.4/nis-verification': correctNisResult }), () => {
    const recorded = listed().given(recording());
    const corrected = recorded.given(correcting({ outcome: 'NOT_SUITABLE' }));
    expect(corrected.decided).toMatchObject([{ type: 'ListingChanged', reason: '오기' }]);
    expect(shownOf(corrected)).toEqual([{ ...result, outcome: 'NOT_SUITABLE' }]);
    for (const change of [{ referenceNo: '국정원-2025-18' }, { decidedOn: '2025-09-29' }, { validTo: '2026-09-29' }])
      expect(shownOf(recorded.given(correcting(change)))).toEqual([{ ...result, ...change }]);
    recorded.when(correcting()).thenRefused('NOTHING_CHANGED');
    recorded.when(correcting({ network: 'INTERNAL' })).thenRefused('NIS_RESULT_UNKNOWN');
  });

  it(
    'is of a network of the service, of no day to come, and holds for a day at least',
    proves({ '4.4/nis-verification': recordNisResult }),
    () => {
      const service = { ...selected().service, networks: ['EXTERNAL' as const] };
      publishedOf({ service })
        .on('2025-10-01')
        .when(recording({ network: 'INTERNAL' }))
        .thenRefused('NETWORK_MISMATCH');
      listed()
        .when(recording({ decidedOn: '2025-10-02' }))
        .thenRefused('NIS_RESULT_DAYS');
      listed()
        .when(recording({ validTo: '2025-09-29' }))
        .thenRefused('NIS_RESULT_DAYS');
      listed()
        .when(recording({ decidedOn: '2025-10-01', validTo: '2025-10-01' }))
        .thenEvents('ListingChanged');
    },
  );

  it('is recorded of what is listed, and of nothing else', proves({ '4.4/nis-verification': recordNisResult }), () => {
    const suspended = listed().given((state, moment) =>
      suspendListing(state, { cause: 'OTHER', reason: '점검' }, moment),
    );
    suspended.when(recording()).thenEvents('ListingChanged');
    opened().on('2025-10-01').when(recording()).thenRefused('LISTING_NOT_ACTIVE');
    opened().on('2025-10-01').when(correcting()).thenRefused('LISTING_NOT_ACTIVE');
  });

  it('stays when the content changes, and its supplier is told', () => {
    const recorded = listed().given(recording());
    const changed = recorded.given((listing, moment) =>
      requestChange(listing, { service: { summary: '더 나은 설명' }, reason: '변경' }, moment),
    );
    expect(shownOf(changed)).toEqual([result]);
    const notices = toldBy(listingType, recorded, 'ListingChanged');
    expect(notices).toMatchObject([{ reason: 'LISTING_VERIFIED', to: 'SUPPLIER@1234567890' }]);
    expect(notices[0]?.text.ko).toContain('국정원-2025-17, 외부망');
  });
});
