import { sampleCertificate, samplePrice } from '#common/events/definitions/samples.js';
import { published, publishedOf } from '../testing/listings.js';
import { approveChange, rejectChange, requestChange, type RequestedChange } from './changing.js';

describe('Changes (A-12)', () => {
  const lower = [{ ...samplePrice, unitPrice: 900_000 }];
  const higher = [{ ...samplePrice, unitPrice: 1_100_000 }];
  const asked = () =>
    published()
      .on('2025-10-13')
      .given((state, moment) => requestChange(state, { prices: higher, reason: '원가 상승' }, moment));

  it('a lower price applies at once, as a new version', () => {
    const { state } = published()
      .on('2025-10-13')
      .given((now, moment) => requestChange(now, { prices: lower, reason: '인하' }, moment));
    expect(state.facts).toMatchObject({ version: 2, prices: lower });
    expect(state.changes).toMatchObject([{ no: 1, class: 'MINOR', status: 'APPLIED' }]);
  });

  it('F-28, R-30: the same few won without VAT are a raise, though a unit has less VAT than a won', () => {
    const listed = { ...samplePrice, unitPrice: 9, vatIncluded: true };
    const { state } = publishedOf({ prices: [listed] })
      .on('2025-10-13')
      .given((now, moment) =>
        requestChange(now, { prices: [{ ...listed, vatIncluded: false }], reason: '부가세 별도' }, moment),
      );
    expect(state.changes).toMatchObject([{ no: 1, status: 'REQUESTED' }]);
    expect(state.facts).toMatchObject({ version: 1, prices: [listed] });
  });

  it('a raise waits for NIA, five business days', () => {
    const { state } = asked();
    expect(state.facts).toMatchObject({ version: 1, prices: [samplePrice] });
    expect(state.deadlines).toEqual([
      { key: 'CHANGE_1', dueAt: '2025-10-20T15:00:00.000Z', basis: 'bd', rule: 'A-12' },
    ]);
  });

  it('an approved raise is a new version; a rejected one leaves all as it was', () => {
    const yes = asked()
      .on('2025-10-15')
      .given((now, moment) => approveChange(now, { no: 1, reason: '타당' }, moment));
    expect(yes.state.facts).toMatchObject({ version: 2, prices: higher });
    expect(yes.state.deadlines).toEqual([]);
    expect(yes.state.changes).toMatchObject([{ status: 'APPLIED', reason: '원가 상승', decisionReason: '타당' }]);
    const no = asked()
      .on('2025-10-15')
      .given((now) => rejectChange(now, { no: 1, reason: '근거 부족' }));
    expect(no.state.facts).toMatchObject({ version: 1, prices: [samplePrice] });
    no.when((now) => rejectChange(now, { no: 1, reason: '' })).thenRefused('CHANGE_DECIDED');
    no.when((now) => rejectChange(now, { no: 7, reason: '' })).thenRefused('CHANGE_UNKNOWN');
  });

  it('waits for the one before', () => {
    asked()
      .on('2025-10-14')
      .when((state, moment) => requestChange(state, { prices: lower, reason: '' }, moment))
      .thenRefused('CHANGE_PENDING');
  });

  it('#46, R-40: refuses a price that no service can cost, with its VAT', () => {
    const dear = (unitPrice: number, vatIncluded: boolean) => ({
      prices: [{ ...samplePrice, unitPrice, vatIncluded }],
      reason: '오타',
    });
    const asking = (change: RequestedChange) =>
      published()
        .on('2025-10-14')
        .when((state, moment) => requestChange(state, change, moment));
    asking(dear(Number.MAX_SAFE_INTEGER, false)).thenRefused('AMOUNT_IMPLAUSIBLE');
    asking(dear(10_000_000_000_001, true)).thenRefused('AMOUNT_IMPLAUSIBLE');
    asking(dear(9_999_999_999_999, false)).thenRefused('AMOUNT_IMPLAUSIBLE');
    asking(dear(10_000_000_000_000, true)).thenEvents('ListingChangeRequested');
  });

  it('refuses the table in force and an empty one', () => {
    const asking = (change: RequestedChange) =>
      published()
        .on('2025-10-14')
        .when((state, moment) => requestChange(state, change, moment));
    asking({ prices: [samplePrice], reason: '' }).thenRefused('NOTHING_CHANGED');
    asking({ prices: [], reason: '' }).thenRefused('PRICES_MISSING');
    asking({ reason: '' }).thenRefused('CHANGE_AMBIGUOUS');
  });

  it('a replaced certificate moves the end of validity', () => {
    const ending = { ...sampleCertificate, validTo: '2026-03-31' };
    const before = publishedOf({ certificates: [ending] });
    expect(before.state.facts.validTo).toBe('2026-03-31');
    const change = { certificates: [{ ...sampleCertificate, number: 'CSAP-9' }], reason: '갱신' };
    const { state } = before
      .on('2026-02-02')
      .given((now, moment) => requestChange(now, change, moment))
      .on('2026-02-03')
      .given((now, moment) => approveChange(now, { no: 1, reason: '확인' }, moment));
    expect(state.facts).toMatchObject({ version: 2, validTo: '2028-09-19' });
    expect(state.reminders.every((reminder) => reminder.certificateNo !== ending.number)).toBe(true);
  });
});
