import { specification } from '#testing/specification.js';
import { expectExactEdges, type Dice } from '#testing/walk.js';
import { caseType } from '../case.type.js';
import { caseView, CaseView } from '../case.view.js';
import {
  asksToCancel,
  assigns,
  decidesCancellation,
  declares,
  EXAMINERS,
  hears,
  hearsOfAgenda,
  hearsOfAnswer,
  hearsOfConflict,
  hearsOfClearance,
  hearsOfObjection,
  hearsOfRecusal,
  hearsOfRelease,
  hearsOfRevote,
  hearsSupplier,
  opens,
  replaces,
  submits,
} from '../testing/review-case.js';
import type { CaseState } from './case.state.js';
import { followRemovalRefusal, followWithdrawal, requestWithdrawal } from './following.js';
import { selectedBefore } from './migrating.js';

describe('The statuses of a case', () => {
  const nothing = () => [];
  const isExamining = ({ status }: CaseState) => status === 'OPENED' || status === 'EXPERT_ASSIGNED';
  /** The dice prefer the ends of their range. Few walks end before the case is examined. */
  const ends = (state: CaseState, dice: Dice) => dice(isExamining(state) ? 40 : 7) === 3;

  it('follow one another exactly as its diagram says', () => {
    expectExactEdges(caseType, {
      from: specification(caseType, '2025-08-12').given(opens),
      views: [
        [
          CaseView,
          (state) =>
            caseView(
              { id: 'c-1', version: 1, state },
              {
                sub: 'e-1',
                now: new Date(0),
                isLinked: false,
                seesNames: true,
                seesCancellation: true,
                hidesApplicant: false,
                findings: [],
              },
            ),
        ],
      ],
      length: 100,
      daysMax: 2,
      walks: 2_500,
      commands: {
        declare: (_, dice) => declares(EXAMINERS[dice(3)] ?? 'e-1', dice(24) === 11 ? 'B' : 'NONE'),
        assign: ({ declarations }) =>
          assigns(...declarations.filter(({ ground }) => ground === 'NONE').map(({ examinerId }) => examinerId)),
        replace: ({ declarations }, dice) =>
          replaces(EXAMINERS[dice(3)] ?? 'e-1', declarations[dice(declarations.length + 1)]?.examinerId ?? 'e-9'),
        submit: ({ examiners, examinations }) =>
          submits(examiners.find((id) => examinations.every(({ examinerId }) => examinerId !== id)) ?? 'e-1'),
        // It seldom hears of the next agenda before the one before lets it go.
        agenda: ({ agenda }, dice) => (agenda === undefined || dice(9) === 4 ? hearsOfAgenda(62 + dice(3)) : nothing),
        clear: (_, dice) => hearsOfClearance(`member-${dice(3)}`),
        recuse: (_, dice) => hearsOfRecusal(`member-${dice(3)}`),
        // A session releases what is on its agenda.
        release: ({ agenda, nextAgendas = [] }, dice) => {
          const held = [...(agenda === undefined ? [] : [agenda]), ...nextAgendas];
          const one = held[dice(held.length + 1)];
          return one === undefined ? nothing : hearsOfRelease(one.sessionNo);
        },
        // In place of all else: the record of a service that was selected before.
        migrate: ({ status, agenda, invited, declarations, recused, withdrawalPending, deferrals }, dice) =>
          status === 'OPENED' &&
          agenda === undefined &&
          !withdrawalPending &&
          deferrals + invited.length + declarations.length + recused.length === 0 &&
          dice(10) === 0
            ? (state) => [selectedBefore(state, { sessionNo: 5, decidedOn: '2021-03-19' })]
            : nothing,
        // A session decides on examined cases. Of session 70 the case has not heard before.
        conclude: (state, dice) =>
          isExamining(state) || dice(4) !== 2
            ? nothing
            : hears(
                (['SELECTED', 'DEFERRED', 'NOT_SELECTED'] as const)[dice(3)] ?? 'SELECTED',
                state.agenda?.sessionNo ?? 70,
              ),
        object: ({ decision }) => hearsOfObjection(decision?.sessionNo),
        conflict: ({ decision }, dice) => (dice(3) === 1 ? hearsOfConflict('member-1', decision?.sessionNo) : nothing),
        voteAgain: ({ revote, agenda }, dice) =>
          revote === undefined || dice(3) !== 1
            ? nothing
            : hearsOfRevote(dice(2) === 0 ? 'SELECTED' : 'NOT_SELECTED', agenda?.sessionNo ?? 70),
        answer: ({ objection, agenda }, dice) =>
          objection === undefined || dice(7) !== 3
            ? nothing
            : hearsOfAnswer(dice(2) === 0 ? 'UPHELD' : 'DISMISSED', undefined, agenda?.sessionNo ?? 70),
        cancel: ({ cancellation, status }, dice) => {
          if (status !== 'DECIDED' || dice(5) !== 2) return nothing;
          if (cancellation === undefined || cancellation.decided !== undefined) return asksToCancel(['SANCTION'], 11);
          if (cancellation.held === undefined) return hearsSupplier;
          return decidesCancellation(dice(2) === 0 ? 'CANCELLED' : 'KEPT', ['SANCTION'], 'ministry');
        },
        requestWithdrawal: (state, dice) => (ends(state, dice) ? requestWithdrawal : nothing),
        refuseRemoval: (_, dice) => (dice(7) === 3 ? followRemovalRefusal : nothing),
        withdraw: (state, dice) => (ends(state, dice) ? followWithdrawal : nothing),
      },
    });
  });
});
