import { PolicyTable } from '#common/kernel/policy.js';
import { specification } from '#testing/specification.js';
import { proves } from '#testing/proves.js';
import { allOk, start, supplier, type Act, type Story } from '../../testing/application-story.js';
import { accept, complete, hears, refused, underReview } from '../../testing/reviewed-application.js';
import { applicationType } from '../application.type.js';
import type { ApplicationState } from './application.state.js';
import { copyApplication, prepareRenewal } from './copying.js';
import { submitApplication } from './drafting.js';
import { eraseDocuments } from './erasing.js';
import { withdrawApplication } from './withdrawing.js';

const withdraws: Act = (state, moment) => withdrawApplication(state, { reason: '사정' }, moment);
const submits =
  (source?: Story, whatChanged?: string): Act =>
  (state, moment) =>
    submitApplication(
      state,
      { attested: true, refused: source?.state, ...(whatChanged !== undefined && { whatChanged }) },
      moment,
    );

const copies =
  (source: Story): Act =>
  (_, moment) =>
    copyApplication({ applicationId: 'app-2', supplier, draftNo: 1, source: source.state }, moment);
const copyOf = (source: Story): Story =>
  specification(applicationType, '2025-10-02', PolicyTable.defaults).given(copies(source));

/** When each was attached is the copy's own. */
const filesOf = ({ files }: ApplicationState) => files.map(({ attachedAt: _own, ...file }) => file);

describe('R-17: a copy', () => {
  it(
    'is made of an application that was returned, withdrawn or refused, and of no other',
    proves({ 'R-17': copyApplication, '11.1/copied': copyApplication }),
    () => {
      for (const source of [underReview(), complete()])
        specification(applicationType, '2025-10-02').when(copies(source)).thenRefused('APPLICATION_NOT_COPIED');
      for (const source of [refused(), complete().given(withdraws)]) {
        const { state } = copyOf(source);
        expect(state.copyOf).toEqual({ applicationId: 'app-1', status: source.state.status });
      }
    },
  );

  it('has the form and the files of its source, as a draft of its own', () => {
    const source = refused();
    const { state } = copyOf(source);
    expect(state).toMatchObject({ id: 'app-2', status: 'DRAFT', draftNo: 1, draftKeptUntil: '2026-03-31' });
    const { contact, service, prices, certificates, creditRating } = source.state;
    expect(state).toMatchObject({ contact, service, prices, certificates, creditRating });
    expect(filesOf(state)).toEqual(filesOf(source.state));
    expect(Object.values(state.documents).map(({ check }) => check)).toEqual(
      Object.keys(state.documents).map(() => undefined),
    );
    expect([state.supplements, state.decision, state.result, state.readers]).toEqual([[], undefined, undefined, []]);
  });

  it('leaves out what was erased, and what it names outlives an erasure in the source', () => {
    const erased = refused().given((state) => eraseDocuments(state, { ground: 'REQUEST', documentTypes: ['SLA'] }));
    const copy = copyOf(erased);
    expect(Object.keys(copy.state.documents)).not.toContain('SLA');
    expect(copy.state.documents).toHaveProperty('PRICE_TABLE');
    const kept = applicationType.documents?.kept(copyOf(refused()).state).map(({ name }) => name);
    expect(kept).toContain('SLA');
  });
});

describe('§11.5: a renewal that is begun when a certificate ends soon', () => {
  const renews =
    (source: Story): Act =>
    (_, moment) =>
      prepareRenewal({ applicationId: 'app-2', supplier, draftNo: 1, source: source.state }, moment);

  it(
    'is a draft with form and files of the selected application',
    proves({ '11.5/expiring-drafts': prepareRenewal }),
    () => {
      const selected = underReview().given(hears('SELECTED'));
      const { state } = specification(applicationType, '2029-07-04').given(renews(selected));
      expect(state).toMatchObject({ status: 'DRAFT', copyOf: { applicationId: 'app-1', status: 'SELECTED' } });
      expect(filesOf(state)).toEqual(filesOf(selected.state));
    },
  );

  it('is not begun for a service that is not selected', proves({ '11.5/expiring-drafts': prepareRenewal }), () => {
    specification(applicationType, '2029-07-04').when(renews(refused())).thenEvents();
  });
});

describe('A-22: a new application after a refusal', () => {
  const source = refused();

  it('says what changed', proves({ 'R-17': submitApplication }), () => {
    const copy = copyOf(source);
    copy.when(submits(source)).thenRefused('CHANGES_MISSING');
    const { state } = copy.when(submits(source, '인증을 받았다.')).thenEvents('ApplicationSubmitted');
    expect(state.reapplication).toEqual({ applicationId: 'app-1', whatChanged: '인증을 받았다.' });
  });

  it('says nothing where nothing was refused', () => {
    const { state } = copyOf(source).when(submits()).thenEvents('ApplicationSubmitted');
    expect(state.reapplication).toBeUndefined();
  });

  it('shows the review what changed', () => {
    const inOrder = copyOf(source).given(submits(source, '인증을 받았다.'), start(), allOk);
    inOrder
      .when(accept)
      .thenEvents({ type: 'ApplicationAccepted', data: { reapplication: { whatChanged: '인증을 받았다.' } } });
  });
});
