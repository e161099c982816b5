import { proves } from '#testing/proves.js';
import { negotiated } from '../../testing/contract-steps.js';
import type { ContractState } from './contract.state.js';
import { disclosureOf, isDisclosed } from './disclosing.js';
import { rescindContract } from './rescinding.js';

const signed = negotiated('signed');

/** The contract, concluded by an institution of another type or by another method. */
function concludedAs(
  type: 'STATE' | 'LOCAL' | 'PUBLIC',
  method: 'NEGOTIATED' | 'CATALOG' = 'NEGOTIATED',
): ContractState {
  const { concluded, ...state } = signed.state;
  if (concluded === undefined) throw new Error('It is concluded.');
  return { ...state, concluded: { ...concluded, method, institution: { ...concluded.institution, type } } };
}

describe('§6.5: negotiated contracts of local governments', () => {
  it('are disclosed, and no others', proves({ '6.5/local-disclosure': isDisclosed }), () => {
    expect(isDisclosed(concludedAs('LOCAL'))).toBe(true);
    expect(isDisclosed(concludedAs('LOCAL', 'CATALOG'))).toBe(false);
    expect(isDisclosed(concludedAs('STATE'))).toBe(false);
    expect(isDisclosed(concludedAs('PUBLIC'))).toBe(false);
    expect(isDisclosed(negotiated('drafted').state)).toBe(false);
  });

  it(
    'say number, name, parties, amount, period, legal basis and day',
    proves({ '6.5/local-disclosure': disclosureOf }),
    () => {
      expect(disclosureOf(concludedAs('LOCAL'))).toEqual({
        contractNo: 'NC-2025-018F6F2A0000',
        projectName: '문서 자동화 도입',
        institution: { code: '1000001', name: '수요기관 1' },
        supplier: { businessNumber: '1234567890', name: signed.state.concluded?.supplier.name },
        amount: 10_800_000,
        period: { from: '2025-10-20', to: '2026-10-19' },
        legalBasis: '국가계약법 시행령 제26조제1항제5호아목',
        concludedOn: '2025-10-17',
      });
      expect(disclosureOf(negotiated('drafted').state)).toBeUndefined();
    },
  );

  it('stay disclosed once they are rescinded, with the day', proves({ '6.5/local-disclosure': disclosureOf }), () => {
    const rescinded = signed
      .on('2025-10-19')
      .given((contract, moment) => rescindContract(contract, { reason: '필요 소멸' }, moment));
    expect(disclosureOf(rescinded.state)).toMatchObject({ concludedOn: '2025-10-17', rescindedOn: '2025-10-19' });
  });
});
