import { proves } from '#testing/proves.js';
import {
  bound,
  byChair,
  caseNo,
  counted,
  inOffice,
  itemIn,
  nothing,
  notice,
  noticed,
  opened,
  planned,
  voted,
  votesOf,
  votingOn,
} from '../testing/session.steps.js';
import { sessionType } from '../session.type.js';
import {
  addAgendaItem,
  noteExamination,
  removeFromAgenda,
  removeUnexamined,
  takeOffAgenda,
  unexaminedDueAt,
} from './setting-agenda.js';
import { adjournSession, noticeSession, planSession } from './convening.js';
import { deferItem, deliberate } from './sitting.js';

describe('the agenda', () => {
  it(
    'takes examined cases accepted by the cut-off until it freezes',
    proves({ '11.2/case-on-agenda': addAgendaItem }),
    () => {
      const adding = (...of: Parameters<typeof caseNo>) => bound(addAgendaItem, caseNo(...of));
      planned.when(adding(1, { ready: false })).thenRefused('CASE_NOT_READY');
      planned.when(adding(1, { acceptedOn: '2025-09-01' })).thenRefused('AFTER_CUT_OFF');
      const session = planned.given(adding(1, { acceptedOn: '2025-08-29' }));
      session.when(adding(1)).thenRefused('CASE_ON_AGENDA');
      session.on('2025-09-17 17:59').when(adding(2)).thenEvents('AgendaItemAdded');
      session.on('2025-09-17 18:00').when(adding(2)).thenRefused('AGENDA_FROZEN');
    },
  );

  it(
    'lets a withdrawn case go until its item is counted',
    proves({ '11.2/item-carried': removeFromAgenda, '11.5/race-withdrawal': removeFromAgenda }),
    () => {
      const voting = voted(votingOn(opened(noticed(caseNo(1), caseNo(2)), 14), 1), 1, ...votesOf(8, 6));
      const removed = voting.when(bound(removeFromAgenda, caseNo(1).caseId)).thenEvents('AgendaItemReleased');
      expect(itemIn(removed, 1)).toMatchObject({ status: 'REMOVED', votes: [] });
      const refused = counted(voted(votingOn(removed, 2), 2, ...votesOf(8, 6)), 2)
        .when(bound(removeFromAgenda, caseNo(2).caseId))
        .thenEvents('AgendaRemovalRefused');
      expect(itemIn(refused, 2).status).toBe('SELECTED');
    },
  );
});

describe('an item', () => {
  const off = (item: number) => bound(takeOffAgenda, { item, reason: '자료 보완' });

  it('is what the case says of it, in the order of its coming', () => {
    const two = planned
      .given(bound(addAgendaItem, caseNo(1)))
      .when(
        bound(addAgendaItem, caseNo(2, { kind: 'OBJECTION', barred: ['member-1'], barringLifted: true, deferrals: 1 })),
      );
    const added = two.thenEvents({
      type: 'AgendaItemAdded',
      data: { sessionNo: 62, item: 2, caseId: caseNo(2).caseId },
    });
    const { ready: _, ...known } = caseNo(2);
    expect(itemIn(added, 2)).toEqual({
      ...known,
      item: 2,
      kind: 'OBJECTION',
      barred: ['member-1'],
      barringLifted: true,
      deferrals: 1,
      addedAt: '2025-09-01T01:00:00.000Z',
      status: 'PENDING',
      cleared: [],
      recusals: [],
      ballots: [],
      votes: [],
      reasons: [],
    });
    expect(itemIn(added, 1)).toMatchObject({ kind: 'SERVICE', barred: [] });
    expect(itemIn(added, 1)).not.toHaveProperty('barringLifted');
  });

  it('comes and goes while the agenda is open: never twice, and again once it was removed', () => {
    const one = planned.given(bound(addAgendaItem, caseNo(1)));
    planned.when(off(1)).thenRefused('NOT_FOUND');
    const gone = one.when(off(1)).thenEvents({ type: 'ItemTakenOff', reason: '자료 보완' }, 'AgendaItemReleased');
    gone.when(off(1)).thenRefused('ITEM_NOT_PENDING');
    const back = gone.given(bound(addAgendaItem, caseNo(1)));
    expect(back.state.agenda.map(({ item, status }) => [item, status])).toEqual([
      [1, 'REMOVED'],
      [2, 'PENDING'],
    ]);
    const open = opened(noticed(caseNo(1)), 14);
    open.when(bound(addAgendaItem, caseNo(2))).thenRefused('AGENDA_CLOSED');
    open.when(off(1)).thenRefused('AGENDA_CLOSED');
    noticed(caseNo(1)).on('2025-09-17 17:59').when(off(1)).thenEvents('ItemTakenOff', 'AgendaItemReleased');
    noticed(caseNo(1)).on('2025-09-17 18:00').when(off(1)).thenRefused('AGENDA_FROZEN');
  });

  it('is held to the cut-off again when an urgent session is convened anew in the ordinary way', () => {
    const plan = { sessionId: 's', no: 62, lastNo: 61, on: '2025-09-02', plannedBy: 'c' };
    const urgent = nothing.given((_, moment) =>
      planSession({ ...plan, dateReason: '긴급', urgentReason: '긴급' }, moment),
    );
    const late = bound(addAgendaItem, caseNo(2, { acceptedOn: '2025-09-01' }));
    urgent.when(late).thenEvents('AgendaItemAdded');
    const again = urgent
      .given(bound(noticeSession, notice))
      .on('2025-09-02 14:00')
      .given(bound(adjournSession, inOffice))
      .given(bound(noticeSession, { ...notice, on: '2025-09-19' }));
    again.when(late).thenRefused('AFTER_CUT_OFF');
    again.when(bound(addAgendaItem, caseNo(2))).thenEvents('AgendaItemAdded');
  });

  it('that an adjournment carried is taken off before the session is convened again', () => {
    const carried = noticed(caseNo(1)).on('2025-09-19 14:00').given(bound(adjournSession, inOffice));
    expect(itemIn(carried.given(off(1)), 1).status).toBe('REMOVED');
  });

  it('of a case that withdraws goes whether it is pending, carried or deferred; of another it stays', () => {
    const leaving = (n: number) => bound(removeFromAgenda, caseNo(n).caseId);
    planned.when(leaving(1)).thenEvents();
    const pending = noticed(caseNo(1), caseNo(2));
    pending.when(leaving(1)).thenEvents({ type: 'AgendaItemReleased', data: { item: 1, why: 'REMOVED' } });
    pending.given(leaving(1)).when(leaving(1)).thenEvents();
    const carried = pending.on('2025-09-19 14:00').given(bound(adjournSession, inOffice));
    carried.when(leaving(2)).thenEvents({ type: 'AgendaItemReleased', data: { item: 2 } });
    const deferral = { ...byChair, item: 1, reason: '자료 부족', requests: ['재무제표'] };
    const deferred = opened(pending, 14).given(bound(deliberate, { ...byChair, item: 1 }), bound(deferItem, deferral));
    const left = deferred.when(leaving(1)).thenEvents('AgendaItemReleased');
    // What the minutes are to record stays.
    expect(itemIn(left, 1).status).toBe('DEFERRED');
    // The newest item of a case is meant.
    const again = planned.given(bound(addAgendaItem, caseNo(1)), off(1), bound(addAgendaItem, caseNo(1)));
    again.when(leaving(1)).thenEvents({ type: 'AgendaItemReleased', data: { item: 2 } });
  });
});

describe('an item whose examination was reopened', () => {
  const noting = (isComplete: boolean) => bound(noteExamination, { caseId: caseNo(1).caseId, isComplete });
  const lacking = noticed(caseNo(1), caseNo(2)).given(noting(false));

  it('leaves the agenda at the freeze, and the others stay', proves({ 'R-03': removeUnexamined }), () => {
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

  it('is noted once, of a case that is on the agenda', () => {
    lacking.when(noting(false)).thenEvents();
    noticed(caseNo(1)).when(noting(true)).thenEvents();
    planned.when(noting(false)).thenEvents();
    noticed(caseNo(1))
      .given(bound(removeFromAgenda, caseNo(1).caseId))
      .when(noting(false))
      .thenEvents();
    noticed(caseNo(1))
      .when(noting(false))
      .thenEvents({ type: 'ItemExaminationNoted', data: { item: 1, isComplete: false } });
  });

  it('waits through an adjournment, and goes at the freeze of the next convocation', () => {
    const adjourned = noticed(caseNo(1)).on('2025-09-19 14:00').given(bound(adjournSession, inOffice));
    const carried = adjourned.when(noting(false)).thenEvents('ItemExaminationNoted');
    expect(unexaminedDueAt(carried.state)).toBeUndefined();
    carried.on('2025-09-25').when(removeUnexamined).thenEvents();
    const again = carried.on('2025-09-20').given(bound(noticeSession, { ...notice, on: '2025-10-17' }));
    expect(unexaminedDueAt(again.state)?.toISOString()).toBe('2025-10-15T09:00:00.000Z');
    again.on('2025-10-15 18:00').when(removeUnexamined).thenEvents('AgendaItemReleased');
  });

  it('goes when the committee sits, and keeps what it has decided', () => {
    const sitting = opened(noticed(caseNo(1), caseNo(2)), 14);
    const gone = sitting.when(noting(false)).thenEvents('ItemExaminationNoted', 'AgendaItemReleased');
    gone.when(removeUnexamined).thenEvents();
    const complete = lacking.on('2025-09-18').given(noting(true));
    complete.when(removeUnexamined).thenEvents();
  });
});
