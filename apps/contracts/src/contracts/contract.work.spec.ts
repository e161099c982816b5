import { dutiesOf } from '#common/aggregates/work.js';
import { waitsIn } from '#testing/told.js';
import { negotiated } from '../testing/contract-steps.js';
import { contractType } from './contract.type.js';
import { contractWork } from './contract.work.js';

describe('What waits in a contract', () => {
  it('§11.4: a quote for the supplier who was asked, in a duty of its own', () => {
    const duties = dutiesOf(contractWork, negotiated('quoting').state);
    expect(duties.map(({ code, for: people }) => [code, people.length])).toEqual([['SUBMIT_QUOTE', 1]]);
    expect(waitsIn(contractType, negotiated('quoting'))[0]).toMatch(/^SUBMIT_QUOTE SUPPLIER@\d{10} 2025-/);
  });

  it('A-17: each next step of the plan, for the party whose turn it is', () => {
    const tasks = (stage: Parameters<typeof negotiated>[0]) =>
      waitsIn(contractType, negotiated(stage)).map((one) => one.replace(/@.*/, ''));
    expect(tasks('quoted')).toEqual(['CHOOSE_SUPPLIER INSTITUTION']);
    expect(tasks('chosen')).toEqual(['AGREE_TERMS INSTITUTION', 'AGREE_TERMS SUPPLIER']);
    expect(tasks('agreed')).toEqual(['DRAFT_CONTRACT INSTITUTION']);
    expect(tasks('ordered')).toEqual(['SIGN_CONTRACT SUPPLIER']);
  });

  it('A-18: the registration of the use for the institution, until the tenth of the next month', () => {
    expect(waitsIn(contractType, negotiated('signed'))).toEqual([
      expect.stringMatching(/^REGISTER_USAGE INSTITUTION@\S+ 2025-11-10T15:00:00\.000Z$/),
    ]);
  });
});
