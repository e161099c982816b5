import { proves } from '#testing/proves.js';
import { waitsIn } from '#testing/told.js';
import {
  accepting,
  ACCEPTOR,
  active,
  disputing,
  extending,
  fixing,
  inspecting,
  statementIn,
  stating,
} from '../../testing/performance-steps.js';
import { contractType } from '../contract.type.js';
import { extendInspection, inspect, notifyFix } from './inspecting.js';

const submitted = () => active().on('2025-11-20').given(stating());

describe('The inspection of a statement', () => {
  it(
    '§5.6: is due fourteen days after the statement, and seven days later once',
    proves({ '11.4/inspection': extendInspection }),
    () => {
      expect(statementIn(submitted())?.inspection).toMatchObject({
        status: 'OPEN',
        due: { dueAt: '2025-12-04T15:00:00.000Z' },
      });
      const extended = submitted().given(extending());
      expect(statementIn(extended)?.inspection).toMatchObject({
        isExtended: true,
        due: { dueAt: '2025-12-11T15:00:00.000Z' },
      });
      extended.when(extending()).thenRefused('INSPECTION_EXTENDED');
      submitted().on('2025-12-04 23:59').when(extending()).thenEvents('InspectionExtended');
      submitted().on('2025-12-05').when(extending()).thenRefused('INSPECTION_OVERDUE');
    },
  );

  it('waits in the work list until its day, and is told when it is overdue', () => {
    expect(waitsIn(contractType, submitted())).toContain('INSPECT 1 INSTITUTION@1000001 2025-12-04T15:00:00.000Z');
    expect(waitsIn(contractType, submitted().given(inspecting())).join()).not.toContain('INSPECT');
  });

  it('starts again from the notice that what failed is mended', proves({ '11.4/inspection': notifyFix }), () => {
    submitted()
      .when(inspecting({ result: 'FAILED' }))
      .thenRefused('FINDINGS_MISSING');
    const failed = submitted().given(extending(), inspecting({ result: 'FAILED', findings: '응답이 느리다' }));
    expect(statementIn(failed)?.inspection).toMatchObject({ status: 'FAILED', findings: '응답이 느리다' });
    expect(waitsIn(contractType, failed).join()).toContain('NOTIFY_FIX 1 SUPPLIER@1234567890');
    failed.when(inspecting()).thenRefused('INSPECTION_STATUS');
    const fixed = failed.on('2025-12-08').given(fixing());
    expect(statementIn(fixed)?.inspection).toMatchObject({
      status: 'OPEN',
      isExtended: false,
      due: { dueAt: '2025-12-22T15:00:00.000Z' },
    });
    expect(statementIn(fixed.given(inspecting()))?.inspection.findings).toBeUndefined();
    fixed.when(fixing()).thenRefused('INSPECTION_STATUS');
  });

  it(
    '§11.4: is by another person than the one who accepted, but with a reason',
    proves({ '11.4/inspection': inspect }),
    () => {
      const accepted = submitted().given(accepting());
      accepted.when(inspecting({ by: ACCEPTOR })).thenRefused('OWN_WORK');
      accepted
        .when(inspecting({ by: ACCEPTOR, soleOfficerReason: '1인 기관' }))
        .thenEvents({ type: 'InspectionPassed', reason: '1인 기관' });
      accepted.when(inspecting()).thenEvents('InspectionPassed');
    },
  );

  it('waits while the statement is disputed', () => {
    submitted().given(disputing()).when(inspecting()).thenRefused('STATEMENT_STATUS');
    submitted()
      .when(inspecting({ statementNo: 2 }))
      .thenRefused('NOT_FOUND');
  });
});
