import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Person } from '#common/kernel/actor.js';
import { HAS_QPDF, opensslVerdict, qpdfVerdict, unzipped } from '#testing/outside-readers.js';
import { personas } from '#testing/personas.js';
import { describeWithServers } from '#testing/stores.js';
import { asPem, TestAuthority, type TestSigner } from '#infrastructure/test-authority.js';
import { done, type ContractStory } from '../testing/contract-story.js';
import { ContractsUnderTest } from '../testing/contracts-under-test.js';

const { supplier, competitor } = personas;
const years = { from: new Date('2025-01-01T00:00:00Z'), to: new Date('2027-01-01T00:00:00Z') };

/** Both parties sign the bytes of the contract document by certificates of an authority that the service trusts. */
describeWithServers('Electronic signatures of a contract', () => {
  let under: ContractsUnderTest;
  let authority: TestAuthority;
  const folder = mkdtempSync(path.join(tmpdir(), 'trust-'));
  beforeAll(async () => {
    authority = await TestAuthority.create('시험 인증기관', years);
    writeFileSync(path.join(folder, 'ca.pem'), asPem(authority.certificate));
    writeFileSync(path.join(folder, 'ca.crl'), asPem(await authority.revocationList(years)));
    under = await ContractsUnderTest.start({ env: { SIGNATURE_TRUST_FOLDER: folder } });
  }, 60_000);
  afterAll(async () => {
    await under?.stop();
    rmSync(folder, { recursive: true });
  }, 30_000);

  const signerOf = ({ org = '', sub }: Person, validity = years): Promise<TestSigner> =>
    authority.issue({ name: sub, organisation: `NTRKR-${org}`, ...validity });
  const now = () => new Date(under.instant);
  const trusted = () => ['ca.pem', 'ca.crl'].map((name) => readFileSync(path.join(folder, name), 'utf8')).join('');
  const signed = async (contract: ContractStory, by: TestSigner) => {
    const { bytes } = await under.as(contract.buyer).get(`${contract.path}/document`);
    return { cms: (await by.sign(bytes, now())).toString('base64') };
  };

  it('R-47: conclude it, and are exported with the document and the certificates', async () => {
    const contract = await (await under.story()).to('SIGNING');
    const [buyers, suppliers] = [await signerOf(contract.buyer), await signerOf(supplier)];
    const ours = await signed(contract, buyers);
    done(await contract.act(contract.buyer, 'signatures', ours));
    const view = done(await contract.act(supplier, 'signatures', await signed(contract, suppliers)));
    expect(view).toMatchObject({
      status: 'CONCLUDED',
      signatures: [
        { party: 'INSTITUTION', certificate: { organisation: contract.buyer.org } },
        { party: 'SUPPLIER', certificate: { organisation: supplier.org, issuer: 'CN=시험 인증기관' } },
      ],
    });
    const one = await under.as(supplier).get(`${contract.path}/signatures/INSTITUTION`);
    expect([one.status, one.headers.get('content-type')]).toEqual([200, 'application/pkcs7-signature']);
    expect(one.bytes.toString('base64')).toBe(ours.cms);
    const zip = await under.as(contract.buyer).get(`${contract.path}/document.zip`);
    expect([zip.status, zip.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const files = await unzipped(zip.bytes);
    const names = ['contract.pdf', 'institution.p7s', 'institution.pem', 'supplier.p7s', 'supplier.pem'];
    expect([...files.keys()]).toEqual(names);
    const [document, p7s, , other] = [...files.values()] as [Buffer, Buffer, Buffer, Buffer, Buffer];
    const verdicts = [p7s, other].map((signature) =>
      opensslVerdict({ document, p7s: signature, trusted: trusted(), at: now() }),
    );
    expect(verdicts).toEqual([0, 0].map((code) => ({ code, said: expect.stringContaining('successful') })));
    const altered = Buffer.concat([document, Buffer.from(' ')]);
    expect(opensslVerdict({ document: altered, p7s, trusted: trusted(), at: now() }).code).not.toBe(0);
    expect((await under.as(contract.buyer).get(`${contract.path}/signatures/NIA`)).outcome).toBe('404 NOT_FOUND');
  });

  it('R-47: of a joint contract are given by each member with its own certificate, and are exported by member', async () => {
    const members = [{ businessNumber: competitor.org ?? '', perMille: 300 }];
    const contract = await (await under.story({ consortium: { manner: 'JOINT', members } })).to('SIGNING');
    const { buyer } = contract;
    const [leads, partners] = [await signerOf(supplier), await signerOf(competitor)];
    const other = await contract.act(competitor, 'signatures', await signed(contract, leads));
    expect(other.outcome).toBe('422 CMS_OTHER_ORGANISATION');
    const theirs = await signed(contract, partners);
    done(await contract.act(competitor, 'signatures', theirs));
    done(await contract.act(supplier, 'signatures', await signed(contract, leads)));
    done(await contract.act(buyer, 'signatures', await signed(contract, await signerOf(buyer))));
    const of = (name: string) => under.as(competitor).get(`${contract.path}/signatures/${name}`);
    expect((await of(competitor.org ?? '')).bytes.toString('base64')).toBe(theirs.cms);
    expect([(await of('SUPPLIER')).status, (await of(personas.stranger.org ?? '')).outcome]).toEqual([
      200,
      '404 NOT_FOUND',
    ]);
    const files = await unzipped((await under.as(competitor).get(`${contract.path}/document.zip`)).bytes);
    const kept = ['institution', `supplier-${supplier.org}`, `supplier-${competitor.org}`];
    const names = kept.flatMap((name) => [`${name}.p7s`, `${name}.pem`]);
    expect([...files.keys()].toSorted()).toEqual(['contract.pdf', ...names].toSorted());
  });

  it('R-47: over other bytes, by another organisation or an expired certificate are refused, and nothing is written', async () => {
    const contract = await (await under.story()).to('SIGNING');
    const { buyer } = contract;
    const before = await contract.seenBy();
    const mine = await signerOf(buyer);
    const refused = async (body: object) => (await contract.act(buyer, 'signatures', body)).outcome;
    const other = (await mine.sign(Buffer.from('%PDF-1.7'), now())).toString('base64');
    expect(await refused({ cms: other })).toBe('422 CMS_OTHER_CONTENT');
    expect(await refused(await signed(contract, await signerOf(competitor)))).toBe('422 CMS_OTHER_ORGANISATION');
    const expired = await signerOf(buyer, { from: years.from, to: new Date(under.instant - 60_000) });
    expect(await refused(await signed(contract, expired))).toBe('422 CMS_CERTIFICATE_EXPIRED');
    expect(await refused({ cms: 'AAAA' })).toBe('422 CMS_MALFORMED');
    expect(await refused({ cms: '가' })).toBe('422 REQUEST_INVALID');
    expect((await contract.seenBy()).version).toBe(before.version);
    expect((await under.as(buyer).get(`${contract.path}/signatures/INSTITUTION`)).outcome).toBe('409 SIGNATURE_ABSENT');
    done(await contract.act(buyer, 'signatures', await signed(contract, mine)));
  });

  it('R-47: are over a document in which qpdf, where it is there, finds no error', { skip: !HAS_QPDF }, async () => {
    const contract = await (await under.story()).to('SIGNING');
    const { bytes } = await under.as(contract.buyer).get(`${contract.path}/document`);
    expect(qpdfVerdict(bytes)).toEqual({
      code: 0,
      said: expect.stringContaining('No syntax or stream encoding errors'),
    });
    expect(qpdfVerdict(bytes.subarray(0, bytes.length - 100)).code).not.toBe(0);
  });
});
