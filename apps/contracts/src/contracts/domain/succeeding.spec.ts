import { proves } from '#testing/proves.js';
import { refusalOf } from '#testing/specification.js';
import { toldBy, waitsIn } from '#testing/told.js';
import { askingQuotes, entry, need, negotiated, planned, secondListing } from '../../testing/contract-steps.js';
import { completing, destroying, returning, running, settled } from '../../testing/running.js';
import { contractType } from '../contract.type.js';
import { cancelContract } from './cancelling.js';
import { completeContract } from './completing.js';
import type { ContractState, Need } from './contract.state.js';
import { confirmDataDestruction, confirmDataReturn } from './handing-back.js';
import { planContract } from './planning.js';
import { requestQuotes } from './requesting.js';
import { rescindContract } from './rescinding.js';
import {
  ensureContinues,
  ensureFollows,
  ensureOfLineage,
  noteSuccessor,
  noteSuccessorRescinded,
} from './succeeding.js';

const FORMER = '018f6f2a-0000-7000-8000-000000000004';
const NEXT = '018f6f2a-0000-7000-8000-00000000000d';
const next = { from: '2026-10-20', to: '2027-10-19' };
/** It runs until 2026-10-19. */
const former = running();

describe('A contract that follows another one (후속 계약)', () => {
  const following = (from: ContractState | undefined, changed: Partial<Need> = {}) =>
    refusalOf(() => ensureFollows({ successorOf: FORMER, period: next, ...changed }, '1000001', from));
  const successor = planned({ need: { period: next, fiscalYear: 2026 }, on: '2026-09-01', contractId: NEXT });
  const follows = { ...need, period: next, fiscalYear: 2026, successorOf: FORMER };
  const { institution } = successor.state;
  const plan = successor.given((_, moment) =>
    planContract({ contractId: NEXT, institution, need: follows, former: former.state }, moment),
  );

  it(
    '§11.4: follows one of the same institution, from a day after its last day on',
    proves({ '11.4/successor': ensureFollows }),
    () => {
      expect(following(former.state)).toBe('nothing refused');
      expect(following(former.state, { period: { from: '2026-10-19', to: '2027-10-19' } })).toBe('FORMER_STILL_RUNS');
      expect(following(undefined)).toBe('FORMER_UNKNOWN');
      const foreign = { ...former.state, institution: { ...former.state.institution, code: '2000002' } };
      expect(following(foreign)).toBe('FORMER_UNKNOWN');
      expect(following(negotiated('ordered').state)).toBe('FORMER_NOT_CONCLUDED');
      const rescinded = negotiated('signed').given((state, moment) =>
        rescindContract(state, { reason: '철회' }, moment),
      );
      expect(following(rescinded.state)).toBe('FORMER_NOT_CONCLUDED');
      expect(refusalOf(() => ensureFollows({ period: need.period }, '1000001', undefined))).toBe('nothing refused');
      const unknown = { contractId: NEXT, institution, need: follows };
      successor.when((_, moment) => planContract(unknown, moment)).thenRefused('FORMER_UNKNOWN');
      expect(plan.state.need.successorOf).toBe(FORMER);
    },
  );

  it(
    '§11.4: asks for the listing of that contract, or for one that replaces it',
    proves({ '11.4/successor': ensureOfLineage }),
    () => {
      const { listing } = entry();
      const asking = (lineage: readonly string[], listed = entry()) =>
        plan.on('2026-09-02').when((state, moment) => requestQuotes(state, { entries: [listed], lineage }, moment));
      asking([listing.listingId]).thenEvents('QuotesRequested');
      const replacing = entry(secondListing);
      asking([listing.listingId], replacing).thenRefused('LISTING_OF_OTHER_SERVICE');
      asking([listing.listingId, replacing.listing.listingId], replacing).thenEvents('QuotesRequested');
      asking([]).thenRefused('LISTING_OF_OTHER_SERVICE');
      negotiated('quoting').on('2025-10-01').when(askingQuotes(replacing)).thenEvents('QuotesRequested');
    },
  );

  it('§11.4: is the only one, until its plan comes to nothing', () => {
    const claimed = (state: ContractState) => contractType.claims?.(state).map(({ key }) => key);
    expect(claimed(plan.state)).toEqual([`successor-of:${FORMER}`]);
    const given = plan.given((state) => cancelContract(state, { reason: '예산' }));
    expect(claimed(given.state)).toEqual([]);
    expect(claimed(planned().state)).toEqual([]);
  });
});

describe('A contract that is followed', () => {
  const facts = (changed: object = {}) => {
    const { concluded } = former.state;
    if (concluded === undefined) throw new Error('The contract of the story is concluded.');
    return { ...concluded, contractId: NEXT, contractNo: 'NC-2026-1', startsOn: '2026-10-20', ...changed };
  };
  const noted = (changed: object = {}) => former.given((state) => noteSuccessor(state, facts(changed)));
  const continuing = (state: ContractState) => confirmDataReturn(state, { outcome: 'CONTINUED' });

  it(
    '§11.4: shows its successor once that is concluded, until it is rescinded',
    proves({ '11.4/successor': noteSuccessor }),
    () => {
      const followed = noted();
      expect(followed.state.successor).toMatchObject({
        contractId: NEXT,
        contractNo: 'NC-2026-1',
        startsOn: '2026-10-20',
      });
      followed.when((state) => noteSuccessor(state, facts())).thenEvents();
      followed.when((state) => noteSuccessorRescinded(state, FORMER)).thenEvents();
      const undone = followed.given((state) => noteSuccessorRescinded(state, NEXT));
      expect(undone.state.successor).toBeUndefined();
    },
  );

  it(
    '§5.7: leaves its data in the service where the use goes on with the same supplier',
    proves({ '5.7/data-continued': ensureContinues }),
    () => {
      former.when(continuing).thenRefused('SUCCESSOR_MISSING');
      noted({ startsOn: '2026-10-21' }).when(continuing).thenRefused('SUCCESSOR_MISSING');
      const other = { supplier: { businessNumber: '2222222222', name: '제공기업 3', size: 'MID_SIZED' } };
      noted(other).when(continuing).thenRefused('SUCCESSOR_MISSING');
      noted().when(continuing).thenEvents('DataReturned');
      noted({ startsOn: '2026-10-19' }).when(continuing).thenEvents('DataReturned');
    },
  );

  it(
    '§5.7: has nothing destroyed then, and is completed without it',
    proves({ '5.7/data-continued': confirmDataDestruction, '11.4/completed': completeContract }),
    () => {
      const over = settled(noted().on('2026-10-20'));
      over.given(returning).when(completing()).thenRefused('DATA_NOT_DESTROYED');
      const kept = over.given(continuing);
      kept.when(destroying).thenRefused('DATA_STAYS');
      expect(waitsIn(contractType, kept).join()).not.toContain('CONFIRM_DATA_DESTRUCTION');
      expect(waitsIn(contractType, kept).join()).toContain('COMPLETE_CONTRACT');
      kept.when(completing()).thenEvents('ContractCompleted');
      expect(toldBy(contractType, kept, 'DataReturned')).toMatchObject([{ reason: 'DATA_CONTINUED' }]);
      expect(toldBy(contractType, over.given(returning), 'DataReturned')).toMatchObject([
        { reason: 'DATA_RETURN_CONFIRMED' },
      ]);
    },
  );

  it('§5.7: gets its data back after all where its successor is rescinded', () => {
    const undone = noted().given(continuing, (state) => noteSuccessorRescinded(state, NEXT));
    expect(undone.state.dataReturned).toBeUndefined();
    undone.when(returning).thenEvents('DataReturned');
    const returned = noted().given(returning, (state) => noteSuccessorRescinded(state, NEXT));
    expect(returned.state.dataReturned).toMatchObject({ outcome: 'RETURNED' });
  });
});
