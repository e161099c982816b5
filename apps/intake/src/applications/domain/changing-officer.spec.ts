import { declareTie, isResponsible } from '#common/kernel/responsible-officer.js';
import { proves } from '#testing/proves.js';
import { officerCalled, checking, start, submitted, type Act } from '../../testing/application-story.js';
import { byResponsible } from './application.rules.js';
import { handOverApplication, takeOverApplication } from './changing-officer.js';
import { returnApplication } from './checking.js';

const reason = '담당자가 병가 중이다.';
const takeOver =
  (sub: string, notLinkedToSupplier = true): Act =>
  (state) =>
    takeOverApplication(state, { officer: officerCalled(sub), notLinkedToSupplier, reason });
const handOver =
  (by: string, to: string): Act =>
  (state) =>
    handOverApplication(state, { by, officer: officerCalled(to), reason });
const declare =
  (officer: string): Act =>
  (state) =>
    declareTie(state, { officer, reason: '가족이 근무한다.' });
const reject: Act = (state, moment) =>
  returnApplication(state, { ground: 'NOT_ELIGIBLE_KIND', reason: '대상이 아니다' }, moment);

describe('R-02, F-06: the responsible officer of an application', () => {
  it('is one, and the next after a take-over', proves({ 'R-02': takeOverApplication }), () => {
    const { state } = checking
      .when(takeOver('officer-2'))
      .thenEvents({ type: 'OfficerChanged', data: { by: 'TAKE_OVER' }, reason });
    expect(['officer', 'officer-2'].map((sub) => isResponsible(state, sub))).toEqual([false, true]);
  });

  it('does not take over what they have already', () => {
    checking.when(takeOver('officer')).thenRefused('OFFICER_RESPONSIBLE');
    checking.when(handOver('officer', 'officer')).thenRefused('OFFICER_RESPONSIBLE');
  });

  it('begins with the start of the check', () => {
    submitted.when(takeOver('officer-2')).thenRefused('APPLICATION_WITHOUT_OFFICER');
    submitted.when(handOver('officer', 'officer-2')).thenRefused('APPLICATION_WITHOUT_OFFICER');
  });

  it('can be changed by any officer, while the responsible one is ill', () => {
    checking.when(handOver('officer-3', 'officer-2')).thenEvents({ type: 'OfficerChanged', data: { by: 'HAND_OVER' } });
  });

  it('decides nothing after a hand-over before they declared to have no tie', proves({ 'R-02': byResponsible }), () => {
    const handed = checking.given(handOver('officer', 'officer-2'));
    expect(isResponsible(handed.state, 'officer-2')).toBe(true);
    handed.when(byResponsible({ sub: 'officer-2' }, reject)).thenRefused('OFFICER_UNDECLARED');
    handed.when(takeOver('officer-2', false)).thenRefused('OFFICER_LINKED');
    handed
      .given(takeOver('officer-2'))
      .when(byResponsible({ sub: 'officer-2' }, reject))
      .thenEvents('ApplicationReturned');
  });
});

describe('F-06: an officer with a declared tie to the supplier', () => {
  it('neither starts the check nor takes the application over, nor is it handed to them', () => {
    submitted.given(declare('officer')).when(start('officer')).thenRefused('OFFICER_LINKED');
    const tied = checking.given(declare('officer-2'));
    tied.when(takeOver('officer-2')).thenRefused('OFFICER_LINKED');
    tied.when(handOver('officer', 'officer-2')).thenRefused('OFFICER_LINKED');
    tied.when(handOver('officer-2', 'officer-3')).thenRefused('OFFICER_LINKED');
  });

  it('is no longer responsible, and may still hand over what they had', () => {
    const tied = checking.given(declare('officer'));
    expect(isResponsible(tied.state, 'officer')).toBe(false);
    tied.when(handOver('officer', 'officer-2')).thenEvents('OfficerChanged');
    tied.when(takeOver('officer-2')).thenEvents('OfficerChanged');
  });

  it('declares once', () => {
    checking.given(declare('officer-2')).when(declare('officer-2')).thenEvents();
  });
});
