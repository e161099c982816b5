import { proves } from '#testing/proves.js';
import { accept, complete, hears, underReview } from '../../testing/reviewed-application.js';
import { allOk, start, submit, type Act, type Story } from '../../testing/application-story.js';
import { isWithReview } from './application.rules.js';
import type { ApplicationStatus } from './application.state.js';
import { decided, reviewPostponed, reviewStarted, reviewWentOn } from './following-review.js';
import { withdrawApplication, withdrawalGranted } from './withdrawing.js';

const begins: Act = (state) => reviewStarted(state, { caseId: 'case-1' });
const postpones: Act = (state) => reviewPostponed(state, { sessionNo: 62 });
const goesOn: Act = (state) => reviewWentOn(state, { sessionNo: 63 });
const withdraws: Act = (state, moment) => withdrawApplication(state, { reason: '사정' }, moment);
const statusOf = ({ state }: Story): ApplicationStatus => state.status;

const accepted = complete().given(submit, start()).on('2025-08-12').given(allOk, accept);

describe('§11.1: an application with the review', () => {
  it(
    'is under review once its case is opened, whatever is heard twice',
    proves({ '11.1/review-started': reviewStarted, '11.5/review-mirrored': reviewStarted }),
    () => {
      const begun = accepted.when(begins).thenEvents('ReviewStarted');
      expect(begun.state).toMatchObject({ status: 'UNDER_REVIEW', caseId: 'case-1' });
      begun.when(begins).thenEvents();
      accepted.given(withdraws, withdrawalGranted).when(begins).thenEvents();
    },
  );

  it(
    'is deferred when the committee defers it, and not once it has ended',
    proves({ '11.1/deferred': reviewPostponed, '11.5/review-mirrored': reviewPostponed }),
    () => {
      expect(
        statusOf(
          underReview()
            .when(postpones)
            .thenEvents({ type: 'ReviewPostponed', data: { sessionNo: 62 } }),
        ),
      ).toBe('DEFERRED');
      underReview().given(hears('SELECTED')).when(postpones).thenEvents();
    },
  );

  it(
    'is under review again on the next agenda, and only after a deferral',
    proves({ '11.1/resumed': reviewWentOn, '11.5/review-mirrored': reviewWentOn }),
    () => {
      expect(
        statusOf(
          underReview()
            .given(postpones)
            .when(goesOn)
            .thenEvents({ type: 'ReviewWentOn', data: { sessionNo: 63 } }),
        ),
      ).toBe('UNDER_REVIEW');
      underReview().when(goesOn).thenEvents();
      underReview().given(postpones, hears('NOT_SELECTED')).when(goesOn).thenEvents();
    },
  );

  it.each([
    ['SELECTED', undefined, undefined],
    ['NOT_SELECTED', '2028-09-23', '2025-10-23'],
  ] as const)(
    'is %s with the publication; after a refusal a period to object begins',
    proves({ '11.1/decided': decided, '11.5/review-mirrored': decided }),
    (decision, papersKeptUntil, objectUntil) => {
      const { state } = underReview().on('2025-09-23').when(hears(decision)).thenEvents('ApplicationDecided');
      expect(state.decision).toEqual({ decision, sessionNo: 62, decidedOn: '2025-09-23' });
      expect([state.status, state.papersKeptUntil, state.objectUntil]).toEqual([
        decision,
        papersKeptUntil,
        objectUntil,
      ]);
    },
  );

  it('is decided once, whichever decision comes twice', proves({ '11.5/race-duplicate': decided }), () => {
    for (const first of ['SELECTED', 'NOT_SELECTED'] as const)
      for (const second of ['SELECTED', 'NOT_SELECTED'] as const)
        underReview().given(hears(first)).when(hears(second, 63)).thenEvents();
  });

  it('is with the review from its acceptance to its end', proves({ '11.1/final': isWithReview }), () => {
    const before = [complete(), complete().given(submit), complete().given(submit, start())];
    const during = [accepted, underReview(), underReview().given(postpones)];
    const after = [underReview().given(hears('SELECTED')), underReview().given(hears('NOT_SELECTED'))];
    const withdrawn = accepted.given(withdraws, withdrawalGranted);
    const withReview = [...before, ...during, ...after, withdrawn].map(({ state }) => isWithReview(state));
    expect(withReview).toEqual([false, false, false, true, true, true, false, false, false]);
  });
});
