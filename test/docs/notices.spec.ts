import { readFileSync } from 'node:fs';
import path from 'node:path';
import { own } from '#common/kernel/own.js';
import { committeeNoticeTexts } from '../../apps/review/src/committee/committee.notices.js';
import { inquiryNoticeTexts } from '../../apps/intake/src/inquiries/inquiry.notices.js';
import { noticeTexts } from '../../apps/intake/src/applications/application.notice-texts.js';
import { supplierNoticeTexts } from '../../apps/intake/src/suppliers/supplier.notice-texts.js';
import { SERVICES } from '../../tools/services.js';

const OWN_ACT = 'its supplier did it, and has the answer of the operation';
const TOLD_BY_INTAKE = 'intake tells the applicant when it follows';

/** Events of intake and review that leave their aggregate and make nothing known by themselves, each with why not. */
const UNTOLD: Readonly<Record<string, string>> = {
  SupplierRegistered: OWN_ACT,
  ApplicationSubmitted: OWN_ACT,
  ApplicationCheckStarted: 'the application names the officer and the clock; a supplement and a result do as well',
  WithdrawalRequested: OWN_ACT,
  DeferralAnswered: OWN_ACT,
  ApplicationDecided: 'ResultReceived tells it, with what the applicant may do',
  ReviewCaseOpened: 'its examiners are invited by ExaminersInvited',
  ExpertExaminationCompleted: 'a step of the office: PUT_ON_AGENDA waits for the secretary',
  CaseAccessGranted: 'it follows the own declaration of the person',
  CaseAccessRevoked: 'an examiner is told by ExaminerReleased; a member by the session',
  ReviewDeferred: TOLD_BY_INTAKE,
  ReviewResumed: 'a step of the office: the agenda is not public',
  ServiceSelected: TOLD_BY_INTAKE,
  ServiceNotSelected: TOLD_BY_INTAKE,
  SelectionCancelled: TOLD_BY_INTAKE,
  SelectionKept: TOLD_BY_INTAKE,
  HearingNoticed: TOLD_BY_INTAKE,
  RevoteCalled: TOLD_BY_INTAKE,
  RevoteConfirmed: TOLD_BY_INTAKE,
  RevoteNeeded: 'a step of the office: PUT_ON_AGENDA waits for the secretary',
  ObjectionUpheld: TOLD_BY_INTAKE,
  ObjectionDismissed: TOLD_BY_INTAKE,
  ReviewResultNotified: TOLD_BY_INTAKE,
  WithdrawalGranted: TOLD_BY_INTAKE,
  WithdrawalRefused: TOLD_BY_INTAKE,
  AgendaRemovalRequested: 'a step of the office',
  AgendaExaminationChanged: 'a step of the office',
  SessionPlanned: 'the notice of the session tells its members',
  SessionOpened: 'members are in the room',
  SessionClosed: 'members are in the room',
  SessionPublished: TOLD_BY_INTAKE,
  AgendaItemAdded: 'a step of the office: DECLARE_CONFLICT waits for the members',
  AgendaItemReleased: 'a step of the office',
  AgendaRemovalRefused: 'WithdrawalRefused follows, which the applicant is told',
  RecusalsSettled: 'it follows the own declaration of the person, or a ballot in the room',
};

const types = SERVICES.filter(({ service }) => service === 'intake' || service === 'review')
  .flatMap(({ aggregates }) => aggregates)
  .map(([type]) => type);

describe('What is told to people', () => {
  it('S22 Art. 31: each event that leaves intake or review has a notice, or a reason why it has none', () => {
    const silent = types.flatMap(({ publishes, notices = {} }) =>
      publishes.map(({ name }) => name).filter((name) => own(notices, name) === undefined),
    );
    expect([...new Set(silent)].sort()).toEqual(Object.keys(UNTOLD).sort());
  });

  it('has its reasons in the interfaces', () => {
    const page = readFileSync(path.join(import.meta.dirname, '../../docs/interfaces.md'), 'utf8');
    const all = [noticeTexts, supplierNoticeTexts, inquiryNoticeTexts, committeeNoticeTexts].flatMap(Object.keys);
    expect(all.filter((reason) => !page.includes(`\`${reason}\``))).toEqual([]);
  });
});
