import {
  bound,
  caseNo,
  counted,
  itemIn,
  noticed,
  opened,
  planned,
  voted,
  votesOf,
  votingOn,
} from '../testing/session.steps.js';
import { sessionType } from '../session.type.js';
import { addAgendaItem, noteExamination, removeFromAgenda, removeUnexamined } from './setting-agenda.js';

describe('the agenda', () => {
  it('takes examined cases accepted by the cut-off until it freezes', () => {
    const adding = (...of: Parameters<typeof caseNo>) => bound(addAgendaItem, caseNo(...of));
    planned.when(adding(1, { ready: false })).thenRefused('CASE_NOT_READY');
    planned.when(adding(1, { acceptedOn: '2025-09-01' })).thenRefused('AFTER_CUT_OFF');
    const session = planned.given(adding(1, { acceptedOn: '2025-08-29' }));
    session.when(adding(1)).thenRefused('CASE_ON_AGENDA');
    session.on('2025-09-17 17:59').when(adding(2)).thenEvents('AgendaItemAdded');
    session.on('2025-09-17 18:00').when(adding(2)).thenRefused('AGENDA_FROZEN');
  });

  it('lets a withdrawn case go until its item is counted', () => {
    const voting = voted(votingOn(opened(noticed(caseNo(1), caseNo(2)), 14), 1), 1, ...votesOf(8, 6));
    const removed = voting.when(bound(removeFromAgenda, caseNo(1).caseId)).thenEvents('AgendaItemReleased');
    expect(itemIn(removed, 1)).toMatchObject({ status: 'REMOVED', votes: [] });
    const refused = counted(voted(votingOn(removed, 2), 2, ...votesOf(8, 6)), 2)
      .when(bound(removeFromAgenda, caseNo(2).caseId))
      .thenEvents('AgendaRemovalRefused');
    expect(itemIn(refused, 2).status).toBe('SELECTED');
  });
});

describe('an item whose examination was reopened', () => {
  const noting = (isComplete: boolean) => bound(noteExamination, { caseId: caseNo(1).caseId, isComplete });
  const lacking = noticed(caseNo(1), caseNo(2)).given(noting(false));

  it('leaves the agenda at the freeze, and the others stay', () => {
    expect(itemIn(lacking, 1)).toMatchObject({ status: 'PENDING', lacksExamination: true });
    expect(sessionType.dueAt?.(lacking.state)?.toISOString()).toBe('2025-09-17T09:00:00.000Z');
    lacking.on('2025-09-17 17:59').when(removeUnexamined).thenEvents();
    const frozen = lacking
      .on('2025-09-17 18:00')
      .when(removeUnexamined)
      .thenEvents({ type: 'AgendaItemReleased', data: { item: 1, why: 'REMOVED' } });
    expect(frozen.state.agenda.map(({ status }) => status)).toEqual(['REMOVED', 'PENDING']);
    expect(sessionType.dueAt?.(frozen.state)).toBeUndefined();
  });

  it('stays when its examination is complete by then', () => {
    const complete = lacking.when(noting(true)).thenEvents('ItemExaminationNoted').when(noting(true)).thenEvents();
    expect(sessionType.dueAt?.(complete.state)).toBeUndefined();
    complete.on('2025-09-17 18:00').when(removeUnexamined).thenEvents();
  });

  it('goes at once after the freeze, until it is counted', () => {
    noticed(caseNo(1)).on('2025-09-18').when(noting(false)).thenEvents('ItemExaminationNoted', 'AgendaItemReleased');
    const voting = voted(votingOn(opened(noticed(caseNo(1), caseNo(2)), 14), 1), 1, ...votesOf(8, 6));
    voting.when(noting(false)).thenEvents('ItemExaminationNoted', 'AgendaItemReleased');
    counted(voting, 1).when(noting(false)).thenEvents();
  });
});
