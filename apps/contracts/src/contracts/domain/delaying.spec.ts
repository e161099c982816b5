import { proves } from '#testing/proves.js';
import type { Decide } from '#testing/specification.js';
import { accepting, active, stating } from '../../testing/performance-steps.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState } from './contract.state.js';
import { assessDelayDamages } from './delaying.js';
import { damagesReachDeposit, totalsOf } from './performance.rules.js';

const late =
  (dueOn: string, performedOn: string): Decide<ContractState, ContractEvent> =>
  (contract, moment) =>
    assessDelayDamages(contract, { dueOn, performedOn, reason: '개통 지연' }, moment);

describe('Delay damages', () => {
  it(
    '§5.6: are 1.25 per mille a day of what was not performed',
    proves({ '11.4/delay-damages': assessDelayDamages }),
    () => {
      active()
        .on('2025-10-31')
        .when(late('2025-10-20', '2025-10-30'))
        .thenEvents({
          type: 'DelayDamagesAssessed',
          data: { damagesNo: 1, amount: 135_000, assessedOn: '2025-10-31' },
          details: {
            dueOn: '2025-10-20',
            performedOn: '2025-10-30',
            days: 10,
            perMille: 1.25,
            unperformed: 10_800_000,
          },
          reason: '개통 지연',
        });
      active()
        .on('2025-11-20')
        .given(stating(), accepting())
        .when(late('2025-11-18', '2025-11-19'))
        .thenEvents({
          type: 'DelayDamagesAssessed',
          data: { amount: 12_375 },
          details: { unperformed: 9_900_000 },
        });
    },
  );

  it('are 30 % of it at most, all together', proves({ '11.4/delay-damages': assessDelayDamages }), () => {
    const contract = active().on('2026-10-01').given(late('2025-10-20', '2026-06-16'));
    expect(totalsOf(contract.state).damages).toBe(3_226_500);
    const most = contract.given(late('2026-06-16', '2026-06-19'));
    expect(totalsOf(most.state).damages).toBe(3_240_000);
    expect(totalsOf(most.given(late('2026-06-19', '2026-07-19')).state).damages).toBe(3_240_000);
  });

  it('follow the rate of the day on which it was due', () => {
    const rows = [{ key: 'contracts.delayDamagesPerMille' as const, from: '2025-10-22', value: 2.5, basis: 'x' }];
    const contract = active({}, rows).on('2025-10-31');
    contract
      .when(late('2025-10-21', '2025-10-22'))
      .thenEvents({ type: 'DelayDamagesAssessed', data: { amount: 13_500 } });
    contract
      .when(late('2025-10-22', '2025-10-23'))
      .thenEvents({ type: 'DelayDamagesAssessed', data: { amount: 27_000 } });
  });

  it('reach the deposit, which is a ground of termination', proves({ '5.6/damages-end': damagesReachDeposit }), () => {
    const after = (day: string) => {
      const { state, moment } = active().on('2026-10-01').given(late('2025-10-20', day));
      return damagesReachDeposit(state, moment.policy);
    };
    expect(damagesReachDeposit(active().state, active().moment.policy)).toBe(false);
    // 1,080,000 won are eighty days.
    expect(after('2026-01-07')).toBe(false);
    expect(after('2026-01-08')).toBe(true);
  });

  it('are refused for days before the start, to come, assessed already, or without a part that is late', () => {
    const contract = active().on('2025-10-31');
    contract.when(late('2025-10-19', '2025-10-30')).thenRefused('DELAY_PERIOD');
    contract.when(late('2025-10-30', '2025-10-30')).thenRefused('DELAY_PERIOD');
    contract.when(late('2025-10-30', '2025-11-01')).thenRefused('DELAY_PERIOD');
    const assessed = contract.given(late('2025-10-20', '2025-10-25'));
    assessed.when(late('2025-10-24', '2025-10-30')).thenRefused('DELAY_ASSESSED');
    assessed.when(late('2025-10-25', '2025-10-30')).thenEvents('DelayDamagesAssessed');
    const short = active({ period: { from: '2025-10-20', to: '2025-11-19' } }).on('2025-11-20');
    short.given(stating(), accepting()).when(late('2025-10-20', '2025-10-30')).thenRefused('NOTHING_UNPERFORMED');
  });
});
