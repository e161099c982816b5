import { DIVIDED, joint, LEAD, SECOND, SHARED, THIRD } from '../testing/joint-steps.js';
import { consortiumView } from './consortium.view.js';
import { consortiumOf } from './domain/consortium.rules.js';

describe('The view of a consortium', () => {
  it('says what each member has of the terms: by its share, or by its lines', () => {
    const { state } = joint('agreed', SHARED);
    const { manner, members } = consortiumView(consortiumOf(state)!, state.terms!);
    expect(manner).toBe('JOINT');
    expect(
      members.map(({ supplier, perMille, priceCodes, amount }) => [
        supplier.businessNumber,
        perMille,
        priceCodes,
        amount,
      ]),
    ).toEqual([
      [LEAD, 500, undefined, 5_000_000],
      [SECOND.businessNumber, 333, undefined, 3_330_000],
      [THIRD.businessNumber, 167, undefined, 1_670_000],
    ]);
    const divided = joint('agreed', DIVIDED).state;
    expect(consortiumView(consortiumOf(divided)!, divided.terms!)).toEqual({
      manner: 'DIVIDED',
      members: [
        {
          supplier: expect.objectContaining({ businessNumber: LEAD }) as object,
          priceCodes: ['STD'],
          amount: 6_000_000,
        },
        { supplier: SECOND, priceCodes: ['DATA'], amount: 3_000_000 },
        { supplier: THIRD, priceCodes: ['HELP'], amount: 1_000_000 },
      ],
    });
  });
});
