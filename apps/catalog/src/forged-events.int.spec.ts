import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { newId } from '#common/kernel/ids.js';
import { databaseOf } from '#testing/notes.js';
import { personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { listingIdOf } from './listings/domain/preparing.js';
import { CatalogStory } from './testing/catalog-story.js';

const SOON = { within: 5_000 };
const WITHIN = { within: 20_000 };

describeWithServers('The catalog, told of events that their services did not send', () => {
  let story: CatalogStory;
  beforeAll(async () => (story = await CatalogStory.start()), 60_000);
  afterAll(() => story?.stop(), 30_000);

  /** Each was looked at by that many groups, and believed by none. */
  const refused = (ids: readonly string[], groups: number) =>
    eventually(async () => {
      const letters = await databaseOf(story.under.database)
        .collection('dead_letters')
        .find({ 'headers.ce_id': { $in: [...ids] } })
        .toArray();
      expect(letters.map(({ reason }) => reason as string)).toEqual(
        Array<string>(groups * ids.length).fill('UNPROVEN'),
      );
    }, WITHIN);

  it('S2: lists no service that review did not select, and the one that it selects a moment later within 5 s', async () => {
    await story.select();
    const [caseId, applicationId] = [newId(), newId()];
    const selected = { ...ServiceSelected.sample, caseId, applicationId };
    await refused(await story.under.forge(ServiceSelected, caseId, selected, 1), 1);
    const path = `/v1/listings/${listingIdOf(applicationId)}`;
    const seen = async () => (await story.as(personas.officer).get(path)).status;
    expect(await seen()).toBe(404);
    await story.under.emit(ServiceSelected, caseId, selected);
    await eventually(async () => expect(await seen()).toBe(200), SOON);
  });

  it('S2: counts no contract that contracts did not sign, and the one that it signs a moment later within 5 s', async () => {
    const listingId = await story.list({ name: '위조 계약의 서비스' });
    const contractId = newId();
    const signed = { ...ContractSigned.sample, contractId, listingId };
    const forged = await story.under.forge(ContractSigned, contractId, signed, 1);
    await eventually(async () => {
      const rows = databaseOf(story.under.database).collection('dead_letters');
      expect(await rows.countDocuments({ 'headers.ce_id': { $in: [...forged] }, reason: 'UNPROVEN' })).toBeGreaterThan(
        2,
      );
    }, WITHIN);
    const counted = async () => (await story.as().get(`/v1/listings/${listingId}`)).view['contractCount'];
    expect(await counted()).toBe(0);
    await story.under.emit(ContractSigned, contractId, signed);
    await eventually(async () => expect(await counted()).toBe(1), SOON);
  });
});
