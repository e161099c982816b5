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
import { addAgendaItem, removeFromAgenda } from './setting-agenda.js';

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
