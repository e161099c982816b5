import { bound, byChair, caseNo, inOffice, noticed, opened, presidency } from '../testing/session.steps.js';
import { recordAttendance } from './attending.js';
import { deliberate, openSession } from './sitting.js';

describe('presiding', () => {
  it('is for the chair; for the acting chair only while the chair is away or recused on the item', () => {
    const taking = (by: string) => bound(deliberate, { by, presidency, item: 1 });
    const present = opened(noticed(caseNo(1)), 14);
    present.when(taking('member-1')).thenRefused('FORBIDDEN');
    present.when(taking('member-2')).thenRefused('FORBIDDEN');
    const recused = opened(noticed(caseNo(1)), 14, ['chair']);
    recused.when(taking('chair')).thenRefused('FORBIDDEN');
    recused.when(taking('member-1')).thenEvents('DeliberationStarted');
    present
      .on('2025-09-19 15:00')
      .given(bound(recordAttendance, { memberId: 'chair', to: '2025-09-19T06:00:00Z' }))
      .when(taking('member-1'))
      .thenEvents('DeliberationStarted');
  });

  it('opens on the day only', () => {
    const opening = bound(openSession, { ...byChair, inOffice });
    const session = noticed(caseNo(1));
    session.when(opening).thenRefused('NOT_SESSION_DAY');
    session.when(bound(recordAttendance, { memberId: 'chair' })).thenRefused('NOT_SESSION_DAY');
    session.on('2025-09-20 10:00').when(opening).thenRefused('NOT_SESSION_DAY');
  });
});
