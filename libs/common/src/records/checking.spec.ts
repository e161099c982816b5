import fc from 'fast-check';
import { hasCheckDigit } from '../kernel/business-number.js';
import { PolicyTable } from '../kernel/policy.js';
import { propertyRuns } from '#testing/property-runs.js';
import { checkRecord, recordDigest } from './checking.js';
import {
  sampleAgreementRecord as agreement,
  sampleContractRecord as contract,
  sampleInstitutionRecord as institution,
  sampleListingRecord as listing,
  sampleRecords,
  sampleRegistrationRecord as registration,
  sampleSelectionRecord as selection,
  sampleSupplierRecord as supplier,
} from './samples.js';
import { RECORD_KINDS, recordId } from './shapes.js';

const checking = { today: '2025-08-04', policy: PolicyTable.from({}).on('2025-08-04') };
const check = (line: unknown) => checkRecord(line, checking);
/** Pointer and code of each reason why a line is refused. */
const refusals = (line: unknown): readonly string[] => {
  const checked = check(line);
  return 'refused' in checked ? checked.refused.map(({ pointer, code }) => `${pointer} ${code}`) : [];
};
const detailOf = (line: unknown): string => {
  const checked = check(line);
  return 'refused' in checked ? (checked.refused[0]?.detail ?? '') : '';
};

describe('A line of the records', () => {
  it.each(RECORD_KINDS)('of kind %s is taken as its sample is', (kind) => {
    expect(check(sampleRecords[kind])).toEqual({ record: sampleRecords[kind] });
    const { synthetic: _, ...real } = sampleRecords[kind];
    expect(check(real)).toEqual({ record: real });
  });

  it('is cleaned before it is checked', () => {
    expect(check({ ...supplier, name: '  제공기업 1001\r\n' })).toEqual({ record: supplier });
    expect(refusals({ ...supplier, name: '제공\u200B기업' })).toEqual(['/name FIELD_HIDDEN_CHARACTER']);
    expect(refusals({ ...registration, projectName: '두\n줄' })).toEqual(['/projectName FIELD_NOT_ONE_LINE']);
  });

  it.each([undefined, null, 7, 'supplier', [], {}, { kind: 'person' }, { kind: 'constructor' }])(
    'is an object of a known kind: %o is none',
    (line) => expect(refusals(line)).toEqual(['/kind RECORD_KIND_UNKNOWN']),
  );

  it('has the fields of its kind and no others, and each reason names what to do', () => {
    const { size: _, ...incomplete } = supplier;
    expect(refusals({ ...incomplete, colour: 'blue' })).toEqual(['/size FIELD_REQUIRED', '/colour FIELD_UNKNOWN']);
    expect(refusals({ ...supplier, size: 'HUGE', number: '12' })).toEqual([
      '/number FIELD_INVALID',
      '/size FIELD_NOT_IN_LIST',
    ]);
    expect(detailOf({ ...supplier, size: 'HUGE' })).toBe('one of LARGE, MID_SIZED, SMALL_MEDIUM');
    expect(detailOf({ ...supplier, registeredOn: '2021-02-30' })).toBe('a calendar day that exists, YYYY-MM-DD');
    expect(detailOf({ ...selection, sessionNo: 62 })).toBe('a whole number from 1 to 61');
    expect(refusals({ ...selection, service: { ...selection.service, kind: 'BLOCKCHAIN' } })).toEqual([
      '/service/kind FIELD_NOT_IN_LIST',
    ]);
    expect(refusals({ ...selection, service: { ...selection.service, owner: 'x' } })).toEqual([
      '/service/owner FIELD_UNKNOWN',
    ]);
    expect(refusals({ ...supplier, synthetic: false })).toEqual(['/synthetic FIELD_INVALID']);
    expect(refusals(JSON.parse('{"kind":"institution","__proto__":{"number":"1"}}'))).toContain(
      '/__proto__ FIELD_UNKNOWN',
    );
  });

  it('lies no deeper than its shape, however deep it nests', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 5_000; i += 1) deep = [deep];
    expect(refusals({ ...supplier, name: deep })).toEqual([
      expect.stringMatching(/^\/name\/0\/.* RECORD_TOO_DEEP$/) as string,
    ]);
  });

  it('R-18: names a business number whose digits belong together', () => {
    expect(refusals({ ...supplier, number: '1234567890' })).toEqual(['/number BUSINESS_NUMBER_WRONG']);
    expect(refusals({ ...selection, supplier: '1234567890' })).toEqual(['/supplier BUSINESS_NUMBER_WRONG']);
    expect(refusals({ ...contract, supplier: '1234567890' })).toEqual(['/supplier BUSINESS_NUMBER_WRONG']);
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{10}$/), (number) => {
        expect(refusals({ ...supplier, number }).length === 0).toBe(hasCheckDigit(number));
      }),
      propertyRuns(),
    );
  });

  it('tells of what was done, and never in the future', () => {
    const tomorrow = '2025-08-05';
    expect(refusals({ ...supplier, registeredOn: tomorrow })).toEqual(['/registeredOn DAY_IN_FUTURE']);
    expect(refusals({ ...selection, decidedOn: tomorrow, deemed: undefined })).toEqual(['/decidedOn DAY_IN_FUTURE']);
    expect(refusals({ ...listing, publishedOn: tomorrow, validTo: '2028-01-01', versions: [] })).toEqual([
      '/publishedOn DAY_IN_FUTURE',
    ]);
    expect(refusals({ ...listing, versions: [{ from: tomorrow }] })).toEqual(['/versions/0/from DAY_IN_FUTURE']);
    expect(refusals({ ...agreement, validFrom: tomorrow, validTo: tomorrow })).toEqual(['/validFrom DAY_IN_FUTURE']);
    expect(refusals({ ...contract, concludedOn: tomorrow })).toEqual(['/concludedOn DAY_IN_FUTURE']);
    expect(refusals({ ...registration, registeredOn: tomorrow })).toEqual(['/registeredOn DAY_IN_FUTURE']);
    expect(refusals({ ...supplier, registeredOn: checking.today })).toEqual([]);
  });

  it('has its days in order', () => {
    expect(refusals({ ...selection, appliedOn: '2021-03-20' })).toEqual(['/decidedOn DAYS_OUT_OF_ORDER']);
    expect(refusals({ ...listing, validTo: '2021-03-25', versions: [] })).toEqual(['/validTo DAYS_OUT_OF_ORDER']);
    expect(refusals({ ...listing, versions: [{ from: '2021-03-25' }] })).toEqual([
      '/versions/0/from DAYS_OUT_OF_ORDER',
    ]);
    expect(refusals({ ...listing, versions: [{ from: '2024-02-01', validTo: '2024-03-18' }] })).toEqual([
      '/versions/0/validTo DAYS_OUT_OF_ORDER',
    ]);
    const renewed = { from: '2024-02-01', validTo: '2027-03-19' };
    expect(refusals({ ...listing, versions: [renewed, { from: '2024-01-31' }] })).toEqual([
      '/versions/1/from DAYS_OUT_OF_ORDER',
    ]);
    expect(refusals({ ...listing, versions: [renewed, { from: '2024-02-01', validTo: '2027-03-18' }] })).toEqual([
      '/versions/1/validTo DAYS_OUT_OF_ORDER',
    ]);
    expect(refusals({ ...agreement, validTo: '2021-04-11' })).toEqual(['/validTo DAYS_OUT_OF_ORDER']);
    expect(refusals({ ...contract, neededOn: '2021-04-29' })).toEqual(['/concludedOn DAYS_OUT_OF_ORDER']);
    expect(refusals({ ...contract, period: { from: '2021-05-03', to: '2021-05-02' } })).toEqual([
      '/period/to DAYS_OUT_OF_ORDER',
    ]);
    expect(refusals({ ...contract, startsOn: '2021-05-04' })).toEqual(['/startsOn START_NOT_OF_PERIOD']);
    const [certificate] = selection.certificates;
    expect(refusals({ ...selection, certificates: [{ ...certificate, validTo: '2020-11-30' }] })).toEqual([
      '/certificates/0/validTo DAYS_OUT_OF_ORDER',
    ]);
  });

  it('is deemed a selection exactly where it was decided before 2023-01-12', () => {
    expect(refusals({ ...selection, deemed: undefined })).toEqual(['/deemed DEEMED_WRONG']);
    expect(refusals({ ...selection, decidedOn: '2023-01-11' })).toEqual([]);
    expect(refusals({ ...selection, decidedOn: '2023-01-12' })).toEqual(['/deemed DEEMED_WRONG']);
    expect(refusals({ ...selection, decidedOn: '2023-01-12', deemed: undefined })).toEqual([]);
  });

  it('has a subtype of its kind, where the law names them', () => {
    const of = (kind: string, subtype: string) =>
      refusals({ ...selection, service: { ...selection.service, kind, subtype } });
    expect(of('CLOUD_COMPUTING', 'MIGRATION')).toEqual(['/service/subtype SUBTYPE_UNKNOWN']);
    expect(of('CLOUD_COMPUTING', 'PAAS')).toEqual([]);
    expect(of('CLOUD_SUPPORT', 'MIGRATION')).toEqual([]);
  });

  it('has a price table that a listing can have', () => {
    const [price] = selection.prices;
    const prices = (...lines: object[]) =>
      refusals({ ...selection, prices: lines.map((line) => ({ ...price, ...line })) });
    expect(prices({}, {})).toEqual(['/prices/1/code PRICE_CODE_REPEATED']);
    expect(prices({ unitPrice: 10_000_000_000_000 })).toEqual([]);
    expect(prices({ unitPrice: 10_000_000_000_000, vatIncluded: false })).toEqual([
      '/prices/0/unitPrice AMOUNT_IMPLAUSIBLE',
    ]);
    expect(prices({ meter: { code: 'CALLS', per: 1 } })).toEqual(['/prices/0/meter METER_NOT_BY_USE']);
    expect(refusals({ ...listing, versions: [{ from: '2024-02-01', prices: [price, price] }] })).toEqual([
      '/versions/0/prices/1/code PRICE_CODE_REPEATED',
    ]);
    expect(refusals({ ...agreement, detailedClassNo: '9911220001' })).toEqual(['/detailedClassNo CLASS_MISMATCH']);
  });

  it('names its agreement exactly where it is a contract by catalog', () => {
    expect(refusals({ ...contract, agreement: undefined })).toEqual(['/agreement AGREEMENT_MISMATCH']);
    expect(refusals({ ...contract, method: 'NEGOTIATED' })).toEqual(['/agreement AGREEMENT_MISMATCH']);
    expect(refusals({ ...contract, method: 'NEGOTIATED', agreement: undefined })).toEqual([]);
  });

  it('R-40: costs what its lines cost, and no more than is plausible', () => {
    expect(refusals({ ...contract, amount: 10_800_001 })).toEqual(['/amount AMOUNT_NOT_OF_LINES']);
    expect(detailOf({ ...contract, amount: 1 })).toBe('the lines cost 10800000 won with VAT');
    const [line] = contract.lines;
    const costing = (changed: object, amount: number) =>
      refusals({ ...contract, lines: [{ ...line, ...changed }], amount });
    const most = 10_000_000_000_000;
    expect(costing({ unitPrice: most, quantity: 1 }, most)).toEqual([]);
    expect(costing({ unitPrice: most, quantity: 1, vatIncluded: false }, most)).toEqual([
      '/lines/0 AMOUNT_IMPLAUSIBLE',
    ]);
    expect(costing({ unitPrice: most + 1, quantity: 1 }, most + 1)).toEqual(['/lines/0 AMOUNT_IMPLAUSIBLE']);
    expect(costing({ unitPrice: Number.MAX_SAFE_INTEGER, quantity: Number.MAX_SAFE_INTEGER }, 1)).toEqual([
      '/lines/0 AMOUNT_IMPLAUSIBLE',
    ]);
    const two = { ...line, unitPrice: most, quantity: 1 };
    expect(refusals({ ...contract, lines: [two, two], amount: 2 * most })).toEqual(['/amount AMOUNT_IMPLAUSIBLE']);
    expect(costing({ unitPrice: 1_005, quantity: 3, vatIncluded: false }, 3_316)).toEqual([]);
  });
});

describe('The digest of a line', () => {
  it('is that of what the line says, in whatever order it says it', () => {
    const turned = Object.fromEntries(Object.entries(institution).toReversed()) as typeof institution;
    expect(recordDigest(turned)).toBe(recordDigest(institution));
    expect(recordDigest({ ...institution, name: '수요기관 9002' })).not.toBe(recordDigest(institution));
  });
});

describe('The id of a record', () => {
  it('is one for each kind and number', () => {
    const ids = RECORD_KINDS.flatMap((kind) => [recordId(kind, '1'), recordId(kind, '2')]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(recordId('contract', '1')).toBe(recordId('contract', '1'));
  });
});
