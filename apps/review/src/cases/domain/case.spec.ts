import { ApplicationAccepted } from '#common/events/definitions/application-accepted.js';
import { checkPublishable } from '#common/events/publishable.js';
import { caseIdOf, caseType } from '../case.type.js';
import { Given, moment, refusalOf } from '../../testing/given.js';
import {
  assignExaminers,
  conclude,
  declareExaminerConflict,
  evolve,
  followAgenda,
  followClearance,
  followRecusal,
  followRelease,
  followRemovalRefusal,
  followWithdrawal,
  openCase,
  requestWithdrawal,
  submitExamination,
} from './case.js';
import type { CaseEvent } from './case.events.js';
import { isReady } from './case.rules.js';
import { CRITERIA, type CaseState, type ConflictGround, type CriterionFinding } from './case.state.js';

const { applicationId, ...submission } = ApplicationAccepted.sample;
const caseId = caseIdOf(applicationId);
const findings: readonly CriterionFinding[] = CRITERIA.map((criterion) => ({ criterion, finding: 'MET' }));

class Case extends Given<CaseState, CaseEvent> {
  constructor() {
    super(evolve, moment('2025-08-12 10:00'));
    this.record(openCase({ caseId, applicationId, submission }, this.now));
  }

  /** Whatever would leave the service has to match its published schema. */
  override record(events: readonly CaseEvent[]): readonly string[] {
    for (const event of events) {
      const definition = caseType.publishes.find((candidate) => candidate.name === event.type);
      if (definition !== undefined) checkPublishable(definition, JSON.parse(JSON.stringify(event.data)));
    }
    return super.record(events);
  }

  declares(examinerId: string, ground: ConflictGround = 'NONE'): readonly string[] {
    return this.record(declareExaminerConflict(this.state, { examinerId, by: examinerId, ground }, this.now));
  }

  assigned(): this {
    for (const examinerId of ['e-1', 'e-2', 'e-3']) this.declares(examinerId);
    this.record(assignExaminers(this.state, { examinerIds: ['e-1', 'e-2', 'e-3'] }, this.now));
    return this;
  }

  submits(examinerId: string, given = findings): readonly string[] {
    const text = { examinerId, by: examinerId, findings: given, recommendation: 'SELECT', comment: '적정' } as const;
    return this.record(submitExamination(this.state, text, this.now));
  }

  examined(): this {
    this.assigned();
    for (const examinerId of ['e-1', 'e-2', 'e-3']) this.submits(examinerId);
    return this;
  }

  onAgenda(sessionNo = 62): this {
    this.record(followAgenda(this.state, { sessionNo, item: 1 }));
    return this;
  }

  clears(memberId: string): readonly string[] {
    return this.record(followClearance(this.state, { sessionNo: 62, memberId }));
  }

  hears(decision: 'SELECTED' | 'NOT_SELECTED' | 'DEFERRED', sessionNo = 62): readonly string[] {
    const tally = { eligible: 14, yes: 8, no: 6, abstain: 0 };
    const conclusion = { sessionNo, decision, decidedOn: '2025-09-19', tally, reasons: ['사유'], requests: [] };
    return this.record(conclude(this.state, conclusion, this.now));
  }
}

describe('the expert examination', () => {
  it('is assigned to three examiners who declared no conflict; then the papers open to them', () => {
    const given = new Case();
    const assign = (...examinerIds: readonly string[]) => assignExaminers(given.state, { examinerIds }, given.now);
    expect(refusalOf(() => assign('e-1', 'e-2', 'e-3'))).toBe('EXAMINER_NOT_CLEARED');
    for (const examinerId of ['e-1', 'e-2', 'e-3']) given.declares(examinerId);
    given.declares('e-4', 'C');
    expect(refusalOf(() => assign('e-1', 'e-2'))).toBe('EXAMINERS_TOO_FEW');
    expect(refusalOf(() => assign('e-1', 'e-1', 'e-2'))).toBe('EXAMINERS_TOO_FEW');
    expect(refusalOf(() => assign('e-1', 'e-2', 'e-4'))).toBe('EXAMINER_NOT_CLEARED');
    expect(given.state.deadlines).toMatchObject([{ key: 'EXAMINER_ASSIGNMENT', dueAt: '2025-08-14T15:00:00.000Z' }]);
    given.record(assign('e-1', 'e-2', 'e-3'));
    expect(given.state.access.map((access) => access.person)).toEqual(['e-1', 'e-2', 'e-3']);
    expect(given.state.deadlines).toMatchObject([{ key: 'EXAMINATION', dueAt: '2025-08-27T15:00:00.000Z' }]);
  });

  it('answers every criterion once, and explains what is not met', () => {
    const given = new Case().assigned();
    const [first, ...rest] = findings;
    expect(refusalOf(() => given.submits('e-1', rest))).toBe('CRITERION_MISSING');
    expect(refusalOf(() => given.submits('e-1', [...findings, ...findings.slice(0, 1)]))).toBe('CRITERION_TWICE');
    const notMet = { criterion: first?.criterion ?? 'SECURITY', finding: 'NOT_MET' } as const;
    expect(refusalOf(() => given.submits('e-1', [notMet, ...rest]))).toBe('COMMENT_MISSING');
    expect(refusalOf(() => given.submits('e-9'))).toBe('FORBIDDEN');
  });

  it('is complete with the last of the assigned examiners; a text may be replaced until then', () => {
    const given = new Case().assigned();
    expect([...given.submits('e-1'), ...given.submits('e-1'), ...given.submits('e-2')]).toEqual([
      'ExaminationSubmitted',
      'ExaminationSubmitted',
      'ExaminationSubmitted',
    ]);
    expect(isReady(given.state)).toBe(false);
    expect(given.submits('e-3')).toEqual(['ExaminationSubmitted', 'ExpertExaminationCompleted']);
    expect(isReady(given.state)).toBe(true);
    expect(refusalOf(() => given.submits('e-1'))).toBe('EXAMINATION_CLOSED');
  });

  it('loses an examiner who finds a conflict late, text and access included', () => {
    const given = new Case().assigned();
    given.submits('e-1');
    expect(given.declares('e-1', 'B')).toEqual(['ExaminerDeclared', 'ExaminerReleased', 'CaseAccessRevoked']);
    expect(given.state).toMatchObject({ status: 'OPENED', examiners: ['e-2', 'e-3'], examinations: [] });
    given.declares('e-5');
    given.record(assignExaminers(given.state, { examinerIds: ['e-5'] }, given.now));
    expect(given.state).toMatchObject({ status: 'EXPERT_ASSIGNED', examiners: ['e-2', 'e-3', 'e-5'] });
  });
});

describe('a case before the committee', () => {
  it('opens to members who are cleared, and closes to those who stand aside', () => {
    const given = new Case().examined().onAgenda();
    expect(given.clears('member-1')).toEqual(['CaseAccessGranted']);
    expect(given.clears('member-1')).toEqual([]);
    const standAside = followRecusal(given.state, { sessionNo: 62, memberId: 'member-1' });
    expect(given.record(standAside)).toEqual(['MemberStoodAside', 'CaseAccessRevoked']);
    expect(given.state.recused).toEqual(['member-1']);
    expect(given.record(followRecusal(given.state, { sessionNo: 61, memberId: 'member-2' }))).toEqual([]);
  });

  it('is decided once the session is published, whole, and closed to everybody', () => {
    const given = new Case().examined().onAgenda();
    given.clears('member-1');
    expect(given.hears('SELECTED')).toEqual([
      'ServiceSelected',
      'ReviewResultNotified',
      ...Array(4).fill('CaseAccessRevoked'),
    ]);
    expect(given.state).toMatchObject({
      status: 'DECIDED',
      access: [],
      decision: { outcome: 'SELECTED', sessionNo: 62 },
    });
    const selected = given.history.find((event) => event.type === 'ServiceSelected');
    expect(selected?.data).toMatchObject({ service: submission.service, prices: submission.prices });
    expect(given.hears('SELECTED')).toEqual([]);
    expect(given.hears('NOT_SELECTED', 63)).toEqual([]);
  });

  it('is notified by criterion and without names', () => {
    const given = new Case().examined().onAgenda();
    given.hears('NOT_SELECTED');
    const notified = given.history.find((event) => event.type === 'ReviewResultNotified');
    expect(JSON.stringify(notified?.data)).not.toMatch(/e-1|examinerId/);
    expect(notified?.data).toMatchObject({ criteria: CRITERIA.map((criterion) => ({ criterion })) });
  });

  it('is decided by a session with a lower number that sits later, after it was deferred', () => {
    const given = new Case().examined().onAgenda(63);
    given.hears('DEFERRED', 63);
    given.onAgenda(62);
    expect(given.state).toMatchObject({ status: 'ON_AGENDA', agenda: { sessionNo: 62 } });
    expect(given.hears('SELECTED', 62)).toContain('ServiceSelected');
  });

  it('resumes on the next agenda after a deferral, and hears nothing from the session it left', () => {
    const given = new Case().examined().onAgenda();
    expect(given.hears('DEFERRED')).toEqual(['ReviewDeferred', 'ReviewResultNotified']);
    expect(given.state).toMatchObject({ status: 'EXPERT_DONE', deferrals: 1 });
    expect(given.record(followAgenda(given.state, { sessionNo: 62, item: 1 }))).toEqual([]);
    expect(given.record(followAgenda(given.state, { sessionNo: 63, item: 2 }))).toEqual([
      'PutOnAgenda',
      'ReviewResumed',
    ]);
    expect(given.hears('SELECTED', 62)).toEqual([]);
    expect(given.hears('SELECTED', 63)).toContain('ServiceSelected');
  });

  it('waits for another session when its item is carried', () => {
    const given = new Case().examined().onAgenda();
    given.clears('member-1');
    const release = followRelease(given.state, { sessionNo: 62, at: given.now.at });
    expect(given.record(release)).toEqual(['TakenOffAgenda', 'CaseAccessRevoked']);
    expect(isReady(given.state)).toBe(true);
    expect(given.state.deferrals).toBe(0);
  });

  describe('put on the next agenda while it had not heard that the one before let it go', () => {
    const release = (given: Case, sessionNo: number) =>
      given.record(followRelease(given.state, { sessionNo, at: given.now.at }));

    it('is on the next one when it hears of that', () => {
      const given = new Case().examined().onAgenda(62).onAgenda(63);
      expect(given.state.agenda?.sessionNo).toBe(62);
      expect(release(given, 62)).toEqual(['TakenOffAgenda', 'PutOnAgenda']);
      expect(given.state).toMatchObject({ status: 'ON_AGENDA', agenda: { sessionNo: 63 } });
      expect(given.state.nextAgendas).toBeUndefined();
    });

    it('stays on it when it hears of both the other way round', () => {
      const given = new Case().examined().onAgenda(63).onAgenda(62);
      expect(release(given, 62)).toEqual(['TakenOffAgenda']);
      expect(given.state).toMatchObject({ status: 'ON_AGENDA', agenda: { sessionNo: 63 } });
      expect(given.state.nextAgendas).toBeUndefined();
    });

    it('asks the next one for leave, too, when its applicant withdraws', () => {
      const given = new Case().examined().onAgenda(62).onAgenda(63);
      given.record(requestWithdrawal(given.state, given.now.at));
      expect(release(given, 62)).toEqual(['TakenOffAgenda', 'PutOnAgenda', 'AgendaRemovalRequested']);
      expect(given.state.withdrawalPending).toBe(true);
      expect(release(given, 63)).toContain('WithdrawalGranted');
    });

    it('asks both for leave when its application is closed', () => {
      const given = new Case().examined().onAgenda(62).onAgenda(63);
      const asked = followWithdrawal(given.state).filter(({ type }) => type === 'AgendaRemovalRequested');
      expect(asked.map(({ data }) => data)).toMatchObject([{ sessionNo: 62 }, { sessionNo: 63 }]);
    });
  });
});

describe('a withdrawal', () => {
  const at = moment('2025-09-01 10:00').at;

  it('is granted at once while the case is on no agenda', () => {
    const given = new Case().assigned();
    expect(given.record(requestWithdrawal(given.state, at))).toEqual([
      'WithdrawalGranted',
      ...Array(3).fill('CaseAccessRevoked'),
    ]);
    expect(given.record(requestWithdrawal(given.state, at))).toEqual([]);
    expect(given.record(followWithdrawal(given.state))).toEqual([]);
  });

  it('is asked of the session otherwise, and granted when it lets the item go', () => {
    const given = new Case().examined().onAgenda();
    expect(given.record(requestWithdrawal(given.state, at))).toEqual(['AgendaRemovalRequested']);
    expect(given.record(requestWithdrawal(given.state, at))).toEqual([]);
    expect(given.record(followRelease(given.state, { sessionNo: 62, at }))).toContain('WithdrawalGranted');
    expect(given.state.status).toBe('CLOSED');
  });

  it('is refused when the session has counted, even when the case heard of the decision first', () => {
    const given = new Case().examined().onAgenda();
    given.record(requestWithdrawal(given.state, at));
    given.hears('SELECTED');
    expect(given.record(followRemovalRefusal(given.state, at))).toEqual(['WithdrawalRefused']);
    expect(given.record(followRemovalRefusal(given.state, at))).toEqual([]);
    expect(given.record(requestWithdrawal(given.state, at))).toEqual(['WithdrawalRefused']);
  });

  it('takes the case off an agenda it was put on in the same moment', () => {
    const given = new Case().examined();
    given.record(requestWithdrawal(given.state, at));
    expect(given.record(followAgenda(given.state, { sessionNo: 62, item: 1 }))).toEqual(['AgendaRemovalRequested']);
    expect(given.state.status).toBe('CLOSED');
    expect(given.hears('SELECTED')).toEqual([]);
  });
});
