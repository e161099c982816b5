import { personas } from '#testing/personas.js';
import { proves } from '#testing/proves.js';
import { negotiated, planned, signing } from '../../testing/contract-steps.js';
import { cancelContract } from './cancelling.js';
import type { ContractState } from './contract.state.js';
import { leadTimeAlarm, leadTimeOf } from './timing.js';

/** In weeks without a holiday; registered on a Monday. */
describe('The lead time of a contract (A-17)', () => {
  const plan = planned({ need: { period: { from: '2025-12-01', to: '2026-11-30' } }, on: '2025-11-03' });
  const on = (day: string) => {
    const { state, moment } = plan.on(day);
    return leadTimeOf(state, moment);
  };

  it(
    '§5.3: is within its target up to ten business days, and an alarm above fourteen',
    proves({ '5.3/lead-time-alarm': leadTimeOf }),
    () => {
      const days = { targetOn: '2025-11-17', alarmOn: '2025-11-21' };
      expect(on('2025-11-03')).toEqual({ businessDays: 0, ...days, standing: 'WITHIN_TARGET' });
      expect(on('2025-11-17')).toEqual({ businessDays: 10, ...days, standing: 'WITHIN_TARGET' });
      expect(on('2025-11-18')).toEqual({ businessDays: 11, ...days, standing: 'ABOVE_TARGET' });
      expect(on('2025-11-21')).toEqual({ businessDays: 14, ...days, standing: 'ABOVE_TARGET' });
      // A conclusion on the Saturday has taken no longer.
      expect(on('2025-11-22')).toEqual({ businessDays: 14, ...days, standing: 'ABOVE_TARGET' });
      expect(on('2025-11-24')).toEqual({ businessDays: 15, ...days, standing: 'ALARM' });
    },
  );

  it('ends with the conclusion', proves({ '5.3/lead-time-alarm': leadTimeOf }), () => {
    const { state, moment } = negotiated('signed').on('2025-12-31');
    expect(leadTimeOf(state, moment)).toMatchObject({ businessDays: 9, standing: 'WITHIN_TARGET' });
  });

  it('alarms for good where the conclusion came late', proves({ '5.3/lead-time-alarm': leadTimeOf }), () => {
    const late = negotiated(
      'ordered',
      planned({ need: { period: { from: '2025-10-20', to: '2026-10-19' } }, on: '2025-09-01' }),
    );
    const { state, moment } = late.by(personas.supplier).given(signing('SUPPLIER', 1));
    expect(leadTimeOf(state, moment)).toMatchObject({ alarmOn: '2025-09-19', standing: 'ALARM' });
  });

  it(
    'is not held against anything where the contract was given up, or concluded before this system',
    proves({ '5.3/lead-time-alarm': leadTimeOf }),
    () => {
      const { state, moment } = plan.given((contract) => cancelContract(contract, { reason: '예산' }));
      expect(leadTimeOf(state, moment)).toBeUndefined();
      const { concluded, ...signed } = negotiated('signed').state;
      const before = (origin: 'NATIVE' | 'MIGRATED'): ContractState => ({
        ...signed,
        ...(concluded !== undefined && { concluded: { ...concluded, origin } }),
      });
      expect(leadTimeOf(before('MIGRATED'), moment)).toBeUndefined();
      expect(leadTimeOf(before('NATIVE'), moment)).toBeDefined();
    },
  );

  it(
    'follows the figures that were in force on the day of the need',
    proves({ '5.3/lead-time-alarm': leadTimeOf }),
    () => {
      const { state, moment } = plan.on('2025-11-18');
      const policyOn = (day: string) =>
        day === '2025-11-03'
          ? { ...moment.policy, 'contracts.leadTimeTargetBusinessDays': 3, 'contracts.leadTimeAlarmBusinessDays': 5 }
          : moment.policy;
      expect(leadTimeOf(state, { ...moment, policyOn })).toEqual({
        businessDays: 11,
        targetOn: '2025-11-06',
        alarmOn: '2025-11-10',
        standing: 'ALARM',
      });
    },
  );

  it('has its alarm at the end of the fourteenth business day, kept with the need', () => {
    const { moment } = plan;
    expect(leadTimeAlarm(moment)).toMatchObject({
      key: 'LEAD_TIME_ALARM',
      dueAt: '2025-11-21T15:00:00.000Z',
      basis: 'bd',
    });
    expect(plan.state.leadTimeAlarm).toEqual(leadTimeAlarm(moment));
  });
});
