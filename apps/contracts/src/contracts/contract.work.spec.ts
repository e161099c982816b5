import { dutiesOf } from '#common/aggregates/work.js';
import { waitsIn } from '#testing/told.js';
import { negotiated, planned } from '../testing/contract-steps.js';
import { contractType } from './contract.type.js';
import { contractWork } from './contract.work.js';
import { cancelContract } from './domain/cancelling.js';

describe('What waits in a contract', () => {
  it('§11.4: a quote for the supplier who was asked, in a duty of its own', () => {
    const duties = dutiesOf(contractWork, negotiated('quoting').state);
    expect(duties.map(({ code, for: people }) => [code, people.length])).toEqual([
      ['SUBMIT_QUOTE', 1],
      ['CONCLUDE_CONTRACT', 1],
    ]);
    expect(waitsIn(contractType, negotiated('quoting'))[0]).toMatch(/^SUBMIT_QUOTE SUPPLIER@\d{10} 2025-/);
  });

  it('A-17: each next step of the plan, for the party whose turn it is', () => {
    const tasks = (stage: Parameters<typeof negotiated>[0]) =>
      waitsIn(contractType, negotiated(stage)).map((one) => one.replace(/@.*/, ''));
    expect(tasks('quoted')).toEqual(['CHOOSE_SUPPLIER INSTITUTION', 'CONCLUDE_CONTRACT INSTITUTION']);
    expect(tasks('chosen')).toEqual([
      'AGREE_TERMS INSTITUTION',
      'AGREE_TERMS SUPPLIER',
      'CONCLUDE_CONTRACT INSTITUTION',
    ]);
    expect(tasks('agreed')).toEqual(['DRAFT_CONTRACT INSTITUTION', 'CONCLUDE_CONTRACT INSTITUTION']);
    expect(tasks('ordered')).toEqual(['SIGN_CONTRACT SUPPLIER', 'CONCLUDE_CONTRACT INSTITUTION']);
  });

  it('A-17: the conclusion for the institution, from the need until the day of the alarm, and no longer after it', () => {
    // Fourteen business days from 29 September, over Chuseok.
    const concluding = expect.stringMatching(/^CONCLUDE_CONTRACT INSTITUTION@\S+ 2025-10-24T15:00:00\.000Z$/) as string;
    expect(waitsIn(contractType, planned())).toEqual([concluding]);
    expect(waitsIn(contractType, negotiated('ordered'))).toContainEqual(concluding);
    const concluded = waitsIn(contractType, negotiated('signed')).join();
    expect(concluded).not.toContain('CONCLUDE_CONTRACT');
    const cancelled = planned().given((state) => cancelContract(state, { reason: '예산' }));
    expect(waitsIn(contractType, cancelled)).toEqual([]);
  });

  it('A-18: the registration of the use for the institution, until the tenth of the next month', () => {
    expect(waitsIn(contractType, negotiated('signed'))).toEqual([
      expect.stringMatching(/^REGISTER_USAGE INSTITUTION@\S+ 2025-11-10T15:00:00\.000Z$/),
    ]);
  });
});
