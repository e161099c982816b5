import { sampleContract } from '#common/events/definitions/contract-facts.js';
import { systemActor } from '#common/kernel/actor.js';
import { personas } from '#testing/personas.js';
import { proves } from '#testing/proves.js';
import { toldBy, waitsIn } from '#testing/told.js';
import { planned } from '../../testing/contract-steps.js';
import { amending, destroying, returning, running, signingAmendment, terminating } from '../../testing/running.js';
import type { ContractSpecification } from '../../testing/contract-steps.js';
import { contractType } from '../contract.type.js';
import { confirmDataDestruction, confirmDataReturn } from './handing-back.js';
import { beginEndDuties, endDutiesBegin, giveEndNotice, openEndDuties } from './giving-notice.js';
import type { ContractState } from './contract.state.js';
import { migrateContract } from './migrating.js';
import { tick } from './ticking.js';

const DESK = { unit: '고객지원', number: '02-1234-5678' };
const noticing = (contract: ContractState, moment: Parameters<typeof giveEndNotice>[2]) =>
  giveEndNotice(contract, { retrieval: '관리 화면에서 CSV로', desk: DESK }, moment);

const ticked = (contract: ContractSpecification, at: string): ContractSpecification =>
  contract.by(systemActor('timers')).on(at).given(tick);
const dues = ({ state }: ContractSpecification): readonly string[] =>
  openEndDuties(state).map(({ key, dueAt }) => `${key} ${dueAt}`);
const waiting = (contract: ContractSpecification): readonly string[] =>
  waitsIn(contractType, contract).filter((one) => /^(GIVE_END|CONFIRM_DATA)/.test(one));

/** Until 2026-10-19: 45 days before is 4 September, 30 days before 19 September. */
const before = ticked(running(), '2026-09-03 23:59');

describe('The end of the use', () => {
  it(
    '§11.4: is ahead from 45 days before the last day on; the supplier is told what is due, and until when',
    proves({ '11.4/end-reminder': beginEndDuties }),
    () => {
      expect(dues(before)).toEqual([]);
      expect(waiting(before)).toEqual([]);
      expect(endDutiesBegin(before.state)?.toISOString()).toBe('2026-09-03T15:00:00.000Z');
      const begun = ticked(before, '2026-09-04 00:00');
      // Notice 30 days before the end, data back until the end, destroyed five days later: 24 October is a Saturday.
      expect(dues(begun)).toEqual([
        'END_NOTICE 2026-09-19T15:00:00.000Z',
        'DATA_RETURN 2026-10-19T15:00:00.000Z',
        'DATA_DESTRUCTION 2026-10-26T15:00:00.000Z',
      ]);
      expect(toldBy(contractType, begun, 'EndDutiesBegan')).toMatchObject([
        { reason: 'END_DUTIES_BEGAN', to: 'SUPPLIER@1234567890', dueOn: '2026-09-19' },
      ]);
      expect(waiting(begun)).toEqual([
        'GIVE_END_NOTICE SUPPLIER@1234567890 2026-09-19T15:00:00.000Z',
        'CONFIRM_DATA_RETURN INSTITUTION@1000001 2026-10-19T15:00:00.000Z',
      ]);
      begun.when(beginEndDuties).thenEvents();
    },
  );

  it(
    'Act decree Art. 19(1): is told to the institution by the supplier, with all that the decree names, once',
    proves({ '5.7/end-notice': giveEndNotice }),
    () => {
      const begun = ticked(before, '2026-09-04 00:00').by(personas.supplier).on('2026-09-10');
      const noticed = begun.when(noticing).thenEvents({
        type: 'EndNoticeGiven',
        data: { lastDay: '2026-10-19', noticedOn: '2026-09-10', retrieval: '관리 화면에서 CSV로', desk: DESK },
      });
      noticed.when(noticing).thenRefused('END_NOTICE_GIVEN');
      expect(waiting(noticed)).toEqual(['CONFIRM_DATA_RETURN INSTITUTION@1000001 2026-10-19T15:00:00.000Z']);
      const [told] = toldBy(contractType, noticed, 'EndNoticeGiven');
      expect(told).toMatchObject({ reason: 'END_NOTICE_GIVEN', to: 'INSTITUTION@1000001' });
      for (const part of ['2026-10-19 at 24:00', 'get your data back', 'destroyed', 'CSV', '02-1234-5678'])
        expect(told?.text.en).toContain(part);
    },
  );

  it(
    'Act decree Art. 19(4), (5): data wait to come back and to be destroyed, each with its paper, until both are',
    proves({ '5.7/data-returned': confirmDataReturn, '5.7/data-destroyed': confirmDataDestruction }),
    () => {
      const begun = ticked(before, '2026-09-04 00:00').by(personas.buyer);
      const back = (contract: ContractState) =>
        confirmDataReturn(contract, { outcome: 'RETURNED', evidence: '반환확인서 2026-3' });
      const returned = begun.on('2026-10-12').given(back);
      expect(returned.state.dataReturned).toMatchObject({ evidence: '반환확인서 2026-3', by: personas.buyer.sub });
      expect(waiting(returned)).toEqual([
        'GIVE_END_NOTICE SUPPLIER@1234567890 2026-09-19T15:00:00.000Z',
        'CONFIRM_DATA_DESTRUCTION SUPPLIER@1234567890 2026-10-26T15:00:00.000Z',
      ]);
      const gone = returned.on('2026-10-20').by(personas.supplier).given(noticing, destroying);
      expect([waiting(gone), dues(gone)]).toEqual([[], []]);
      expect(gone.state.dataDestroyed).not.toHaveProperty('evidence');
    },
  );

  it('is announced anew when an amendment moves it', () => {
    const begun = ticked(before, '2026-09-04 00:00').by(personas.supplier).given(noticing).by(personas.buyer);
    const longer = begun.given(amending(), signingAmendment('INSTITUTION', undefined), signingAmendment('SUPPLIER', 2));
    expect(longer.state.terms?.period.to).toBe('2026-12-31');
    expect(endDutiesBegin(longer.state)?.toISOString()).toBe('2026-11-15T15:00:00.000Z');
    expect(openEndDuties(longer.state)).toEqual([]);
    const again = ticked(longer, '2026-11-16 00:00');
    expect(again.state.endDuties?.lastDay).toBe('2026-12-31');
    again.by(personas.supplier).when(noticing).thenEvents('EndNoticeGiven');
  });

  it('is announced at once when a termination brings it near', () => {
    const agreed = { ground: 'AGREEMENT', effectiveOn: '2025-10-20' } as const;
    const ended = running().given(terminating(agreed), terminating({ ...agreed, by: 'SUPPLIER' }));
    const begun = ticked(ended, '2025-10-20 00:01');
    expect(begun.state.status).toBe('TERMINATED');
    expect(dues(begun)).toEqual([
      'END_NOTICE 2025-10-20T15:00:00.000Z',
      'DATA_RETURN 2025-10-27T15:00:00.000Z',
      'DATA_DESTRUCTION 2025-11-03T15:00:00.000Z',
    ]);
    begun.by(personas.buyer).given(returning).by(personas.supplier).when(destroying).thenEvents('DataDestroyed');
  });

  it('of a contract that was over when it was entered here reminds nobody', () => {
    const over = { startsOn: '2024-01-01', period: { from: '2024-01-01', to: '2024-12-31' } };
    const migrated = planned().given((_, moment) =>
      migrateContract({ facts: { ...sampleContract, ...over }, projectName: '이관' }, moment),
    );
    migrated.on('2025-12-01').when(beginEndDuties).thenEvents();
  });

  it('is nothing to announce before a contract runs', () => {
    planned().when(noticing).thenRefused('CONTRACT_NOT_ACTIVE');
    planned().when(beginEndDuties).thenEvents();
  });
});
