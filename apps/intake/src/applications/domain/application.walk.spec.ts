import fc from 'fast-check';
import { sampleCertificate, samplePrice, sampleService } from '#common/events/definitions/samples.js';
import { addDays } from '#common/kernel/day.js';
import { Refusal } from '#common/kernel/errors.js';
import { propertyRuns } from '#testing/property-runs.js';
import { expectExactEdges, type Dice } from '#testing/walk.js';
import { allOk, start, submit, type Act } from '../../testing/application-story.js';
import { accept, complete as completed, hears } from '../../testing/reviewed-application.js';
import { applicationType } from '../application.type.js';
import { applicationView, ApplicationView } from '../application.view.js';
import { documentTypes } from './application.rules.js';
import { isLiveObjection } from './application.state.js';
import { awaitRevote, revoteConfirmed } from './awaiting-revote.js';
import { returnApplication } from './checking.js';
import { applicationFellDue } from './falling-due.js';
import { reviewPostponed, reviewStarted, reviewWentOn } from './following-review.js';
import { migrateApplication } from './migrating.js';
import { fileObjection, objectionUpheld } from './objecting.js';
import { answerSupplement, extendSupplement, requestSupplement } from './supplementing.js';
import { withdrawApplication, withdrawalGranted, withdrawalRefused } from './withdrawing.js';

const selection = { sessionNo: 62 };
const ask: Act = (state, moment) => requestSupplement(state, { items: [{ subject: 'SLA', reason: '없다' }] }, moment);
const answer: Act = (state, moment) =>
  answerSupplement(state, { n: state.supplements.length, answers: [{ item: 1, explanation: '덧붙였다' }] }, moment);
const extend: Act = (state, moment) => extendSupplement(state, { n: state.supplements.length }, moment);
const returns: Act = (state, moment) =>
  returnApplication(state, { ground: 'UNDER_SANCTION', reason: '해당 없음' }, moment);
const withdraw: Act = (state, moment) => withdrawApplication(state, { reason: '사유' }, moment);
const begin: Act = (state) => reviewStarted(state, { caseId: 'case-1' });
const object: Act = (state, moment) => fileObjection(state, { statement: '다시 보아 달라' }, moment);
const upheld: Act = (state, moment) => {
  const { objectionId } = state.objections?.at(-1) ?? { objectionId: 'none' };
  return objectionUpheld(state, { objectionId, sessionNo: 63, decidedOn: moment.today }, moment);
};
const votesAgain: Act = (state) => awaitRevote(state, { sessionNo: 62 });
const confirms: Act = (state) => revoteConfirmed(state, { sessionNo: 63 });
const selectedBefore: Act = ({ id, supplier }, moment) => {
  const content = { service: sampleService, prices: [samplePrice], certificates: [sampleCertificate] };
  const days = { appliedOn: '2021-02-15', decidedOn: '2021-03-19', sessionNo: 5 };
  return migrateApplication({ applicationId: id, caseId: 'case-1', supplier, ...days, ...content }, moment).slice(1);
};
const complete = completed();
const { required } = documentTypes(complete.moment.policy, 'CONVERGENCE');

describe('An application', () => {
  it('goes exactly the ways of its diagram', () => {
    const rarely = (dice: Dice, act: Act): Act => (dice(8) === 0 ? act : () => []);
    const review: readonly Act[] = [
      begin,
      (state) => reviewPostponed(state, selection),
      (state) => reviewWentOn(state, selection),
      hears('SELECTED'),
      hears('NOT_SELECTED'),
      withdrawalGranted,
      withdrawalRefused,
      confirms,
    ];
    const reader = {
      now: complete.moment.at,
      seesContacts: true,
      seesReasons: true,
      hidesApplicant: false,
      isMasked: () => false,
    };
    expectExactEdges(applicationType, {
      from: complete,
      views: [[ApplicationView, (state) => applicationView({ id: 'app-1', version: 1, state }, reader)]],
      daysMax: 3,
      length: 80,
      walks: 800,
      commands: {
        submit: () => submit,
        // In place of a submission: the record of a service that was selected before.
        migrate: ({ status }, dice) => (status === 'DRAFT' && dice(10) === 0 ? selectedBefore : () => []),
        start: () => start(),
        allOk: () => allOk,
        accept: () => accept,
        ask: (_, dice) => rarely(dice, ask),
        answer: (_, dice) => rarely(dice, answer),
        extend: () => extend,
        return: (_, dice) => rarely(dice, returns),
        withdraw: (_, dice) => rarely(dice, withdraw),
        remedy: ({ objections = [] }) => (objections.some(isLiveObjection) ? upheld : object),
        voteAgain: ({ revote }) => (revote === undefined ? votesAgain : hears('SELECTED', 63)),
        time: () => applicationFellDue,
        review: (_, dice) => review[dice(review.length)] ?? begin,
      },
    });
  });

  it('never reaches an illegal state, whatever is tried in whatever order', () => {
    const acts: readonly (readonly Act[])[] = [
      [submit],
      [start()],
      [ask],
      [answer],
      [extend],
      [allOk, accept],
      [returns],
      [withdraw],
      [applicationFellDue],
      [begin],
      [hears('SELECTED')],
    ];
    const final = new Set(['SELECTED', 'NOT_SELECTED', 'RETURNED', 'WITHDRAWN']);
    const lastDay = '2025-08-28';
    fc.assert(
      fc.property(fc.array(fc.nat(acts.length - 1), { maxLength: 25 }), (tried) => {
        let story = complete;
        for (const index of tried) {
          const next = addDays(story.moment.today, 1);
          story = story.on(next < lastDay ? next : lastDay);
          const before = story.state;
          try {
            story = story.given(...(acts[index] ?? []));
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
          }
          const { status, documents, submittedOn } = story.state;
          if (final.has(before.status)) expect(status).toBe(before.status);
          if (status === 'ACCEPTED')
            expect(required.every((type) => documents[type]?.check?.result === 'OK')).toBe(true);
          if (status !== 'DRAFT' && status !== 'WITHDRAWN') expect(submittedOn).toBeDefined();
        }
      }),
      propertyRuns(),
    );
  });
});
