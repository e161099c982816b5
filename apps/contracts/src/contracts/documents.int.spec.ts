import { createHash } from 'node:crypto';
import type { Person } from '#common/kernel/actor.js';
import { KeptPapers } from '#common/papers/kept-papers.js';
import { readPdf } from '#testing/pdf.js';
import { personas } from '#testing/personas.js';
import { describeWithServers } from '#testing/stores.js';
import { done, type ContractStory } from '../testing/contract-story.js';
import { ContractsUnderTest } from '../testing/contracts-under-test.js';

const { supplier, competitor, auditor } = personas;

interface WithDocument {
  readonly document?: { readonly sha256: string; readonly bytes: number; readonly template: string };
}

describeWithServers('The contract document', () => {
  let under: ContractsUnderTest;
  beforeAll(async () => {
    under = await ContractsUnderTest.start();
  }, 60_000);
  afterAll(() => under?.stop(), 30_000);

  const fetched = async (contract: ContractStory, noun: string, person?: Person) =>
    under.as(person).get(`${contract.path}/${noun}`);

  it('R-47: is made once, at the draft, and its parties read the same bytes before and after they sign', async () => {
    const contract = await (await under.story()).to('DRAFTED');
    expect((await fetched(contract, 'document', contract.buyer)).outcome).toBe('409 PAPER_NOT_MADE');
    await contract.to('SIGNING');
    const { document } = (await contract.seenBy(supplier)) as WithDocument;
    const first = await fetched(contract, 'document', supplier);
    expect([first.status, first.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(createHash('sha256').update(first.bytes).digest('hex')).toBe(document?.sha256);
    expect(first.bytes.length).toBe(document?.bytes);
    await contract.to('CONCLUDED');
    expect((await fetched(contract, 'document', contract.buyer)).bytes.equals(first.bytes)).toBe(true);
    const { text, isTagged, language } = await readPdf(first.bytes);
    expect({ isTagged, language }).toEqual({ isTagged: true, language: 'ko-KR' });
    expect(text).toContain('문서 자동화 도입');
    expect(text).toContain('10,800,000원');
  });

  it('R-47: is read on the screen by its parties, in a page that runs nothing', async () => {
    const contract = await (await under.story()).to('SIGNING');
    const { status, headers, body } = await fetched(contract, 'document.html', contract.buyer);
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    );
    expect(body).toContain('<h1>디지털서비스 이용계약서</h1>');
  });

  it('is for its parties and the auditor alone, also once the contract is public', async () => {
    const contract = await (await under.story()).to('CONCLUDED');
    const statuses = [];
    for (const person of [contract.buyer, supplier, auditor, competitor, undefined])
      statuses.push((await fetched(contract, 'document', person)).status);
    expect(statuses).toEqual([200, 200, 200, 403, 401]);
  });

  it('is printed for no draft that is refused', async () => {
    const contract = await (await under.story()).to('DRAFTED');
    const tooLow = { deposit: { kind: 'DEPOSIT', amount: 1 } };
    expect((await contract.act(contract.buyer, 'draft', tooLow)).outcome).toBe('422 DEPOSIT_TOO_LOW');
    const before = await files();
    const stale = await under.as(contract.buyer).post(`${contract.path}/draft`, tooLow, { ifMatch: 1 });
    expect(stale.status).toBe(412);
    expect(await files()).toEqual(before);
    done(await contract.act(contract.buyer, 'draft', { deposit: { kind: 'DEPOSIT', amount: 1_080_000 } }));
    expect((await files()).length).toBe(before.length + 1);
  });

  const files = async (): Promise<string[]> => {
    const ids: string[] = [];
    for await (const { fileId } of under.get(KeptPapers).all()) ids.push(fileId);
    return ids.sort();
  };

  it('is found whole by the audit', async () => {
    expect((await files()).length).toBeGreaterThan(2);
    expect((await under.as(auditor).get('/v1/audit')).body).toMatchObject({ invalid: [] });
  });
});
