import { CaseAccessGranted } from '#common/events/definitions/case-access-granted.js';
import { CaseAccessRevoked } from '#common/events/definitions/case-access-revoked.js';
import { newId } from '#common/kernel/ids.js';
import { databaseOf } from '#testing/notes.js';
import { examinerOf } from '#testing/personas.js';
import type { ServiceUnderTest } from '#testing/service.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { Applying } from '../testing/applying.js';

const SOON = { within: 5_000 };
const WITHIN = { within: 20_000 };

describeWithServers('The papers of an application', () => {
  let service: ServiceUnderTest;
  let story: Applying;
  beforeAll(async () => {
    story = await Applying.start();
    service = story.under;
    await story.registerSupplier();
  });
  afterAll(() => story.stop());

  it('S2: open to no person that review did not let in, and close to the one whose access it revokes', async () => {
    const { id: applicationId } = await story.submit(await story.completeDraft('위조된 접근'));
    const caseId = newId();
    const seenBy = async (n: number) =>
      (await story.client.as(examinerOf(n)).get(`/v1/applications/${applicationId}`)).status;
    const access = (person: string) => ({ caseId, applicationId, people: [person], as: 'EXAMINER' as const });
    await service.emit(CaseAccessGranted, caseId, access('examiner-3'));
    await eventually(async () => expect(await seenBy(3)).toBe(200), WITHIN);

    const forged = await service.forge(CaseAccessGranted, caseId, access('examiner-9'), 2);
    await eventually(async () => {
      const letters = databaseOf(service.database).collection('dead_letters');
      expect(await letters.countDocuments({ 'headers.ce_id': { $in: [...forged] }, reason: 'UNPROVEN' })).toBe(3);
    }, WITHIN);
    expect(await seenBy(9)).toBe(404);

    // The genuine event has the sequence that the forged ones claimed.
    await service.emit(CaseAccessRevoked, caseId, { caseId, applicationId, people: ['examiner-3'] }, 2);
    await eventually(async () => expect(await seenBy(3)).toBe(404), SOON);
    expect(await seenBy(9)).toBe(404);
  });
});
