import { proves } from '#testing/proves.js';
import { negotiated } from '../testing/contract-steps.js';
import { concludedFor } from './contract.views.js';

describe('What everyone sees of a contract', () => {
  it(
    'R-51: is nothing before the conclusion, then the agreed lines as on the topic',
    proves({ 'R-51': concludedFor }),
    () => {
      expect(concludedFor(negotiated('ordered').state)).toEqual({});
      const signed = negotiated('signed');
      const shown = concludedFor(signed.state);
      expect(shown).toMatchObject({
        concluded: { lines: [{ priceCode: 'STD', quantity: 12, unitPrice: 900_000, amount: 10_800_000 }] },
        legalBasis: '국가계약법 시행령 제26조제1항제5호아목',
      });
      const told = signed.decided.find(({ type }) => type === 'ContractSigned');
      expect(told?.data).toEqual(shown.concluded);
    },
  );
});
