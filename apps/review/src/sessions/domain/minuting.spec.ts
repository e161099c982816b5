import { sessionType } from '../session.type.js';
import {
  attended,
  bound,
  byChair,
  caseNo,
  counted,
  inOffice,
  members,
  notice,
  nothing,
  noticed,
  opened,
  testBox,
  testCms,
  testSeal,
  voted,
  votesOf,
  votingOn,
  paper,
} from '../testing/session.steps.js';
import { canonicalJson } from '#common/kernel/canonical-json.js';
import type { Moment } from '#common/kernel/clock.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { proves } from '#testing/proves.js';
import { momentOf, refusalOf } from '#testing/specification.js';
import { recordAttendance } from './attending.js';
import { adjournSession, noticeSession } from './convening.js';
import { contestExclusion, excludeMember } from './excluding.js';
import { confirmMinutes, draftMinutes, erasableTexts, minutesRecord, publishSession } from './minuting.js';
import { decideGroundE, openRecusalBallot } from './resolving.js';
import { draftSelectionAct, ensureMayAct } from './selecting.js';
import type { SelectionAct, SessionState } from './session.state.js';
import { ensureElectronic, type Signed } from './signing.js';
import { removeFromAgenda } from './setting-agenda.js';
import { closeSession, deferItem, deliberate } from './sitting.js';

describe('closing, minutes and publication', () => {
  const decided = counted(voted(votingOn(opened(noticed(caseNo(1), caseNo(2)), 14), 1), 1, ...votesOf(8, 6)), 1);

  it(
    'closes when every item is decided, or the rest is carried with a reason',
    proves({ '11.2/session-closed': closeSession, '11.2/item-carried': closeSession }),
    () => {
      const { state } = decided
        .when(bound(closeSession, byChair))
        .thenRefused('ITEMS_UNDECIDED')
        .when(bound(closeSession, { ...byChair, carryReason: '시간 부족' }))
        .thenEvents('ItemCarried', 'SessionClosed', { type: 'AgendaItemReleased', data: { item: 2, why: 'CARRIED' } });
      expect(state.agenda.map((item) => item.status)).toEqual(['SELECTED', 'CARRIED']);
      expect(sessionType.claims?.(state).map((claim) => claim.key)).toEqual([`case:${caseNo(1).caseId}`]);
      expect(state.deadlines).toMatchObject([{ key: 'MINUTES', dueAt: '2025-09-24T15:00:00.000Z' }]);
    },
  );

  it(
    'states why an item was not selected, is confirmed by the chair, and published by the ministry',
    proves({ '11.2/session-minutes': draftMinutes, '11.2/session-published': publishSession }),
    () => {
      const closed = counted(voted(votingOn(decided, 2), 2, ...votesOf(7, 7)), 2).given(bound(closeSession, byChair));
      const confirming = bound(confirmMinutes, { ...byChair, seal: testSeal });
      const drafting = (reasons: readonly string[]) =>
        bound(draftMinutes, { paper, summary: '회의 결과', items: [{ item: 2, reasons }] });
      const publishing = (on: string) =>
        bound(publishSession, { printed: paper, by: 'ministry', number: '제62호', on });
      closed.when(confirming).thenRefused('MINUTES_NOT_DRAFTED');
      closed.when(drafting([])).thenRefused('REASONS_MISSING');
      const drafted = closed.given(drafting(['보안 미흡']));
      const confirmed = drafted.when(publishing('2025-09-19')).thenRefused('MINUTES_NOT_CONFIRMED').given(confirming);
      confirmed.when(drafting(['다른 사유'])).thenRefused('MINUTES_NOT_DUE');
      confirmed.when(publishing('2025-09-20')).thenRefused('SELECTION_ACT_DATE');
      const { state } = confirmed.when(publishing('2025-09-19')).thenEvents({
        type: 'SessionPublished',
        data: {
          selected: [{ serviceName: '서비스 1', tally: { eligible: 14, yes: 8, no: 6, abstain: 0 } }],
          counts: { selected: 1, notSelected: 1, deferred: 0, carried: 0 },
        },
      });
      expect(sessionType.claims?.(state)).toEqual([]);
    },
  );

  it(
    'R-34: seals texts that can be erased by their digests, so that the seal holds without them',
    proves({ 'R-34': erasableTexts }),
    () => {
      const on3 = { item: 1, memberId: 'member-3' };
      const exclusion = { ...on3, ground: 'B', evidence: '용역 계약서', by: 'SECRETARY' } as const;
      const session = opened(noticed(caseNo(1), caseNo(2)), 14)
        .given(bound(excludeMember, exclusion))
        .given((state) => contestExclusion(state, { ...on3, by: { sub: 'member-3' }, reason: '사실과 다르다' }))
        .given(bound(openRecusalBallot, { ...byChair, ...on3 }))
        .given(bound(decideGroundE, { ...byChair, ...on3, reason: '기권으로 부결', box: testBox }))
        .given(bound(deliberate, { ...byChair, item: 2 }))
        .given(bound(deferItem, { ...byChair, item: 2, reason: '자료 부족', requests: ['재무제표'] }))
        .given(bound(closeSession, { ...byChair, carryReason: '시간 부족' }))
        .given(bound(draftMinutes, { paper, summary: '회의 결과', items: [] }));
      // The exclusion fell, and its note went with it; what is left to erase is the resolution and the deferral.
      const texts = erasableTexts(session.state);
      expect(texts).toEqual([
        { place: '1 ballot 1', text: '기권으로 부결' },
        { place: '2 deferral', text: '자료 부족' },
      ]);
      const digests = texts.map(({ place }) => ({ place, digest: `digest of ${place}` }));
      const seal = { ...testSeal, texts: digests };
      const confirmed = session.given(bound(confirmMinutes, { ...byChair, seal }));
      const record = canonicalJson(minutesRecord(confirmed.state));
      expect(record).toBe(canonicalJson(minutesRecord(session.state, digests)));
      for (const { text, place } of texts)
        expect([record.includes(text), record.includes(`digest of ${place}`)]).toEqual([false, true]);
      const erased = confirmed.history.map((event) => ({ ...event, ...('reason' in event && { reason: null }) }));
      const after = nothing.given(...erased.map((event) => [event as never])).state;
      expect(erasableTexts(after)).toEqual([]);
      // The instants of the fold are those of the spec here, and not the point.
      const timeless = (state: SessionState) =>
        canonicalJson(minutesRecord(state)).replaceAll(/20\d\d-[\d:.TZ-]+/g, '');
      expect(timeless(after)).toBe(timeless(confirmed.state));
    },
  );

  it(
    'records ballots on members and the attendance of every convocation',
    proves({ '11.2/session-minutes': minutesRecord }),
    () => {
      const first = attended(noticed(caseNo(1)).on('2025-09-19 14:00'), 2).given(bound(adjournSession, inOffice));
      const again = first.on('2025-09-20').given(bound(noticeSession, { ...notice, on: '2025-10-17' }));
      const late = again.on('2025-10-17 14:00').given(bound(recordAttendance, { memberId: 'chair' }));
      expect(minutesRecord(late.state).attendance.map(({ convocation, memberId }) => [convocation, memberId])).toEqual([
        [1, 'chair'],
        [1, 'member-1'],
        [2, 'chair'],
      ]);
    },
  );

  it(
    'record attendance, recusals, ballots, tallies and reasons, and no vote',
    proves({ '11.2/session-minutes': minutesRecord }),
    () => {
      const on4 = { item: 1, memberId: 'member-4' };
      const open = opened(noticed(caseNo(1), caseNo(2, { barred: ['member-6'], barringLifted: true })), 14, [
        'member-3',
      ])
        .given(bound(openRecusalBallot, { ...byChair, ...on4 }))
        .given(bound(decideGroundE, { ...byChair, ...on4, reason: '유사 사례가 아님', box: testBox }));
      const first = counted(voted(votingOn(open, 1), 1, [0, 'NO'], [1, 'YES'], [2, 'ABSTAIN']), 1);
      const deferral = { ...byChair, item: 2, reason: '자료 부족', requests: ['재무제표'] };
      const second = first.given(bound(deliberate, { ...byChair, item: 2 }), bound(deferItem, deferral));
      const items = [{ item: 1, reasons: ['보안 미흡'], record: '질의와 답변' }];
      const drafted = second
        .given(bound(closeSession, byChair))
        .given(bound(draftMinutes, { paper, summary: '회의 결과', items }));
      const texts = [
        { place: '1 ballot 1', digest: 'd-1' },
        { place: '2 deferral', digest: 'd-2' },
      ];
      const at = '2025-09-19T05:00:00.000Z';
      const record = minutesRecord(drafted.state, texts);
      expect(record).toMatchObject({
        sessionNo: 62,
        convocations: [{ n: 1, on: '2025-09-19', time: '14:00', place: '세종' }],
        openedAt: at,
        closedAt: at,
        roster: members,
        attendance: members.slice(0, 14).map((memberId) => ({ memberId, convocation: 1, from: at })),
        summary: '회의 결과',
      });
      expect(record.items).toEqual([
        {
          item: 1,
          kind: 'SERVICE',
          barred: [],
          barringLifted: undefined,
          caseId: caseNo(1).caseId,
          status: 'NOT_SELECTED',
          recusals: [
            {
              memberId: 'member-3',
              type: 'SELF_RECUSAL',
              ground: 'B',
              outAt: at,
              inAt: at,
              note: undefined,
              contest: undefined,
            },
          ],
          ballots: [
            {
              n: 1,
              memberId: 'member-4',
              subject: 'GROUND_E',
              openedAt: at,
              decided: { at, recused: false, tally: { eligible: 12, yes: 0, no: 0, abstain: 0 }, reason: 'd-1' },
            },
          ],
          tally: { eligible: 13, yes: 1, no: 1, abstain: 1 },
          decidedOn: '2025-09-19',
          deferral: undefined,
          reasons: ['보안 미흡'],
          record: '질의와 답변',
        },
        {
          item: 2,
          kind: 'SERVICE',
          barred: ['member-6'],
          barringLifted: true,
          caseId: caseNo(2).caseId,
          status: 'DEFERRED',
          recusals: [],
          ballots: [],
          tally: undefined,
          decidedOn: '2025-09-19',
          deferral: { reason: 'd-2', requests: ['재무제표'] },
          reasons: [],
          record: undefined,
        },
      ]);
      expect(JSON.stringify(record)).not.toMatch(/votes|"(YES|NO|ABSTAIN)"/);
    },
  );

  it('hold evidence and contest of an exclusion by their digests, and each text by its own place', () => {
    const on3 = { item: 1, memberId: 'member-3' };
    const evidence = { ...on3, ground: 'B', evidence: '용역 계약서', by: 'SECRETARY' } as const;
    const contested = opened(noticed(caseNo(1)), 14)
      .given(bound(excludeMember, evidence))
      .given((state) => contestExclusion(state, { ...on3, by: { sub: 'member-3' }, reason: '사실과 다르다' }));
    expect(erasableTexts(contested.state)).toEqual([
      { place: '1 note member-3', text: '용역 계약서' },
      { place: '1 contest member-3', text: '사실과 다르다' },
    ]);
    const texts = erasableTexts(contested.state).map(({ place }) => ({ place, digest: `of ${place}` }));
    expect(minutesRecord(contested.state, texts).items[0]?.recusals).toMatchObject([
      { note: 'of 1 note member-3', contest: { reason: 'of 1 contest member-3' } },
    ]);
    expect(minutesRecord(contested.state).items[0]?.recusals).toMatchObject([
      { note: undefined, contest: { reason: undefined } },
    ]);
  });

  it('are due three business days after the session, and the publication three days after them', () => {
    const closed = counted(voted(votingOn(decided, 2), 2, ...votesOf(8, 6)), 2).given(bound(closeSession, byChair));
    expect(closed.state.deadlines).toEqual([
      { key: 'MINUTES', dueAt: '2025-09-24T15:00:00.000Z', basis: 'bd', rule: '§11.2' },
    ]);
    const confirmed = closed
      .given(bound(draftMinutes, { paper, summary: '회의 결과', items: [] }))
      .given(bound(confirmMinutes, { ...byChair, seal: testSeal }));
    expect(confirmed.state.deadlines).toEqual([
      { key: 'PUBLICATION', dueAt: '2025-09-24T15:00:00.000Z', basis: 'bd', rule: 'A-21' },
    ]);
    expect(confirmed.state.minutes).toMatchObject({ hash: testSeal.hash, confirmedBy: 'system:specification' });
    const { state } = confirmed.given(
      bound(publishSession, { printed: paper, by: 'ministry', number: '제62호', on: '2025-09-19' }),
    );
    expect(state).toMatchObject({ status: 'PUBLISHED', deadlines: [], selectionAct: { number: '제62호' } });
  });

  it('are those of the newest draft, on every item', () => {
    const closed = counted(voted(votingOn(decided, 2), 2, ...votesOf(7, 7)), 2).given(bound(closeSession, byChair));
    const first = closed.given(
      bound(draftMinutes, {
        paper,
        summary: '초안',
        items: [
          { item: 1, reasons: ['적정'], record: '질의' },
          { item: 2, reasons: ['보안 미흡'], record: '토의' },
        ],
      }),
    );
    expect(first.state.agenda.map(({ reasons, record }) => [reasons, record])).toEqual([
      [['적정'], '질의'],
      [['보안 미흡'], '토의'],
    ]);
    const second = first.given(
      bound(draftMinutes, { paper, summary: '확정안', items: [{ item: 2, reasons: ['안정성 미흡'] }] }),
    );
    expect(second.state.agenda.map(({ reasons, record }) => [reasons, record])).toEqual([
      [[], undefined],
      [['안정성 미흡'], undefined],
    ]);
    expect(second.state.minutes).toEqual({
      summary: '확정안',
      draftedAt: '2025-09-19T05:00:00.000Z',
      draftedBy: 'system:specification',
    });
    closed
      .when(bound(draftMinutes, { paper, summary: '초안', items: [{ item: 3, reasons: ['사유'] }] }))
      .thenRefused('NOT_FOUND');
    decided.when(bound(draftMinutes, { paper, summary: '초안', items: [] })).thenRefused('MINUTES_NOT_DUE');
  });

  it('keep an item that was carried, though its applicant withdraws after the session', () => {
    const closed = decided.given(bound(closeSession, { ...byChair, carryReason: '시간 부족' }));
    const left = closed.when(bound(removeFromAgenda, caseNo(2).caseId)).thenEvents('AgendaItemReleased');
    expect(left.state.agenda).toEqual(closed.state.agenda);
    closed.when(bound(removeFromAgenda, caseNo(1).caseId)).thenEvents({
      type: 'AgendaRemovalRefused',
      data: { sessionNo: 62, item: 1, caseId: caseNo(1).caseId },
    });
  });

  it('are confirmed and published in turn, by those who may', () => {
    const drafted = decided
      .given(bound(closeSession, { ...byChair, carryReason: '시간 부족' }))
      .given(bound(draftMinutes, { paper, summary: '회의 결과', items: [] }));
    const confirming = (by: string) => bound(confirmMinutes, { ...byChair, by, seal: testSeal });
    decided.when(confirming('chair')).thenRefused('MINUTES_NOT_DUE');
    drafted.when(confirming('member-1')).thenRefused('FORBIDDEN');
    const digests = [{ place: '1 note member-3', digest: 'd' }];
    const seal = { ...testSeal, texts: digests, textSalts: [{ place: '1 note member-3', salt: 's' }] };
    const confirmed = drafted.when(bound(confirmMinutes, { ...byChair, seal })).thenEvents({
      type: 'MinutesConfirmed',
      data: { sessionNo: 62, confirmedAt: '2025-09-19T05:00:00.000Z', minutesHash: testSeal.hash },
      details: { salt: 'salt', texts: digests, textSalts: seal.textSalts },
    });
    expect(confirmed.state).toMatchObject({
      status: 'MINUTES_CONFIRMED',
      minutes: { summary: '회의 결과', texts: digests },
    });
    // The act is dated from the session on, until today.
    const later = confirmed.on('2025-09-23');
    const publishing = (on: string) => bound(publishSession, { printed: paper, by: 'ministry', number: '제62호', on });
    later.when(publishing('2025-09-18')).thenRefused('SELECTION_ACT_DATE');
    later.when(publishing('2025-09-24')).thenRefused('SELECTION_ACT_DATE');
    const { state } = later.when(publishing('2025-09-23')).thenEvents({
      type: 'SessionPublished',
      data: {
        sessionNo: 62,
        selectionAct: { number: '제62호', on: '2025-09-23' },
        selected: [
          {
            caseId: caseNo(1).caseId,
            applicationId: caseNo(1).applicationId,
            serviceName: '서비스 1',
            supplierName: '제공기업 1',
          },
        ],
      },
    });
    expect(state).toMatchObject({
      publishedAt: '2025-09-23T01:00:00.000Z',
      selectionAct: { number: '제62호', on: '2025-09-23' },
    });
  });

  it('count what was carried and deferred, next to what was decided', () => {
    const deferral = { ...byChair, item: 2, reason: '자료 부족', requests: ['재무제표'] };
    const four = opened(noticed(...[1, 2, 3, 4].map((n) => caseNo(n))), 14)
      .given(bound(deliberate, { ...byChair, item: 2 }), bound(deferItem, deferral))
      .given(bound(removeFromAgenda, caseNo(4).caseId))
      .when(bound(closeSession, { ...byChair, carryReason: '시간 부족' }))
      .thenEvents(
        { type: 'ItemCarried', data: { item: 1 }, reason: '시간 부족' },
        { type: 'ItemCarried', data: { item: 3 } },
        // What left the agenda is no item of the session.
        { type: 'SessionClosed', data: { items: 3 } },
        { type: 'AgendaItemReleased', data: { item: 1 } },
        { type: 'AgendaItemReleased', data: { item: 3 } },
      );
    four
      .given(bound(draftMinutes, { paper, summary: '회의 결과', items: [] }))
      .given(bound(confirmMinutes, { ...byChair, seal: testSeal }))
      .when(bound(publishSession, { printed: paper, by: 'ministry', number: '제62호', on: '2025-09-19' }))
      .thenEvents({
        type: 'SessionPublished',
        data: { heldOn: '2025-09-19', selected: [], counts: { selected: 0, notSelected: 0, deferred: 1, carried: 2 } },
      });
  });

  it(
    'are drafted, confirmed and published by three people: nobody approves their own work',
    proves({ '11.2/session-minutes': confirmMinutes }),
    () => {
      const closed = counted(voted(votingOn(decided, 2), 2, ...votesOf(7, 7)), 2).given(bound(closeSession, byChair));
      const draft = { summary: '회의 결과', items: [{ item: 2, reasons: ['보안 미흡'] }] };
      const confirming = bound(confirmMinutes, { ...byChair, seal: testSeal });
      const person = (sub: string) => ({ kind: 'person', sub, roles: [] }) as const;
      closed
        .by(person('chair'))
        .given(bound(draftMinutes, { paper, ...draft }))
        .when(confirming)
        .thenRefused('OWN_WORK');
      const confirmed = closed
        .by(person('secretary'))
        .given(bound(draftMinutes, { paper, ...draft }))
        .by(person('chair'))
        .given(confirming);
      const publishing = (by: string) =>
        bound(publishSession, { printed: paper, by, number: '제62호', on: '2025-09-19' });
      confirmed.when(publishing('secretary')).thenRefused('OWN_WORK');
      confirmed.when(publishing('chair')).thenRefused('OWN_WORK');
      confirmed.when(publishing('ministry')).thenEvents('SessionPublished');
    },
  );

  describe('electronically', () => {
    const drafted = decided
      .given(bound(closeSession, { ...byChair, carryReason: '시간 부족' }))
      .given(bound(draftMinutes, { paper, summary: '회의 결과', items: [] }));
    const confirming =
      (signed: Signed, by = 'chair') =>
      (session: SessionState, moment: Moment) =>
        confirmMinutes(session, { ...byChair, by, seal: testSeal, signed }, moment);

    it('R-47: keep the paper that was made of them, until they are drafted again', () => {
      expect(drafted.state.papers).toEqual([{ kind: 'MINUTES', ...paper }]);
      const again = { ...paper, sha256: 'd'.repeat(64) };
      const redrafted = drafted.given(bound(draftMinutes, { paper: again, summary: '고침', items: [] }));
      expect(redrafted.state.papers).toEqual([{ kind: 'MINUTES', ...again }]);
      expect(minutesRecord(redrafted.state).paper).toBe(again.sha256);
      drafted
        .when(bound(draftMinutes, { paper: undefined, summary: '고침', items: [] }))
        .thenRefused('MINUTES_NOT_DUE');
    });

    it(
      'R-47: are signed over that paper, for the ministry, and the signature is kept',
      proves({ 'R-47': ensureElectronic }),
      () => {
        const signed = drafted.when(confirming({ cms: testCms() })).thenEvents('MinutesConfirmed');
        expect(signed.state.papers).toEqual([{ kind: 'MINUTES', ...paper, cms: testCms() }]);
        drafted.when(confirming({ cms: testCms({ sha256: 'b'.repeat(64) }) })).thenRefused('CMS_OTHER_CONTENT');
        const certificate = { ...testCms().certificate, organisation: '1000001' };
        drafted.when(confirming({ cms: testCms({ certificate }) })).thenRefused('CMS_OTHER_ORGANISATION');
        const early = testCms({ signedAt: '2025-09-19T04:54:59.999Z' });
        drafted.when(confirming({ cms: early })).thenRefused('CMS_TIME_INVALID');
      },
    );

    it('R-47: are attested unless the policy asks for a signature', proves({ 'R-47': ensureElectronic }), () => {
      const attested = drafted.when(confirming({})).thenEvents('MinutesConfirmed');
      expect(attested.state.papers).toEqual([{ kind: 'MINUTES', ...paper }]);
      const asked = PolicyTable.from({
        rows: [{ key: 'review.signature', from: '2025-01-01', value: 'CMS', basis: '시험' }],
      });
      const moment = momentOf('2025-09-19 14:00', asked);
      expect(refusalOf(() => confirming({})(drafted.state, moment))).toBe('CMS_REQUIRED');
      expect(confirming({ cms: testCms() })(drafted.state, moment)).toMatchObject([{ details: { cms: testCms() } }]);
    });

    it(
      'R-47: are never taken for attested when a signature could not be checked',
      proves({ 'R-47': ensureElectronic }),
      () => {
        drafted.when(confirming({ isUnchecked: true })).thenRefused('PAPER_NOT_MADE');
      },
    );

    it(
      'R-47: are signed by the acting chair where the chair stands aside on an item, and attested by the chair',
      proves({ 'R-47': confirmMinutes }),
      () => {
        const recused = opened(noticed(caseNo(1)), 14, ['chair'])
          .given(bound(closeSession, { ...byChair, carryReason: '시간 부족' }))
          .given(bound(draftMinutes, { paper, summary: '회의 결과', items: [] }));
        recused.when(confirming({ cms: testCms() })).thenRefused('FORBIDDEN');
        recused.when(confirming({ cms: testCms() }, 'member-1')).thenEvents('MinutesConfirmed');
        recused.when(confirming({})).thenEvents('MinutesConfirmed');
        recused.when(confirming({}, 'member-1')).thenRefused('FORBIDDEN');
        drafted.when(confirming({ cms: testCms() }, 'member-1')).thenRefused('FORBIDDEN');
        const linked = { ...byChair, org: caseNo(1).supplier, seal: testSeal };
        drafted.when(bound(confirmMinutes, { ...linked, signed: { cms: testCms() } })).thenRefused('FORBIDDEN');
        drafted.when(bound(confirmMinutes, linked)).thenEvents('MinutesConfirmed');
      },
    );

    const confirmed = drafted.given(confirming({}));
    const act: SelectionAct = { number: '제62호', on: '2025-09-19' };
    const actPaper = { ...paper, sha256: 'e'.repeat(64) };
    const acting = (change: Partial<SelectionAct & { by: string; paper: undefined }> = {}) =>
      bound(draftSelectionAct, { by: 'ministry', paper: actPaper, ...act, ...change });
    const publishing =
      (signed: Signed, change: object = {}) =>
      (session: SessionState, moment: Moment) =>
        publishSession(session, { by: 'ministry', ...act, signed, ...change }, moment);
    const actCms = testCms({ sha256: actPaper.sha256 });

    it(
      'R-47: have a selection act that is drawn up once they are confirmed, by others, of a day that has come',
      proves({ 'R-47': ensureMayAct }),
      () => {
        drafted.when(acting()).thenRefused('MINUTES_NOT_CONFIRMED');
        confirmed.when(acting({ on: '2025-09-18' })).thenRefused('SELECTION_ACT_DATE');
        confirmed.when(acting({ on: '2025-09-20' })).thenRefused('SELECTION_ACT_DATE');
        confirmed.when(acting({ by: 'system:specification' })).thenRefused('OWN_WORK');
        confirmed.when(acting({ paper: undefined })).thenRefused('MINUTES_NOT_CONFIRMED');
        const { state } = confirmed.when(acting()).thenEvents('SelectionActDrafted');
        expect(state).toMatchObject({ status: 'MINUTES_CONFIRMED', draftedAct: act });
        expect(state.papers).toEqual([
          { kind: 'MINUTES', ...paper },
          { kind: 'SELECTION_ACT', ...actPaper },
        ]);
      },
    );

    it(
      'R-47: have a selection act that is signed as it was drafted, and published with its signature',
      proves({ 'R-47': publishSession }),
      () => {
        const acted = confirmed.given(acting());
        const { state } = acted.when(publishing({ cms: actCms })).thenEvents('SessionPublished');
        expect(state.papers.at(-1)).toEqual({ kind: 'SELECTION_ACT', ...actPaper, cms: actCms });
        acted.when(publishing({ cms: testCms() })).thenRefused('CMS_OTHER_CONTENT');
        acted.when(publishing({ isUnchecked: true })).thenRefused('PAPER_NOT_MADE');
        for (const other of [{ number: '제63호' }, { on: '2025-09-20' }])
          acted
            .on('2025-09-22')
            .when(publishing({ cms: actCms }, other))
            .thenRefused('SELECTION_ACT_NOT_DRAFTED');
        confirmed.when(publishing({ cms: actCms })).thenRefused('SELECTION_ACT_NOT_DRAFTED');
        confirmed.when(publishing({ isUnchecked: true })).thenRefused('SELECTION_ACT_NOT_DRAFTED');
      },
    );

    it(
      'R-47: have a selection act that is attested as it was drafted, or else printed at the publication',
      proves({ 'R-47': publishSession }),
      () => {
        const printed = { ...paper, sha256: 'f'.repeat(64) };
        const acted = confirmed.given(acting());
        expect(acted.given(publishing({}, { printed })).state.papers.at(-1)?.sha256).toBe(actPaper.sha256);
        const another = acted.given(publishing({}, { printed, number: '제63호' }));
        expect(another.state.papers).toEqual([
          { kind: 'MINUTES', ...paper },
          { kind: 'SELECTION_ACT', ...printed },
        ]);
        expect(another.state.selectionAct).toEqual({ ...act, number: '제63호' });
        confirmed.when(publishing({})).thenRefused('MINUTES_NOT_CONFIRMED');
      },
    );
  });
});
