import { systemActor } from '#common/kernel/actor.js';
import { personas } from '#testing/personas.js';
import { proves } from '#testing/proves.js';
import { toldBy } from '#testing/told.js';
import { negotiated } from '../../testing/contract-steps.js';
import { amending, running, signingAmendment } from '../../testing/running.js';
import { contractType } from '../contract.type.js';
import {
  correctUsage,
  formOf,
  registeredUse,
  registerUsage,
  remindOfRegistration,
  unregisteredOn,
  type UsageInput,
} from './registering.js';
import { rescindContract } from './rescinding.js';
import { nextTick, tick } from './ticking.js';
import type { ContractState } from './contract.state.js';

type Moment = Parameters<typeof registerUsage>[2];
const use: UsageInput = { projectName: '문서 자동화 도입', actualUser: '수요기관 1', supportProgramme: false };
const registering =
  (changed: Partial<UsageInput> = {}) =>
  (contract: ContractState, moment: Moment) =>
    registerUsage(contract, { ...use, ...changed }, moment);
const correcting =
  (changed: Partial<UsageInput> = {}) =>
  (contract: ContractState, moment: Moment) =>
    correctUsage(contract, { ...use, ...changed, reason: '오기' }, moment);

describe('The registration of the use', () => {
  const signed = negotiated('signed');

  it(
    '§5.5: has the fields of the form, by the terms that hold',
    proves({ '11.4/usage-registered': registerUsage, '5.5/form': formOf, '5.5/terms-in-force': registerUsage }),
    () => {
      const form = {
        contractNo: 'NC-2025-018F6F2A0000',
        projectName: '문서 자동화 도입',
        concludedOn: '2025-10-17',
        period: { from: '2025-10-20', to: '2026-10-19' },
        amount: 10_800_000,
        actualUser: '수요기관 1',
        userType: 'STATE',
        services: [{ item: '표준형', unit: '월', quantity: 12, amount: 10_800_000 }],
        supportProgramme: false,
      };
      signed.when(registering()).thenEvents({ type: 'UsageRegistered', data: form });
      const amended = running().given(amending(), signingAmendment('SUPPLIER'), signingAmendment('INSTITUTION', 2));
      amended.when(registering({ userType: 'LOCAL', supportProgramme: true })).thenEvents({
        type: 'UsageRegistered',
        data: { userType: 'LOCAL', supportProgramme: true, period: { to: '2026-12-31' } },
      });
    },
  );

  it('FX-10: has a topic where one is stated, until a correction leaves it out', () => {
    const topicOf = ({ state }: typeof signed): unknown => state.registration?.useTopic;
    expect(topicOf(signed.given(registering()))).toBeUndefined();
    const registered = signed.given(registering({ useTopic: 'DOCUMENT' }));
    expect(registered.decided).toMatchObject([{ data: { useTopic: 'DOCUMENT' } }]);
    expect(topicOf(registered)).toBe('DOCUMENT');
    expect(registeredUse(registered.state, registered.state.registration!).useTopic).toBe('DOCUMENT');
    const corrected = registered.given(correcting({ useTopic: 'MAIL' }));
    expect(topicOf(corrected)).toBe('MAIL');
    expect(topicOf(corrected.given(correcting()))).toBeUndefined();
  });

  it(
    '§11.4: is corrected with a reason, as often as it is wrong',
    proves({ '11.4/usage-corrected': correctUsage }),
    () => {
      signed.when(correcting()).thenRefused('USAGE_NOT_REGISTERED');
      const registered = signed.on('2025-10-31').given(registering());
      const once = registered
        .on('2025-11-20')
        .when(correcting({ actualUser: '수요기관 2' }))
        .thenEvents({
          type: 'UsageCorrected',
          data: { correctionNo: 1, correctedOn: '2025-11-20', registeredOn: '2025-10-31', actualUser: '수요기관 2' },
          reason: '오기',
        });
      expect(once.state.registration).toMatchObject({ status: 'CORRECTED', corrections: 1, actualUser: '수요기관 2' });
      once.when(correcting()).thenEvents({ type: 'UsageCorrected', data: { correctionNo: 2 } });
      once.when(registering()).thenRefused('USAGE_REGISTERED');
      expect(nextTick(once.state)?.toISOString()).toBe('2025-10-19T15:00:00.000Z');
      negotiated('drafted').when(correcting()).thenRefused('CONTRACT_NOT_CONCLUDED');
    },
  );

  it(
    '§5.5: is reminded of every month while it is overdue, and no month twice',
    proves({ '5.5/reminder': remindOfRegistration }),
    () => {
      const timers = signed.by(systemActor('timers'));
      timers.on('2025-12-10 23:59').when(remindOfRegistration).thenEvents();
      const overdue = timers.on('2025-11-11 00:00').given(tick);
      expect(overdue.state.registration?.status).toBe('OVERDUE');
      overdue.on('2025-12-10 23:59').when(remindOfRegistration).thenEvents();
      const once = overdue.on('2025-12-11 00:00').given(remindOfRegistration);
      expect(once.decided).toEqual([{ type: 'RegistrationReminded', data: { remindedOn: '2025-12-10' } }]);
      once.when(remindOfRegistration).thenEvents();
      once
        .on('2026-03-11 00:00')
        .when(remindOfRegistration)
        .thenEvents({ type: 'RegistrationReminded', data: { remindedOn: '2026-03-10' } })
        .when(remindOfRegistration)
        .thenEvents();
      const [notice] = toldBy(contractType, once, 'RegistrationReminded');
      expect([notice?.reason, notice?.to, notice?.once]).toEqual([
        'REGISTRATION_OVERDUE',
        'INSTITUTION@1000001',
        '2025-12-10',
      ]);
      const registered = once.by(personas.buyer).given(registering());
      registered.on('2026-06-11 00:00').when(remindOfRegistration).thenEvents();
    },
  );
});

describe('§6.5: a contract whose use is not registered', () => {
  const signed = negotiated('signed');
  const on = (contract: typeof signed, day: string) => unregisteredOn(contract.state, day);

  it('is one from the day of its conclusion', proves({ '6.5/unregistered': unregisteredOn }), () => {
    expect(on(signed, '2025-10-16')).toBeUndefined();
    expect(on(signed, '2025-10-17')).toMatchObject({ facts: { concludedOn: '2025-10-17' }, overdue: false });
    expect(on(negotiated('drafted'), '2025-12-31')).toBeUndefined();
  });

  it(
    'is one until the day before its registration, asked later too',
    proves({ '6.5/unregistered': unregisteredOn }),
    () => {
      const registered = signed.on('2025-11-05').given(registering());
      expect(on(registered, '2025-11-04')).toMatchObject({ registration: { registeredOn: '2025-11-05' } });
      expect(on(registered, '2025-11-05')).toBeUndefined();
      expect(on(registered, '2025-11-06')).toBeUndefined();
    },
  );

  it('is overdue from the day after its last day', proves({ '6.5/unregistered': unregisteredOn }), () => {
    expect(on(signed, '2025-11-10')?.overdue).toBe(false);
    expect(on(signed, '2025-11-11')?.overdue).toBe(true);
  });

  it('is none from the day on which it was rescinded', proves({ '6.5/unregistered': unregisteredOn }), () => {
    const rescinded = signed
      .on('2025-10-19')
      .given((contract, moment) => rescindContract(contract, { reason: '필요 소멸' }, moment));
    expect(on(rescinded, '2025-10-18')).toEqual({ facts: rescinded.state.concluded, overdue: false });
    expect(on(rescinded, '2025-10-19')).toBeUndefined();
    expect(on(rescinded, '2025-10-20')).toBeUndefined();
  });
});
