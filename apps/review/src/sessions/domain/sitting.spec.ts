import { bound, byChair, caseNo, inOffice, noticed, opened, presidency } from '../testing/session.steps.js';
import { recordAttendance } from './attending.js';
import { deliberate, openSession, openVoting } from './sitting.js';

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

describe('An item whose supplier is debarred on the session day (부정당업자)', () => {
  const debarment = { from: '2025-09-19', to: '2026-03-18', ground: 'COLLUSION' };
  const deliberating = opened(noticed(caseNo(1)), 14).given(bound(deliberate, { ...byChair, item: 1 }));
  const opening = (known: object) => bound(openVoting, { ...byChair, item: 1, ...known });

  it('§3.5: is voted on once the chair has been shown it, and keeps what was shown', () => {
    deliberating.when(opening({ debarment })).thenRefused('DEBARMENT_UNSEEN');
    deliberating.when(opening({ debarment, debarmentSeen: false })).thenRefused('DEBARMENT_UNSEEN');
    const voting = deliberating.when(opening({ debarment, debarmentSeen: true })).thenEvents('VotingOpened');
    expect(voting.state.agenda[0]).toMatchObject({ status: 'VOTING', debarment });
  });

  it('keeps nothing where there was nothing to be seen', () => {
    const voting = deliberating.when(opening({ debarmentSeen: true })).thenEvents('VotingOpened');
    expect(voting.state.agenda[0]).not.toHaveProperty('debarment');
  });
});
