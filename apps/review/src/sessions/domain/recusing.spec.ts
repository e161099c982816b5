import { refusalOf, type Decide } from '#testing/specification.js';
import { proves } from '#testing/proves.js';
import {
  bound,
  byChair,
  caseNo,
  counted,
  declaring,
  inOffice,
  itemIn,
  members,
  notice,
  noticed,
  opened,
  planned,
  presidency,
  roster,
  type SessionSpec,
  testBox,
  voted,
  votingOn,
} from '../testing/session.steps.js';
import { recordAttendance } from './attending.js';
import { contestExclusion, excludeMember } from './excluding.js';
import { declareConflict, type ItemDeclaration } from './recusing.js';
import { castRecusalVote, decideGroundE, openRecusalBallot, recountRecusal } from './resolving.js';
import { closeSession, deferItem, deliberate, openSession, openVoting } from './sitting.js';
import type { SessionEvent } from './session.events.js';
import type { SessionState, Vote } from './session.state.js';
import { castVote, closeVoting } from './voting.js';
import { isLinked, isRecused, mayCount } from './session.rules.js';
import { adjournSession, noticeSession } from './convening.js';
import { addAgendaItem } from './setting-agenda.js';

const SESSION = '018f6f2a-0000-7000-8000-000000000006';

/** A member votes on the recusal of another. */
const casting = (
  n: number,
  vote: Vote,
  on: { readonly item: number; readonly memberId: string },
  by: object = {},
): Decide<SessionState, SessionEvent> => {
  const voterId = n === 0 ? 'chair' : `member-${n}`;
  return bound(castRecusalVote, { ...on, voterId, by: { sub: voterId, ...by }, vote, box: testBox });
};

describe('a recused member', () => {
  it(
    'has no vote on that item, and counts to open the session',
    proves({ '11.2/item-recusal': isRecused, '3.3/recused': mayCount }),
    () => {
      const ballot = { item: 1, memberId: 'member-3', by: { sub: 'member-3' }, vote: 'YES', box: testBox } as const;
      const voting = votingOn(opened(noticed(caseNo(1)), 11, ['member-3']), 1)
        .when(bound(castVote, ballot))
        .thenRefused('MEMBER_RECUSED');
      const item = itemIn(counted(voting, 1), 1);
      expect(item.tally?.eligible).toBe(10);
      expect(item.recusals[0]).toMatchObject({ type: 'SELF_RECUSAL', ground: 'B' });
      expect(item.recusals[0]?.outAt).toBeDefined();
      expect(item.recusals[0]?.inAt).toBeDefined();
    },
  );

  it(
    'loses a vote already cast, and does not come back once the committee sits',
    proves({ '3.2/step-aside': declareConflict }),
    () => {
      const declaration = (ground: 'A' | 'NONE') =>
        bound(declareConflict, { memberId: 'member-2', by: { sub: 'member-2' }, items: [{ item: 1, ground }] });
      const session = voted(votingOn(opened(noticed(caseNo(1)), 14), 1), 1, [2, 'YES']).given(declaration('A'));
      expect(itemIn(session, 1).votes).toEqual([]);
      session.when(declaration('NONE')).thenRefused('RECUSAL_STANDS');
    },
  );

  it.each([['A'], ['B'], ['C'], ['D']] as const)(
    'steps aside on ground %s by their own declaration: no vote, and no place in the count',
    proves({ '3.2/ground-d': declareConflict, '3.2/step-aside': declareConflict }),
    (ground) => {
      const items = [{ item: 1, ground }] as const;
      const aside = votingOn(opened(noticed(caseNo(1)), 14), 1)
        .when(bound(declareConflict, { memberId: 'member-2', by: { sub: 'member-2' }, items }))
        .thenEvents({ type: 'RecusalsSettled', data: { cleared: [], recused: [{ item: 1 }] } });
      expect(itemIn(aside, 1).recusals).toMatchObject([{ memberId: 'member-2', type: 'SELF_RECUSAL', ground }]);
      const ballot = { item: 1, memberId: 'member-2', by: { sub: 'member-2' }, vote: 'YES', box: testBox } as const;
      aside.when(bound(castVote, ballot)).thenRefused('MEMBER_RECUSED');
      expect(itemIn(counted(aside, 1), 1).tally?.eligible).toBe(13);
    },
  );

  it('leaves a declaration that says nothing new on record, so that its command is known when it comes again', () => {
    const clear = declaring('member-1');
    const first = noticed(caseNo(1)).when(clear).thenEvents('RecusalsSettled');
    const second = first.when(clear).thenEvents('DeclarationRepeated');
    expect(second.state).toEqual(first.state);
  });

  it(
    'R-12: is decided by the sealed votes of the others when the case is only comparable (ground e)',
    proves({ 'R-12': decideGroundE, '11.2/item-ground-e': decideGroundE, '3.2/ground-e': decideGroundE }),
    () => {
      const on4 = { item: 1, memberId: 'member-4' };
      const deciding = bound(decideGroundE, { ...byChair, ...on4, reason: '유사 사례', box: testBox });
      const session = opened(noticed(caseNo(1)), 11);
      session.when(deciding).thenRefused('RECUSAL_BALLOT_NOT_OPEN');
      const open = session.given(bound(openRecusalBallot, { ...byChair, ...on4 }));
      open.when(bound(openRecusalBallot, { ...byChair, ...on4 })).thenRefused('RECUSAL_BALLOT_OPEN');
      open.when(casting(4, 'YES', on4)).thenRefused('MEMBER_RECUSED');
      open.when(casting(15, 'YES', on4)).thenRefused('MEMBER_NOT_ELIGIBLE');
      const forged = { ...on4, voterId: 'member-5', by: { sub: 'member-6' }, vote: 'YES', box: testBox } as const;
      open.when(bound(castRecusalVote, forged)).thenRefused('FORBIDDEN');
      // Of eleven present, ten count: six make a majority, five do not.
      const cast = (yes: number) =>
        open.given(...[0, 1, 2, 3, 5, 6, 7, 8, 9, 10].map((n, i) => casting(n, i < yes ? 'YES' : 'NO', on4)));
      const resolved = cast(6).given(deciding);
      expect(itemIn(resolved, 1).recusals).toEqual([
        expect.objectContaining({ memberId: 'member-4', type: 'COMMITTEE_RESOLUTION', ground: 'E' }),
      ]);
      expect(itemIn(resolved, 1).ballots).toMatchObject([
        { n: 1, votes: [], decided: { recused: true, tally: { eligible: 10, yes: 6, no: 4, abstain: 0 } } },
      ]);
      expect(itemIn(cast(5).given(deciding), 1).recusals).toEqual([]);
      // Lifted by another ballot.
      const again = resolved
        .given(bound(openRecusalBallot, { ...byChair, ...on4 }), casting(1, 'NO', on4))
        .given(deciding);
      expect(itemIn(again, 1)).toMatchObject({
        recusals: [],
        cleared: expect.arrayContaining(['member-4']) as unknown,
      });
    },
  );

  it(
    'R-12: has its ballot recounted by the auditor, from sealed votes of one length',
    proves({ 'R-12': recountRecusal }),
    () => {
      const on4 = { item: 1, memberId: 'member-4' };
      const { history } = opened(noticed(caseNo(1)), 11)
        .given(bound(openRecusalBallot, { ...byChair, ...on4 }))
        .given(casting(0, 'YES', on4), casting(1, 'NO', on4), casting(1, 'YES', on4), casting(2, 'ABSTAIN', on4))
        .given(bound(decideGroundE, { ...byChair, ...on4, reason: '유사 사례', box: testBox }));
      const tally = { eligible: 10, yes: 2, no: 0, abstain: 1 };
      const counted1 = { ...on4, subject: 'GROUND_E', recorded: tally, recounted: tally, agrees: true };
      expect(recountRecusal(history, on4, testBox)).toEqual(counted1);
      expect(recountRecusal(history, { ...on4, memberId: 'member-5' }, testBox)).toBeUndefined();
      expect(JSON.stringify(history)).not.toMatch(/"(YES|NO|ABSTAIN)"/);
      const sealed = history.flatMap(({ type, data }) => (type === 'RecusalVoteCast' ? [data.sealed ?? ''] : []));
      expect(new Set(sealed.map(({ length }) => length)).size).toBe(1);
      // A vote of this ballot opens in no other one, nor on the item itself.
      const place = { sessionId: SESSION, item: 1, memberId: 'chair' };
      expect(testBox.open({ ...place, ballot: 1 }, sealed[0] ?? '')).toEqual({ vote: 'YES' });
      expect(testBox.open(place, sealed[0] ?? '')).toBeUndefined();
      expect(testBox.open({ ...place, ballot: 2 }, sealed[0] ?? '')).toBeUndefined();
    },
  );

  it('R-12: is voted on before the item is', () => {
    const session = opened(noticed(caseNo(1)), 11).given(bound(deliberate, { ...byChair, item: 1 }));
    const open = session.given(bound(openRecusalBallot, { ...byChair, item: 1, memberId: 'member-4' }));
    open.when(bound(openVoting, { ...byChair, item: 1 })).thenRefused('RECUSAL_UNDECIDED');
    // A ballot that is open when the item ends lapses.
    const closed = open.given(bound(closeSession, { ...byChair, carryReason: '시간 부족' }));
    expect(itemIn(closed, 1).ballots).toEqual([]);
  });

  it(
    'opens no session before every present member has declared on each item',
    proves({ '11.2/session-opened': openSession }),
    () => {
      const opening = bound(openSession, { ...byChair, inOffice });
      const present = noticed(caseNo(1))
        .on('2025-09-19 14:00')
        .given(...members.slice(0, 11).map((memberId) => bound(recordAttendance, { memberId })))
        .given(...members.slice(0, 10).map((memberId) => declaring(memberId)));
      present
        .when(opening)
        .thenRefused('DECLARATION_MISSING')
        .given(declaring('member-10'))
        .when(opening)
        .thenEvents('SessionOpened');
    },
  );
});

describe('A declaration', () => {
  const session = noticed(caseNo(1), caseNo(2));
  const declaration = (memberId: string, items: readonly ItemDeclaration[], by: object = {}) =>
    bound(declareConflict, { memberId, by: { sub: memberId, ...by }, items });

  it('is the own one of a convened member, once for each item', () => {
    const one = { item: 1, ground: 'NONE' } as const;
    session.when(declaration('member-1', [one], { sub: 'member-2' })).thenRefused('FORBIDDEN');
    session.when(declaration('stranger', [one])).thenRefused('NOT_A_MEMBER');
    session.when(declaration('member-1', [one, { item: 1, ground: 'A' }])).thenRefused('ITEM_TWICE');
    session.when(declaration('member-1', [{ item: 3, ground: 'NONE' }])).thenRefused('NOT_FOUND');
    session.when(declaration('member-1', [{ item: 3, ground: 'A' }])).thenRefused('NOT_FOUND');
    planned
      .given(bound(addAgendaItem, caseNo(1)))
      .when(declaration('chair', [one]))
      .thenRefused('DECLARATIONS_CLOSED');
  });

  it('tells of each item what it says, and only what is news', () => {
    const both = session
      .when(
        declaration('member-1', [
          { item: 1, ground: 'NONE' },
          { item: 2, ground: 'C', note: '전 직장' },
        ]),
      )
      .thenEvents({
        type: 'RecusalsSettled',
        data: {
          memberId: 'member-1',
          cleared: [{ item: 1, caseId: caseNo(1).caseId }],
          recused: [{ item: 2, caseId: caseNo(2).caseId }],
        },
        details: { recusals: [{ item: 2, type: 'SELF_RECUSAL', ground: 'C' }], notes: [{ item: 2, note: '전 직장' }] },
      });
    expect(itemIn(both, 2).recusals).toEqual([
      { memberId: 'member-1', type: 'SELF_RECUSAL', ground: 'C', note: '전 직장' },
    ]);
    expect(itemIn(both, 1)).toMatchObject({ cleared: ['member-1'], recusals: [] });
    const again = both
      .when(
        declaration('member-1', [
          { item: 1, ground: 'NONE' },
          { item: 2, ground: 'D' },
        ]),
      )
      .thenEvents({ type: 'RecusalsSettled', data: { cleared: [], recused: [{ item: 2 }] } });
    expect(itemIn(again, 2).recusals).toEqual([{ memberId: 'member-1', type: 'SELF_RECUSAL', ground: 'D' }]);
    again.when(declaration('member-1', [{ item: 2, ground: 'D' }])).thenEvents('DeclarationRepeated');
    // Of another member the same is news.
    again.when(declaration('member-2', [{ item: 2, ground: 'D' }])).thenEvents('RecusalsSettled');
  });

  it('is taken back until the committee sits, and stands from then on', () => {
    const aside = session.given(declaration('member-12', [{ item: 1, ground: 'B' }]));
    const back = aside.when(declaration('member-12', [{ item: 1, ground: 'NONE' }])).thenEvents('RecusalsSettled');
    expect(itemIn(back, 1)).toMatchObject({ cleared: ['member-12'], recusals: [] });
    const sits = opened(aside, 11);
    sits.when(declaration('member-12', [{ item: 1, ground: 'NONE' }])).thenRefused('RECUSAL_STANDS');
    sits.when(declaration('member-13', [{ item: 1, ground: 'NONE' }])).thenEvents('RecusalsSettled');
  });

  it('takes the vote away in the ballots on others as well, and is out from then on while the item is taken up', () => {
    const on4 = { item: 1, memberId: 'member-4' };
    const balloting = opened(session, 14)
      .given(bound(deliberate, { ...byChair, item: 1 }))
      .given(bound(openRecusalBallot, { ...byChair, ...on4 }))
      .given(casting(2, 'YES', on4), casting(3, 'YES', on4));
    const aside = balloting.given(declaration('member-2', [{ item: 1, ground: 'B' }]));
    expect(itemIn(aside, 1).ballots.map(({ votes }) => votes.map(({ memberId }) => memberId))).toEqual([['member-3']]);
    expect(itemIn(aside, 1).recusals).toMatchObject([{ memberId: 'member-2', outAt: '2025-09-19T05:00:00.000Z' }]);
    const before = opened(session, 14).given(declaration('member-2', [{ item: 1, ground: 'B' }]));
    expect(itemIn(before, 1).recusals[0]).not.toHaveProperty('outAt');
  });
});

describe('A ballot on a member', () => {
  const on4 = { item: 1, memberId: 'member-4' };
  const session = opened(noticed(caseNo(1), caseNo(2, { barred: ['member-6'] })), 11, ['member-2']);
  const opening = (act: object = {}) => bound(openRecusalBallot, { ...byChair, ...on4, ...act });
  const deciding = (act: object = {}) =>
    bound(decideGroundE, { ...byChair, ...on4, reason: '사유', box: testBox, ...act });

  it('is of a convened member, on an open item, in an open session', () => {
    noticed(caseNo(1)).when(opening()).thenRefused('SESSION_NOT_OPEN');
    noticed(caseNo(1)).when(deciding()).thenRefused('SESSION_NOT_OPEN');
    noticed(caseNo(1))
      .when(casting(1, 'YES', on4))
      .thenRefused('SESSION_NOT_OPEN');
    session.when(opening({ memberId: 'stranger' })).thenRefused('NOT_A_MEMBER');
    session.when(opening({ item: 3 })).thenRefused('NOT_FOUND');
    const decided = counted(votingOn(session, 1), 1);
    decided.when(opening()).thenRefused('ITEM_DECIDED');
    session.when(opening()).thenEvents({
      type: 'RecusalBallotOpened',
      data: { item: 1, ballot: 1, memberId: 'member-4', subject: 'GROUND_E' },
    });
    // One that stands aside by a declaration of their own contests nothing.
    session.when(opening({ memberId: 'member-2' })).thenRefused('RECUSAL_STANDS');
  });

  it('is presided over by the chair, and by the acting chair when it is about the chair or the chair stands aside', () => {
    const acting = { by: 'member-1', presidency };
    session.when(opening(acting)).thenRefused('FORBIDDEN');
    session.when(opening({ memberId: 'chair' })).thenRefused('FORBIDDEN');
    session.when(opening({ ...acting, memberId: 'chair' })).thenEvents('RecusalBallotOpened');
    const aside = opened(noticed(caseNo(1)), 11, ['chair']);
    aside.when(opening()).thenRefused('FORBIDDEN');
    aside.when(opening(acting)).thenEvents('RecusalBallotOpened');
  });

  it('counts who is there and neither recused nor barred, and no other ballot', () => {
    const onTwo = { item: 2, memberId: 'member-4' };
    const open = session.given(opening(onTwo), opening({ ...onTwo, memberId: 'member-5' }));
    const first = itemIn(open, 2).ballots;
    expect(first.map(({ n, memberId }) => [n, memberId])).toEqual([
      [1, 'member-4'],
      [2, 'member-5'],
    ]);
    open.when(casting(6, 'YES', onTwo)).thenRefused('MEMBER_NOT_ELIGIBLE');
    const cast = open.given(casting(1, 'NO', onTwo), casting(1, 'YES', { ...onTwo, memberId: 'member-5' }));
    expect(itemIn(cast, 2).ballots.map(({ votes }) => votes.length)).toEqual([1, 1]);
    const resolved = cast.when(deciding(onTwo)).thenEvents({
      type: 'RecusalResolved',
      // Eleven are there; the member concerned and the barred one do not count.
      data: {
        item: 2,
        ballot: 1,
        subject: 'GROUND_E',
        recused: false,
        tally: { eligible: 9, yes: 0, no: 1, abstain: 0 },
      },
      reason: '사유',
    });
    expect(itemIn(resolved, 2).ballots).toMatchObject([
      { n: 1, votes: [], decided: { recused: false, reason: '사유' } },
      { n: 2, votes: [{ memberId: 'member-1' }] },
    ]);
  });

  it('has its vote cast by those whose term has not ended, and counts a vote of before', () => {
    const ending = roster.map((one) => (one.memberId === 'member-10' ? { ...one, termTo: '2025-09-19' } : one));
    const convened = planned
      .given(bound(addAgendaItem, caseNo(1)))
      .on('2025-09-11 10:00')
      .given(bound(noticeSession, { ...notice, inOffice: () => ending }));
    const open = opened(convened, 11, [], () => ending).given(opening());
    open
      .on('2025-09-20 00:00')
      .when(casting(10, 'YES', on4))
      .thenRefused('MEMBER_NOT_ELIGIBLE');
    const cast = open
      .when(casting(10, 'YES', on4))
      .thenEvents('RecusalVoteCast')
      .on('2025-09-20 00:00');
    cast.when(deciding()).thenEvents({ type: 'RecusalResolved', data: { tally: { eligible: 10, yes: 1 } } });
    open
      .on('2025-09-20 00:00')
      .when(deciding())
      .thenEvents({ type: 'RecusalResolved', data: { tally: { eligible: 9 } } });
  });

  it('is counted again by its last count, in which another ballot has no part', () => {
    const voters = [0, 1, 3, 5, 6, 7] as const;
    const twice = session
      .given(opening(), ...voters.map((n) => casting(n, 'YES', on4)))
      .given(deciding())
      .given(opening({ memberId: 'member-5' }), casting(1, 'YES', { item: 1, memberId: 'member-5' }))
      .given(deciding({ memberId: 'member-5' }))
      .given(opening(), casting(1, 'NO', on4))
      .given(deciding());
    const last = { eligible: 9, yes: 0, no: 1, abstain: 0 };
    expect(recountRecusal(twice.history, on4, testBox)).toMatchObject({
      recorded: last,
      recounted: last,
      agrees: true,
    });
    expect(recountRecusal(twice.history, { item: 2, memberId: 'member-4' }, testBox)).toBeUndefined();
    expect(itemIn(twice, 1).cleared).toContain('member-4');
    const forged = twice.history.map((event) =>
      event.type === 'RecusalResolved' && event.data.ballot === 3
        ? { ...event, data: { ...event.data, tally: { ...last, yes: 1, no: 0 } } }
        : event,
    );
    expect(recountRecusal(forged, on4, testBox)).toMatchObject({
      recorded: { yes: 1 },
      recounted: last,
      agrees: false,
    });
  });
});

describe('R-05: an excluded member (제척)', () => {
  const on3 = { item: 1, memberId: 'member-3' };
  const exclusion = { ...on3, ground: 'B', evidence: '2024년 용역 계약서', by: 'SECRETARY' } as const;
  const excluding = bound(excludeMember, exclusion);
  const contest = { ...on3, by: { sub: 'member-3' }, reason: '하도급에 참여하지 않았다' };
  const contesting: Decide<SessionState, SessionEvent> = (state) => contestExclusion(state, contest);

  it(
    'is out at once, a vote already cast included, whatever they declared',
    proves({ 'R-05': excludeMember, '11.2/item-recusal': excludeMember }),
    () => {
      const voting = voted(votingOn(opened(noticed(caseNo(1)), 14), 1), 1, [3, 'YES']);
      const excluded = voting.when(excluding).thenEvents({
        type: 'RecusalsSettled',
        data: { memberId: 'member-3', recused: [{ item: 1 }], cleared: [] },
      });
      expect(itemIn(excluded, 1)).toMatchObject({
        votes: [],
        recusals: [{ memberId: 'member-3', type: 'EXCLUSION', ground: 'B', note: exclusion.evidence }],
      });
      expect(itemIn(counted(excluded, 1), 1).tally).toMatchObject({ eligible: 13 });
      const ballot = { item: 1, memberId: 'member-3', by: { sub: 'member-3' }, vote: 'YES', box: testBox } as const;
      excluded.when(bound(castVote, ballot)).thenRefused('MEMBER_RECUSED');
      excluded.when(excluding).thenRefused('RECUSAL_STANDS');
    },
  );

  it('is recorded by the secretary or by who presides, who is neither concerned nor recused', () => {
    const session = opened(noticed(caseNo(1)), 14, ['member-2']);
    const by = (sub: string, org?: string) =>
      bound(excludeMember, { ...exclusion, by: { by: sub, presidency, ...(org !== undefined && { org }) } });
    session.when(by('chair')).thenEvents('RecusalsSettled');
    session.when(by('member-1')).thenRefused('FORBIDDEN');
    session.when(by('chair', caseNo(1).supplier)).thenRefused('MEMBER_EXCLUDED');
    const ofChair = { ...exclusion, memberId: 'chair', by: { by: 'chair', presidency } };
    session.when(bound(excludeMember, ofChair)).thenRefused('FORBIDDEN');
    session.when(bound(excludeMember, { ...exclusion, memberId: 'stranger' })).thenRefused('NOT_A_MEMBER');
  });

  it('turns it into no declaration of their own that could be taken back', () => {
    const excluded = noticed(caseNo(1)).given(excluding);
    for (const ground of ['NONE', 'A', 'C'] as const) {
      const items = [{ item: 1, ground }];
      const declaration = bound(declareConflict, { memberId: 'member-3', by: { sub: 'member-3' }, items });
      excluded.when(declaration).thenRefused('RECUSAL_STANDS');
    }
  });

  it(
    'contests it once, before the item is voted on, and the others decide by ballot',
    proves({ 'R-05': contestExclusion }),
    () => {
      const session = opened(noticed(caseNo(1)), 11).given(excluding);
      noticed(caseNo(1)).when(contesting).thenRefused('NOTHING_TO_CONTEST');
      session.when(bound(openRecusalBallot, { ...byChair, ...on3 })).thenRefused('RECUSAL_STANDS');
      const contested = session.given(contesting, bound(deliberate, { ...byChair, item: 1 }));
      contested.when(contesting).thenRefused('NOTHING_TO_CONTEST');
      contested.when(bound(openVoting, { ...byChair, item: 1 })).thenRefused('RECUSAL_UNDECIDED');
      const open = contested.given(bound(openRecusalBallot, { ...byChair, ...on3 }));
      const decided = (yes: number) =>
        open
          .given(...[0, 1, 2, 4, 5, 6, 7, 8, 9, 10].map((n, i) => casting(n, i < yes ? 'YES' : 'ABSTAIN', on3)))
          .given(bound(decideGroundE, { ...byChair, ...on3, reason: '계약서 확인', box: testBox }));
      const upheld = decided(6);
      expect(itemIn(upheld, 1).recusals).toMatchObject([{ type: 'EXCLUSION', contest: { upheld: true } }]);
      upheld.when(contesting).thenRefused('NOTHING_TO_CONTEST');
      upheld.when(bound(openVoting, { ...byChair, item: 1 })).thenEvents('VotingOpened');
      const lifted = decided(5);
      expect(itemIn(lifted, 1)).toMatchObject({
        recusals: [],
        cleared: expect.arrayContaining(['member-3']) as unknown,
      });
      expect(itemIn(counted(lifted.given(bound(openVoting, { ...byChair, item: 1 })), 1), 1).tally).toMatchObject({
        eligible: 11,
      });
    },
  );
});

describe('An exclusion that is contested', () => {
  const excluding = (memberId: string) =>
    bound(excludeMember, { item: 1, memberId, ground: 'A', evidence: `등기부 ${memberId}`, by: 'SECRETARY' as const });
  const contesting =
    (memberId: string, by: object = {}): Decide<SessionState, SessionEvent> =>
    (state) =>
      contestExclusion(state, { item: 1, memberId, by: { sub: memberId, ...by }, reason: `${memberId}의 이의` });
  const three = opened(noticed(caseNo(1), caseNo(2)), 14, ['member-2']).given(
    excluding('member-3'),
    excluding('member-5'),
  );

  it('is contested by its member alone, who is not of the applicant, while the item is open', () => {
    three.when(contesting('member-3', { sub: 'member-5' })).thenRefused('FORBIDDEN');
    three.when(contesting('member-3', { org: caseNo(1).supplier })).thenRefused('MEMBER_EXCLUDED');
    three.when(contesting('member-2')).thenRefused('NOTHING_TO_CONTEST');
    three.when(contesting('stranger')).thenRefused('NOT_A_MEMBER');
    counted(votingOn(three, 1), 1).when(contesting('member-3')).thenRefused('ITEM_DECIDED');
    three
      .given(bound(closeSession, { ...byChair, carryReason: '시간 부족' }))
      .when(contesting('member-3'))
      .thenRefused('DECLARATIONS_CLOSED');
    const adjourned = noticed(caseNo(1))
      .given(excluding('member-3'))
      .on('2025-09-19 14:00')
      .given(bound(adjournSession, inOffice));
    adjourned.when(contesting('member-3')).thenEvents({ type: 'ExclusionContested', reason: 'member-3의 이의' });
    adjourned.when(excluding('member-4')).thenEvents('RecusalsSettled');
  });

  it('is on record with its reason, and the recusals of others stay as they are', () => {
    const contested = three.given(contesting('member-5'));
    const at = '2025-09-19T05:00:00.000Z';
    expect(itemIn(contested, 1).recusals).toEqual([
      { memberId: 'member-2', type: 'SELF_RECUSAL', ground: 'B' },
      { memberId: 'member-3', type: 'EXCLUSION', ground: 'A', note: '등기부 member-3' },
      {
        memberId: 'member-5',
        type: 'EXCLUSION',
        ground: 'A',
        note: '등기부 member-5',
        contest: { at, reason: 'member-5의 이의' },
      },
    ]);
    expect(itemIn(contested, 2)).toEqual(itemIn(three, 2));
    const both = contested.given(contesting('member-3'));
    const on5 = { item: 1, memberId: 'member-5' };
    const voters = [0, 1, 4, 6, 7, 8, 9, 10, 11, 12, 13];
    const open = both.given(bound(openRecusalBallot, { ...byChair, ...on5 }));
    expect(itemIn(open, 1).ballots).toEqual([
      { n: 1, memberId: 'member-5', subject: 'EXCLUSION', openedAt: at, votes: [] },
    ]);
    const upheld = open
      .given(...voters.map((n) => casting(n, 'YES', on5)))
      .when(bound(decideGroundE, { ...byChair, ...on5, reason: '등기부 확인', box: testBox }))
      .thenEvents({
        type: 'RecusalResolved',
        data: { subject: 'EXCLUSION', recused: true, tally: { eligible: 11, yes: 11 } },
      });
    expect(itemIn(upheld, 1).recusals.map(({ memberId, contest }) => [memberId, contest?.upheld])).toEqual([
      ['member-2', undefined],
      ['member-3', undefined],
      ['member-5', true],
    ]);
    expect(itemIn(upheld, 1).ballots).toMatchObject([
      { votes: [], decided: { at, recused: true, reason: '등기부 확인' } },
    ]);
    // Only the contest of the other is still open.
    upheld.when(bound(openRecusalBallot, { ...byChair, ...on5 })).thenRefused('RECUSAL_STANDS');
    upheld
      .when(bound(openRecusalBallot, { ...byChair, item: 1, memberId: 'member-3' }))
      .thenEvents({ type: 'RecusalBallotOpened', data: { ballot: 2, subject: 'EXCLUSION' } });
  });

  it('of ground e that stands is lifted by another resolution only', () => {
    const on4 = { item: 1, memberId: 'member-4' };
    const deciding = bound(decideGroundE, { ...byChair, ...on4, reason: '사유', box: testBox });
    const open = opened(noticed(caseNo(1)), 5 + 6).given(bound(openRecusalBallot, { ...byChair, ...on4 }));
    const resolved = open.given(...[0, 1, 2, 3, 5, 6].map((n) => casting(n, 'YES', on4))).given(deciding);
    const again = resolved.given(bound(openRecusalBallot, { ...byChair, ...on4 }));
    again
      .given(...[0, 1, 2, 3, 5, 6].map((n) => casting(n, 'YES', on4)))
      .when(deciding)
      .thenEvents('RecusalResolved', { type: 'RecusalsSettled', data: { recused: [{ item: 1 }], cleared: [] } });
    again
      .when(deciding)
      .thenEvents('RecusalResolved', { type: 'RecusalsSettled', data: { recused: [], cleared: [{ item: 1 }] } });
    // Where nobody was recused, a ballot without a majority settles nothing.
    open.when(deciding).thenEvents('RecusalResolved');
  });
});

describe('S9: a member whose token names the applicant of an item as their organisation', () => {
  const one = caseNo(1);
  const present = opened(noticed(one, caseNo(2)), 14);
  const deliberating = present.given(bound(deliberate, { ...byChair, item: 1 }));
  const voting = votingOn(present, 1);
  const clear = (member: object, item = 1) =>
    bound(declareConflict, {
      memberId: 'member-2',
      by: { sub: 'member-2', ...member },
      items: [{ item, ground: 'NONE' }],
    });
  const ballot = { item: 1, memberId: 'member-2', vote: 'YES', box: testBox } as const;
  const deferral = { item: 1, reason: '자료 부족', requests: ['재무제표'] };
  const resolution = { item: 1, memberId: 'member-4', reason: '유사 사례', box: testBox };
  const balloting = present.given(bound(openRecusalBallot, { ...byChair, item: 1, memberId: 'member-4' }));

  it.each<[string, SessionSpec, (member: object) => Decide<SessionState, SessionEvent>]>([
    ['declares themselves clear', noticed(one, caseNo(2)), (member) => clear(member)],
    ['votes', voting, (member) => bound(castVote, { ...ballot, by: { sub: 'member-2', ...member } })],
    ['takes the item up as chair', present, (member) => bound(deliberate, { ...byChair, ...member, item: 1 })],
    ['opens the vote as chair', deliberating, (member) => bound(openVoting, { ...byChair, ...member, item: 1 })],
    ['has the votes counted', voting, (member) => bound(closeVoting, { ...byChair, ...member, item: 1, box: testBox })],
    ['defers the item', deliberating, (member) => bound(deferItem, { ...byChair, ...member, ...deferral })],
    [
      'opens a ballot on another',
      present,
      (member) => bound(openRecusalBallot, { ...byChair, ...member, item: 1, memberId: 'member-4' }),
    ],
    ['votes on another', balloting, (member) => casting(2, 'YES', { item: 1, memberId: 'member-4' }, member)],
    ['records ground e', balloting, (member) => bound(decideGroundE, { ...byChair, ...member, ...resolution })],
  ])('never %s', proves({ '3.2/ground-a': isLinked }), (_, session, act) => {
    session.when(act({ org: one.supplier })).thenRefused('MEMBER_EXCLUDED');
    // The same act goes through without the link.
    expect(refusalOf(() => session.given(act({ org: '9999999999' })))).toBe('nothing refused');
  });

  it('declares on the items of others, and the ground on this one', () => {
    const session = noticed(one, caseNo(2));
    session.when(clear({ org: one.supplier }, 2)).thenEvents('RecusalsSettled');
    const by = { sub: 'member-2', org: one.supplier };
    const items = [{ item: 1, ground: 'A' } as const];
    session.when(bound(declareConflict, { memberId: 'member-2', by, items })).thenEvents('RecusalsSettled');
  });
});
