import fc from 'fast-check';
import { ContractAmended } from '#common/events/definitions/contract-amended.js';
import { ContractPassed } from '#common/events/definitions/contract-passed.js';
import { ContractRescinded } from '#common/events/definitions/contract-rescinded.js';
import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import { ContractTerminated } from '#common/events/definitions/contract-terminated.js';
import { SelectionCancelled } from '#common/events/definitions/selection-cancelled.js';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { SupplierDebarred } from '#common/events/definitions/supplier-debarred.js';
import { SupplierReinstated } from '#common/events/definitions/supplier-reinstated.js';
import { newId } from '#common/kernel/ids.js';
import { databaseOf } from '#testing/notes.js';
import { personas } from '#testing/personas.js';
import { expectRebuiltRows } from '#testing/rebuilt.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { listingIdOf } from './listings/domain/preparing.js';
import { debarmentsProjection } from './read-models/debarments/debarments.projection.js';
import { listingContracts } from './read-models/listing-contracts/listing-contracts.projection.js';
import { listingSearch } from './read-models/listing-search/listing-search.projection.js';
import { CatalogStory, ok } from './testing/catalog-story.js';

const SEQUENCES = 50;
const SEED = Number(process.env['PROPERTY_SEED'] ?? 1);

const SECONDS = 1_000;

describeWithServers('§11.6: fifty sequences through store and broker', () => {
  let story: CatalogStory;
  beforeAll(async () => {
    story = await CatalogStory.start();
  }, 60_000);
  afterAll(() => story?.stop(), 30_000);

  const act = fc.record({
    what: fc.constantFrom('select', 'again', 'cancel', 'contract', 'debar'),
    which: fc.nat(2),
    n: fc.integer({ min: 1, max: 3 }),
  });

  it(
    '(1): each decision that selected has one listing, and (8): every read model is made again by its events',
    async () => {
      const { under } = story;
      const selected = new Set<string>();
      const cancelled = new Set<string>();
      for (const [i, acts] of fc
        .sample(fc.array(act, { minLength: 2, maxLength: 8 }), {
          numRuns: SEQUENCES,
          seed: SEED,
        })
        .entries()) {
        const cases = [0, 1, 2].map(() => ({ applicationId: newId(), caseId: newId(), contractId: newId() }));
        const sent: string[] = [];
        const supplier = String(2_000_000_000 + i);
        for (const { what, which, n } of acts) {
          const { applicationId = '', caseId = '', contractId = '' } = cases[which] ?? {};
          const ids = { applicationId, caseId };
          const again = sent[n % Math.max(1, sent.length)];
          if (what === 'again' && again !== undefined) await under.emitAgain(again);
          if (what === 'select' && !selected.has(applicationId)) {
            selected.add(applicationId);
            sent.push(await under.emit(ServiceSelected, caseId, { ...ServiceSelected.sample, ...ids }));
          }
          if (what === 'cancel' && selected.has(applicationId) && !cancelled.has(applicationId)) {
            cancelled.add(applicationId);
            sent.push(await under.emit(SelectionCancelled, caseId, { ...SelectionCancelled.sample, ...ids }));
          }
          if (what === 'contract') {
            const listingId = listingIdOf(applicationId);
            const amended = { ...ContractAmended.sample, contractId, amount: n * 1_000_000 };
            const events = [
              () => under.emit(ContractAmended, contractId, amended),
              () => under.emit(ContractPassed, contractId, { ...ContractPassed.sample, contractId }),
              () => under.emit(ContractTerminated, contractId, { ...ContractTerminated.sample, contractId }),
              () => under.emit(ContractRescinded, contractId, { ...ContractRescinded.sample, contractId }),
            ];
            sent.push(
              await under.emit(ContractSigned, contractId, { ...ContractSigned.sample, contractId, listingId }),
            );
            for (const event of events.slice(0, n)) sent.push(await event());
          }
          if (what === 'debar') {
            const named = { businessNumber: supplier, debarmentNo: n };
            sent.push(await under.emit(SupplierDebarred, supplier, { ...SupplierDebarred.sample, ...named }));
            if (which === 0)
              sent.push(await under.emit(SupplierReinstated, supplier, { ...SupplierReinstated.sample, ...named }));
          }
        }
        for (const one of sent.slice(0, 2)) await under.emitAgain(one);
      }
      const listings = databaseOf(under.database).collection<{ _id: string; state: { facts: Facts } }>('listings');
      await eventually(
        async () => {
          const found = await listings.find().toArray();
          const decided = found.map(({ state }) => state.facts.applicationId);
          expect(decided.toSorted()).toEqual([...selected].toSorted());
          for (const { _id, state } of found) {
            expect(_id).toBe(listingIdOf(state.facts.applicationId));
            expect(state.facts.status === 'CANCELLED').toBe(cancelled.has(state.facts.applicationId));
          }
        },
        { within: 60 * SECONDS },
      );
      // Some are published as well, so that the search has rows.
      for (const applicationId of [...selected].filter((one) => !cancelled.has(one)).slice(0, 5)) {
        const id = listingIdOf(applicationId);
        await story.submit(id);
        await story.startCheck(id);
        ok(await story.act(personas.officer, id, '/publication'));
      }
      for (const projection of [listingSearch, listingContracts, debarmentsProjection])
        expect(await expectRebuiltRows(under, 'catalog', projection)).toBeGreaterThan(0);
    },
    240 * SECONDS,
  );
});

interface Facts {
  readonly applicationId: string;
  readonly status: string;
}
