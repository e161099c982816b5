import type { Decide } from '#testing/specification.js';
import { waitsIn } from '#testing/told.js';
import { proves } from '#testing/proves.js';
import { drafting, negotiated, planned, stating } from '../../testing/contract-steps.js';
import { contractType } from '../contract.type.js';
import { ensureConsulted, recordPreConsultation } from './consulting.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState, PreConsultation } from './contract.state.js';

describe('The pre-consultation of an information project', () => {
  const project = planned({ need: { informationProject: true } });
  const result: PreConsultation = { kind: 'CONSULTED', referenceNo: '사전협의-2025-17', decidedOn: '2025-10-15' };
  const recording =
    (changed: Partial<PreConsultation> = {}): Decide<ContractState, ContractEvent> =>
    (contract, moment) =>
      recordPreConsultation(contract, { ...result, ...changed }, moment);
  const chosen = negotiated('chosen', project).on('2025-10-15');

  it('§5.2: is there before either party states terms', proves({ '5.2/pre-consultation': ensureConsulted }), () => {
    chosen.when(stating('INSTITUTION')).thenRefused('PRE_CONSULTATION_MISSING');
    chosen.when(stating('SUPPLIER')).thenRefused('PRE_CONSULTATION_MISSING');
    const agreed = chosen.given(recording(), stating('INSTITUTION'), stating('SUPPLIER'));
    expect(agreed.state).toMatchObject({ status: 'DRAFTED', preConsultation: result });
  });

  it('§5.2: is asked of no other contract', proves({ '5.2/pre-consultation': ensureConsulted }), () => {
    for (const informationProject of [undefined, false]) {
      const other = planned({ need: informationProject === undefined ? {} : { informationProject } });
      negotiated('chosen', other).on('2025-10-15').when(stating('INSTITUTION')).thenEvents('TermsStated');
    }
  });

  it(
    '§5.2: is of today or before, and recorded until the terms are agreed',
    proves({ '5.2/pre-consultation': recordPreConsultation }),
    () => {
      chosen.when(recording({ decidedOn: '2025-10-16' })).thenRefused('PRE_CONSULTATION_DAY');
      for (const stage of ['quoting', 'quoted', 'chosen'] as const)
        negotiated(stage, project)
          .when(recording({ decidedOn: '2025-09-29' }))
          .thenEvents('PreConsultationRecorded');
      project.when(recording({ decidedOn: '2025-09-29' })).thenEvents('PreConsultationRecorded');
      const agreed = chosen.given(recording(), stating('INSTITUTION'), stating('SUPPLIER'));
      agreed.when(recording()).thenRefused('CONTRACT_NOT_NEGOTIATING');
    },
  );

  it('§5.2: is put right by another one, and stays when the terms are open again', () => {
    const put = chosen.given(recording(), recording({ kind: 'EXEMPT' }));
    expect(put.state.preConsultation).toEqual({ ...result, kind: 'EXEMPT' });
    const period = { from: '2025-10-27', to: '2026-10-19' };
    const reopened = put
      .given(stating('INSTITUTION'), stating('SUPPLIER'), drafting())
      .on('2025-10-21')
      .given(stating('INSTITUTION', { period }));
    expect(reopened.state).toMatchObject({ status: 'NEGOTIATING', preConsultation: { kind: 'EXEMPT' } });
  });

  it('§5.2: waits for the institution from the need on, and raises no version that others see', () => {
    const waits = (contract: typeof project) => waitsIn(contractType, contract).join();
    expect(waits(project)).toMatch(/^RECORD_PRE_CONSULTATION INSTITUTION@/);
    expect(waits(chosen)).toContain('RECORD_PRE_CONSULTATION');
    const recorded = chosen.given(recording());
    expect(waits(recorded)).not.toContain('RECORD_PRE_CONSULTATION');
    expect(recorded.state.versions).toEqual(chosen.state.versions);
  });
});
