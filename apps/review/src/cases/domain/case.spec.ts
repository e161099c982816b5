import { proves } from '#testing/proves.js';
import {
  assigned,
  assigns,
  declares,
  examined,
  EXAMINERS,
  findings,
  hears,
  hearsOfAgenda,
  hearsOfClearance,
  hearsOfRecusal,
  hearsOfRelease,
  invites,
  onAgenda,
  submission,
  submits,
} from '../testing/review-case.js';
import { answerAwaitedUntil, isReady, phaseOf } from './case.rules.js';
import { CRITERIA, type CriterionFinding } from './case.state.js';
import { conclude } from './concluding.js';
import {
  followDeclarations,
  followDeferralAnswer,
  followDismissal,
  followRelease,
  followRemovalRefusal,
  followWithdrawal,
  requestWithdrawal,
} from './following.js';

const revoked = (...people: readonly string[]) => ({ type: 'CaseAccessRevoked', data: { people } }) as const;

/** The three examiners have submitted these findings. */
const examinedBy = (...all: readonly (readonly CriterionFinding[])[]) =>
  assigned.given(...EXAMINERS.map((examinerId, i) => submits(examinerId, all[i])));

describe('A case before the committee', () => {
  it(
    'opens to members who are cleared, and closes to those who stand aside',
    proves({ '11.2/case-access': followDeclarations }),
    () => {
      const aside = onAgenda
        .when(hearsOfClearance('member-1'))
        .thenEvents({ type: 'CaseAccessGranted', data: { people: ['member-1'], as: 'MEMBER' } })
        .when(hearsOfClearance('member-1'))
        .thenEvents()
        .when(hearsOfRecusal('member-1'))
        .thenEvents('MemberStoodAside', revoked('member-1'));
      expect(aside.state.recused).toEqual(['member-1']);
      aside.when(hearsOfRecusal('member-2', 61)).thenEvents();
    },
  );

  it(
    'is decided once the session is published, whole, and closed to everybody',
    proves({ '11.2/case-decided': conclude, '11.5/race-duplicate': conclude }),
    () => {
      const selected = onAgenda
        .given(hearsOfClearance('member-1'))
        .when(hears('SELECTED'))
        .thenEvents(
          { type: 'ServiceSelected', data: { service: submission.service, prices: submission.prices } },
          'ReviewResultNotified',
          revoked(...EXAMINERS, 'member-1'),
        );
      expect(selected.state).toMatchObject({
        status: 'DECIDED',
        access: [],
        decision: { outcome: 'SELECTED', sessionNo: 62 },
      });
      selected.when(hears('SELECTED')).thenEvents();
      selected.when(hears('NOT_SELECTED', 63)).thenEvents();
    },
  );

  it('is notified by criterion and without names', () => {
    const { history } = onAgenda.given(hears('NOT_SELECTED'));
    const notified = history.find((event) => event.type === 'ReviewResultNotified');
    expect(JSON.stringify(notified?.data)).not.toMatch(/e-1|examinerId/);
    expect(notified?.data).toMatchObject({ criteria: CRITERIA.map((criterion) => ({ criterion })) });
  });

  it('is decided by a session with a lower number that sits later, after it was deferred', () => {
    const again = examined.given(hearsOfAgenda(63), hears('DEFERRED', 63), hearsOfAgenda(62));
    expect(again.state).toMatchObject({ status: 'ON_AGENDA', agenda: { sessionNo: 62 } });
    again.when(hears('SELECTED', 62)).thenEvents('ServiceSelected', 'ReviewResultNotified', revoked(...EXAMINERS));
  });

  it('resumes on the next agenda after a deferral, and hears nothing from the session it left', () => {
    const deferred = onAgenda.when(hears('DEFERRED')).thenEvents('ReviewDeferred', 'ReviewResultNotified');
    expect(deferred.state).toMatchObject({ status: 'EXPERT_DONE', deferrals: 1 });
    const resumed = deferred
      .when(hearsOfAgenda(62))
      .thenEvents()
      .when(hearsOfAgenda(63, 2))
      .thenEvents('PutOnAgenda', 'ReviewResumed');
    resumed.when(hears('SELECTED', 62)).thenEvents();
    resumed.when(hears('SELECTED', 63)).thenEvents('ServiceSelected', 'ReviewResultNotified', revoked(...EXAMINERS));
  });

  it(
    'R-11: tells by when to answer, as the session was published with, and waits until then or for the answer',
    proves({ 'R-11': answerAwaitedUntil }),
    () => {
      const requests = ['재무제표'];
      const decided = { sessionNo: 62, decision: 'DEFERRED', decidedOn: '2025-09-19' } as const;
      const answerDueOn = '2025-10-14';
      const conclusion = { ...decided, reasons: [], voters: [], requests, answerDueOn };
      const deferred = onAgenda
        .on('2025-09-23')
        .when((state, moment) => conclude(state, conclusion, moment))
        .thenEvents(
          { type: 'ReviewDeferred', data: { answerDueOn } },
          { type: 'ReviewResultNotified', data: { answerDueOn, requests } },
        );
      expect(answerAwaitedUntil(deferred.state)).toBe(answerDueOn);
      const answer = { sessionNo: 62, answeredAt: '2025-10-02T01:00:00.000Z' };
      deferred.when((state) => followDeferralAnswer(state, { ...answer, sessionNo: 61 })).thenEvents();
      const answered = deferred.when((state) => followDeferralAnswer(state, answer)).thenEvents('DeferralAnswerNoted');
      expect(answerAwaitedUntil(answered.state)).toBeUndefined();
      answered.when((state) => followDeferralAnswer(state, answer)).thenEvents();
      const unasked = onAgenda.when(hears('DEFERRED')).thenEvents('ReviewDeferred', 'ReviewResultNotified');
      expect(answerAwaitedUntil(unasked.state)).toBeUndefined();
    },
  );

  it('waits for another session when its item is carried', proves({ '11.2/item-carried': followRelease }), () => {
    const { state } = onAgenda
      .given(hearsOfClearance('member-1'), hearsOfClearance('member-2'))
      .when(hearsOfRelease(62))
      .thenEvents('TakenOffAgenda', revoked('member-1', 'member-2'));
    expect(isReady(state)).toBe(true);
    expect(state.deferrals).toBe(0);
    expect(state.access.map(({ person }) => person)).toEqual(EXAMINERS);
  });

  describe('put on the next agenda while it had not heard that the one before let it go', () => {
    const onTwo = onAgenda.given(hearsOfAgenda(63));

    it('is on the next one when it hears of that', () => {
      expect(onTwo.state.agenda?.sessionNo).toBe(62);
      const { state } = onTwo.when(hearsOfRelease(62)).thenEvents('TakenOffAgenda', 'PutOnAgenda');
      expect(state).toMatchObject({ status: 'ON_AGENDA', agenda: { sessionNo: 63 } });
      expect(state.nextAgendas).toBeUndefined();
    });

    it('stays on it when it hears of both the other way round', () => {
      const { state } = examined
        .given(hearsOfAgenda(63), hearsOfAgenda(62))
        .when(hearsOfRelease(62))
        .thenEvents('TakenOffAgenda');
      expect(state).toMatchObject({ status: 'ON_AGENDA', agenda: { sessionNo: 63 } });
      expect(state.nextAgendas).toBeUndefined();
    });

    it('asks the next one for leave, too, when its applicant withdraws', () => {
      const asked = onTwo
        .given(requestWithdrawal)
        .when(hearsOfRelease(62))
        .thenEvents('TakenOffAgenda', 'PutOnAgenda', 'AgendaRemovalRequested');
      expect(asked.state.withdrawalPending).toBe(true);
      asked.when(hearsOfRelease(63)).thenEvents('WithdrawalGranted', revoked(...EXAMINERS));
    });

    it(
      'asks both for leave when its application is closed',
      proves({ '11.5/withdrawn-closes-case': followWithdrawal }),
      () => {
        const asked = followWithdrawal(onTwo.state).filter(({ type }) => type === 'AgendaRemovalRequested');
        expect(asked.map(({ data }) => data)).toMatchObject([{ sessionNo: 62 }, { sessionNo: 63 }]);
      },
    );
  });
});

describe('The result of a case', () => {
  const comments = ['설명 1', '설명 2'];
  const [first, ...others] = findings;
  const criterion = first!.criterion;
  const texts = examinedBy(
    [{ criterion, finding: 'NOT_MET', reasons: ['RATING_TOO_LOW'], comment: '설명 1' }, ...others],
    [{ criterion, finding: 'NEEDS_EXPLANATION', comment: '설명 2' }, ...others],
    findings,
  );
  const heard = texts.given(hearsOfAgenda());

  it('tells every criterion what the examiners found on it, with their comments', () => {
    const { history } = heard.given(hears('NOT_SELECTED'));
    const told = history.find((event) => event.type === 'ReviewResultNotified')!;
    expect(told.data).toEqual({
      caseId: heard.state.caseId,
      applicationId: heard.state.applicationId,
      decision: 'NOT_SELECTED',
      sessionNo: 62,
      decidedOn: '2025-09-19',
      notifiedAt: heard.moment.at.toISOString(),
      tally: { eligible: 14, yes: 8, no: 6, abstain: 0 },
      criteria: CRITERIA.map((one) => ({
        criterion: one,
        findings:
          one === criterion
            ? [
                { finding: 'NOT_MET', reasons: ['RATING_TOO_LOW'], comment: comments[0] },
                { finding: 'NEEDS_EXPLANATION', comment: comments[1] },
                { finding: 'MET' },
              ]
            : EXAMINERS.map(() => ({ finding: 'MET' })),
      })),
      reasons: ['사유'],
      requests: [],
    });
  });

  it('has no tally where nothing was voted on', () => {
    const conclusion = {
      sessionNo: 62,
      decision: 'DEFERRED',
      decidedOn: '2025-09-19',
      reasons: [],
      voters: [],
    } as const;
    const { history } = heard.given((state, moment) => conclude(state, { ...conclusion, requests: [] }, moment));
    expect(history.find((event) => event.type === 'ReviewResultNotified')?.data).not.toHaveProperty('tally');
    expect(history.find((event) => event.type === 'ReviewDeferred')?.data).toEqual({
      caseId: heard.state.caseId,
      applicationId: heard.state.applicationId,
      sessionNo: 62,
      deferredOn: '2025-09-19',
    });
  });

  it('is a selection as it was accepted, or a refusal with those who voted on it', () => {
    const selected = heard.given(hears('SELECTED')).history.find((event) => event.type === 'ServiceSelected');
    const { applicationVersion, supplier, service, prices, certificates } = submission;
    expect(selected?.data).toEqual({
      caseId: heard.state.caseId,
      applicationId: heard.state.applicationId,
      sessionNo: 62,
      decidedOn: '2025-09-19',
      applicationVersion,
      supplier,
      service,
      prices,
      certificates,
    });
    const refused = heard.given(hears('NOT_SELECTED'));
    expect(refused.state).toMatchObject({
      status: 'DECIDED',
      decision: { outcome: 'NOT_SELECTED', sessionNo: 62, on: '2025-09-19' },
      firstVoters: ['member-1', 'member-2'],
      deadlines: [],
    });
  });

  it('of a deferral leaves the papers with the examiners, and takes them from the members', () => {
    heard
      .given(hearsOfClearance('member-1'))
      .when(hears('DEFERRED'))
      .thenEvents('ReviewDeferred', 'ReviewResultNotified', revoked('member-1'));
  });
});

describe('What does not concern a case', () => {
  it('changes nothing: a release, a declaration or an answer of a session it is not on', () => {
    onAgenda.when(hearsOfRelease(61)).thenEvents();
    examined.when(hearsOfRelease(62)).thenEvents();
    examined.when(hearsOfClearance('member-1')).thenEvents();
    onAgenda.given(hears('SELECTED')).when(hearsOfAgenda(62)).thenEvents();
    onAgenda.given(hears('SELECTED')).when(hearsOfAgenda(63)).thenEvents();
    onAgenda.when(hearsOfAgenda(62)).thenEvents();
    onAgenda.when(followRemovalRefusal).thenEvents();
    onAgenda.when((state) => followDeferralAnswer(state, { sessionNo: 62, answeredAt: 'x' })).thenEvents();
  });
});

describe('A member', () => {
  it('who leaves the committee loses the papers; an examiner of the same name keeps them', () => {
    const access = onAgenda.given(hearsOfClearance('member-1', 'member-2'));
    const left = access
      .when((state) => followDismissal(state, { memberId: 'member-1' }))
      .thenEvents(revoked('member-1'));
    left.when((state) => followDismissal(state, { memberId: 'member-1' })).thenEvents();
    access.when((state) => followDismissal(state, { memberId: 'e-1' })).thenEvents();
  });

  it('who stood aside and then is clear again has the papers again', () => {
    const aside = onAgenda.given(hearsOfClearance('member-1'), hearsOfRecusal('member-1'));
    const back = aside
      .when(hearsOfClearance('member-1'))
      .thenEvents({ type: 'MemberReturned', data: { memberId: 'member-1' } }, 'CaseAccessGranted');
    expect(back.state.recused).toEqual([]);
    const other = onAgenda.given(hearsOfRecusal('member-2'), hearsOfRecusal('member-1'));
    expect(other.given(hearsOfClearance('member-1')).state.recused).toEqual(['member-2']);
    other.when(hearsOfRecusal('member-1')).thenEvents();
  });
});

describe('A case whose examination was reopened on an agenda', () => {
  const reopened = onAgenda.given(declares('e-1', 'B'));

  it('waits for its examiner when it is deferred, and the duty to assign one stays', () => {
    const { deadlines } = reopened.state;
    expect(deadlines).toMatchObject([{ key: 'EXAMINER_ASSIGNMENT' }]);
    const deferred = reopened.given(hears('DEFERRED'));
    expect(deferred.state).toMatchObject({ status: 'OPENED', deferrals: 1, deadlines });
    expect(onAgenda.given(hears('DEFERRED')).state.deadlines).toEqual([]);
  });

  it('is over with its decision, however far it was', () => {
    for (const decision of ['SELECTED', 'NOT_SELECTED'] as const) {
      const { state } = reopened.given(hears(decision));
      expect(state).toMatchObject({ status: 'DECIDED', deadlines: [] });
      expect([state.reopened, state.agenda, phaseOf(state)]).toEqual([undefined, undefined, undefined]);
    }
    const { state } = reopened.given(requestWithdrawal).given(hearsOfRelease(62));
    expect([state.status, state.reopened]).toEqual(['CLOSED', undefined]);
  });

  it('says where it stands on the agenda, and off it', () => {
    expect(phaseOf(reopened.state)).toBe('OPENED');
    const again = reopened.given(invites('e-4'), declares('e-4'), assigns('e-4'));
    expect(phaseOf(again.state)).toBe('EXPERT_ASSIGNED');
    expect(phaseOf(again.given(hearsOfRelease(62)).state)).toBe('EXPERT_ASSIGNED');
    expect(phaseOf(onAgenda.state)).toBe('EXPERT_DONE');
    expect(again.given(hearsOfRelease(62)).state).toMatchObject({
      status: 'EXPERT_ASSIGNED',
      examiners: ['e-2', 'e-3', 'e-4'],
    });
    // Put on an agenda while it lacks an examiner, it says so as well.
    const late = examined.given(declares('e-1', 'B'), declares('e-4'), assigns('e-4'));
    const onNext = late.when(hearsOfAgenda(63)).thenEvents('PutOnAgenda', 'AgendaExaminationChanged');
    expect(onNext.state).toMatchObject({ status: 'ON_AGENDA', reopened: 'EXPERT_ASSIGNED' });
    // The next agenda that it hears of is told too.
    reopened.when(hearsOfAgenda(63)).thenEvents('NextAgendaNoted', {
      type: 'AgendaExaminationChanged',
      data: { sessionNo: 63 },
    });
    onAgenda.when(hearsOfAgenda(63)).thenEvents('NextAgendaNoted');
  });
});

describe('A withdrawal', () => {
  it(
    'is granted at once while the case is on no agenda',
    proves({ '11.5/withdrawal-asked': requestWithdrawal }),
    () => {
      assigned
        .on('2025-09-01')
        .when(requestWithdrawal)
        .thenEvents('WithdrawalGranted', revoked(...EXAMINERS))
        .when(requestWithdrawal)
        .thenEvents()
        .when(followWithdrawal)
        .thenEvents();
    },
  );

  it(
    'is asked of the session otherwise, and granted when it lets the item go',
    proves({ '11.2/case-closed': requestWithdrawal }),
    () => {
      const { state } = onAgenda
        .on('2025-09-01')
        .when(requestWithdrawal)
        .thenEvents('AgendaRemovalRequested')
        .when(requestWithdrawal)
        .thenEvents()
        .when(hearsOfRelease(62))
        .thenEvents('WithdrawalGranted', revoked(...EXAMINERS));
      expect(state.status).toBe('CLOSED');
    },
  );

  it(
    'is refused when the session has counted, even when the case heard of the decision first',
    proves({ '11.5/withdrawal-asked': requestWithdrawal }),
    () => {
      onAgenda
        .on('2025-09-01')
        .given(requestWithdrawal, hears('SELECTED'))
        .when(followRemovalRefusal)
        .thenEvents('WithdrawalRefused')
        .when(followRemovalRefusal)
        .thenEvents()
        .when(requestWithdrawal)
        .thenEvents('WithdrawalRefused');
    },
  );

  it(
    'that intake granted by itself closes the case, wherever it is',
    proves({ '11.5/withdrawn-closes-case': followWithdrawal }),
    () => {
      const closes = { type: 'CaseClosed', data: { why: 'APPLICATION_WITHDRAWN' } } as const;
      const { state } = onAgenda
        .when(followWithdrawal)
        .thenEvents(
          closes,
          { type: 'AgendaRemovalRequested', data: { sessionNo: 62, caseId: onAgenda.state.caseId } },
          revoked(...EXAMINERS),
        );
      expect(state).toMatchObject({ status: 'CLOSED', access: [], withdrawalPending: false });
      assigned.when(followWithdrawal).thenEvents(closes, revoked(...EXAMINERS));
      for (const over of [onAgenda.given(hears('SELECTED')), onAgenda.given(followWithdrawal)])
        over.when(followWithdrawal).thenEvents();
    },
  );

  it('takes the case off an agenda it was put on in the same moment', () => {
    const closed = examined
      .on('2025-09-01')
      .given(requestWithdrawal)
      .when(hearsOfAgenda())
      .thenEvents('AgendaRemovalRequested');
    expect(closed.state).toMatchObject({ status: 'CLOSED', withdrawalPending: false });
    closed.when(hears('SELECTED')).thenEvents();
  });
});
