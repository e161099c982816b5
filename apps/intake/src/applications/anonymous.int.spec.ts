import { CaseAccessGranted } from '#common/events/definitions/case-access-granted.js';
import { newId } from '#common/kernel/ids.js';
import { examinerOf, memberOf, personas } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { Applying, registration } from '../testing/applying.js';

const PDF = Buffer.from('%PDF-1.4\n% of a company\n%%EOF\n');
const basis = 'the test';
const hidden = new RegExp(`${registration.name}|1234567890|"${personas.supplier.sub}"|우리회사`);

describeWithServers('A-09: applicants that are anonymous to examiners', () => {
  let story: Applying;

  beforeAll(async () => {
    story = await Applying.start({
      rows: [{ key: 'review.anonymousApplicants', from: '2025-01-01', value: true, basis }],
    });
    await story.registerSupplier();
  });
  afterAll(() => story.stop());

  it('have one pseudonym in view, list and history, and files named by type and number', async () => {
    const draft = await story.completeDraft('익명 심사');
    const path = `/v1/applications/${draft.id}`;
    const headers = {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('우리회사 협약.pdf')}`,
    };
    const { view } = await story.supplier.put(`${path}/documents/SLA`, PDF, { headers });
    await story.submit(view);
    const caseId = newId();
    const access = { ...CaseAccessGranted.sample, caseId, applicationId: draft.id };
    const [examiner, member] = [examinerOf(1), memberOf(3)];
    await story.under.emit(CaseAccessGranted, caseId, { ...access, people: [examiner.sub], as: 'EXAMINER' });
    await story.under.emit(CaseAccessGranted, caseId, { ...access, people: [member.sub], as: 'MEMBER' });
    await eventually(async () => expect((await story.client.as(member).get(path)).status).toBe(200));

    const read = story.client.as(examiner);
    const { view: shown } = await read.get(path);
    expect(shown.supplier.name).toMatch(/^신청기업 [가-하]{4}$/);
    expect(shown.documents.find(({ type }) => type === 'SLA')).toMatchObject({ type: 'SLA', n: 1 });
    for (const one of [path, '/v1/applications', `${path}/history`])
      expect([one, JSON.stringify((await read.get(one)).body).match(hidden)]).toEqual([one, null]);
    const { headers: sent } = await read.get(`${path}/documents/SLA`);
    expect(sent.get('content-disposition')).toBe('attachment; filename=SLA.pdf');

    for (const person of [member, personas.secretary, personas.officer]) {
      const { view: whole } = await story.client.as(person).get(path);
      expect([person.sub, whole.supplier]).toEqual([
        person.sub,
        expect.objectContaining({ name: registration.name, businessNumber: '1234567890' }),
      ]);
    }
  });
});
