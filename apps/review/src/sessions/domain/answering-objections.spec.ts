import { PolicyTable } from '#common/kernel/policy.js';
import { proves } from '#testing/proves.js';
import { sessionType } from '../session.type.js';
import {
  bound,
  byChair,
  caseNo,
  counted,
  itemIn,
  noticed,
  opened,
  roster,
  voted,
  votesOf,
  votingOn,
  paper,
} from '../testing/session.steps.js';
import { answerObjection, barringOf } from './answering-objections.js';
import { draftMinutes } from './minuting.js';
import { closeSession, deferItem } from './sitting.js';

/** Who refused the service: the chair and ten members; nine others are in office. */
const firstVoters = roster.slice(0, 11).map(({ memberId }) => memberId);
const objection = caseNo(1, { kind: 'OBJECTION', barred: firstVoters });
const voting = votingOn(opened(noticed(objection), 20), 1);
const others = (yes: number, no: number) =>
  votesOf(11 + yes + no, 0)
    .slice(11)
    .map(([n], i) => [n, i < yes ? 'YES' : 'NO'] as const);

describe('R-44: an objection before the committee', () => {
  it('bars who refused the service, unless too few others are in office', proves({ 'R-44': barringOf }), () => {
    const policy = PolicyTable.defaults.on('2025-10-10');
    const inOffice = (count: number) => [...roster.slice(0, 11), ...roster.slice(11, 11 + count)];
    expect(barringOf(firstVoters, inOffice(3), policy)).toEqual({ barred: firstVoters });
    expect(barringOf(firstVoters, inOffice(2), policy)).toEqual({ barred: [], barringLifted: true });
    expect(barringOf([], inOffice(0), policy)).toEqual({ barred: [] });
  });

  it('counts the others only', proves({ '11.1/objection-resolved': answerObjection }), () => {
    expect(() => voted(voting, 1, [3, 'YES'])).toThrow(/MEMBER_BARRED/);
    const { tally, voters, status } = itemIn(counted(voted(voting, 1, ...others(5, 4)), 1), 1);
    expect(tally).toEqual({ eligible: 9, yes: 5, no: 4, abstain: 0 });
    expect([status, voters?.some((memberId) => firstVoters.includes(memberId))]).toEqual(['UPHELD', false]);
  });

  it(
    'that is upheld is followed by the service as a new item, with the same declarations and the same barring',
    proves({ '11.2/session-extra': answerObjection, 'R-44': answerObjection }),
    () => {
      const upheld = counted(voted(voting, 1, ...others(9, 0)), 1);
      const service = itemIn(upheld, 2);
      expect(service).toMatchObject({
        kind: 'SERVICE',
        status: 'PENDING',
        caseId: objection.caseId,
        barred: firstVoters,
      });
      expect(service.cleared).toEqual(itemIn(upheld, 1).cleared);
      expect(sessionType.claims?.(upheld.state)).toHaveLength(1);
      const selected = counted(voted(votingOn(upheld, 2), 2, ...others(6, 3)), 2);
      expect(itemIn(selected, 2)).toMatchObject({ status: 'SELECTED', tally: { eligible: 9, yes: 6, no: 3 } });
      selected.when(bound(closeSession, byChair)).thenEvents('SessionClosed');
    },
  );

  it('keeps a recused member out of the vote that follows', () => {
    const recused = votingOn(opened(noticed(objection), 20, ['member-15']), 1);
    const withoutOne = others(8, 1).filter(([n]) => n !== 15);
    const upheld = counted(voted(recused, 1, ...withoutOne), 1);
    expect(itemIn(upheld, 1).tally?.eligible).toBe(8);
    expect(itemIn(upheld, 2).recusals).toEqual([{ memberId: 'member-15', type: 'SELF_RECUSAL', ground: 'B' }]);
    expect(() => voted(votingOn(upheld, 2), 2, [15, 'YES'])).toThrow(/MEMBER_RECUSED/);
  });

  it('that is dismissed has its reasons in the minutes, and is never deferred', () => {
    voting
      .when(bound(deferItem, { ...byChair, item: 1, reason: '사유', requests: ['자료'] }))
      .thenRefused('OBJECTION_NOT_DEFERRED');
    const closed = counted(voted(voting, 1, ...others(4, 5)), 1).given(bound(closeSession, byChair));
    expect(closed.state.agenda.map(({ status }) => status)).toEqual(['DISMISSED']);
    closed.when(bound(draftMinutes, { paper, summary: '요약', items: [] })).thenRefused('REASONS_MISSING');
    const items = [{ item: 1, reasons: ['새로운 사정이 없음'] }];
    closed.when(bound(draftMinutes, { paper, summary: '요약', items })).thenEvents('MinutesDrafted');
  });

  it('waits for another session when too few are there to vote on it', () => {
    const few = counted(votingOn(opened(noticed(objection), 13), 1), 1);
    expect(itemIn(few, 1)).toMatchObject({ status: 'CARRIED', tally: { eligible: 2 } });
    few
      .when(bound(closeSession, byChair))
      .thenEvents('SessionClosed', { type: 'AgendaItemReleased', data: { item: 1 } });
  });
});
