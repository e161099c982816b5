import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Refusal } from '../kernel/errors.js';
import { asPem, TestAuthority, type TestSigner } from '#infrastructure/test-authority.js';
import { NoTrust, signatureTrustFrom, TrustFolder } from './signature-trust.js';
import { sha256 } from '../kernel/canonical-json.js';
import { verifyCms, type Trust } from './verify-cms.js';

const document = Buffer.from('%PDF-1.7 계약서');
const now = new Date('2025-10-17T01:00:00Z');
const signedAt = new Date('2025-10-17T00:59:00Z');
const year = { from: new Date('2025-01-01T00:00:00Z'), to: new Date('2026-01-01T00:00:00Z') };

describe('A detached CMS signature', () => {
  let authority: TestAuthority;
  let signer: TestSigner;
  let trust: Trust;
  beforeAll(async () => {
    authority = await TestAuthority.create('시험 인증기관', year);
    signer = await authority.issue({ name: '제공기업 1', organisation: 'NTRKR-1111111111', ...year });
    trust = { anchors: [authority.certificate], revocations: [await authority.revocationList(year)] };
  });

  const verified = (cms: Uint8Array, changed: Partial<Parameters<typeof verifyCms>[1]> = {}) =>
    verifyCms(cms, { document, trust, now, ...changed });
  const codeOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'nothing refused',
      (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
    );

  it('R-47: says who signed these bytes, for which organisation, and when', async () => {
    const said = await verified(await signer.sign(document, signedAt));
    expect(said).toMatchObject({ sha256: sha256(document), signedAt });
    expect(said.certificate).toMatchObject({
      subject: 'CN=제공기업 1, organizationIdentifier=NTRKR-1111111111',
      issuer: 'CN=시험 인증기관',
      organisation: '1111111111',
      notAfter: '2026-01-01T00:00:00.000Z',
    });
  });

  it('R-47: is one for openssl as well', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'cms-'));
    try {
      const [p7s, pdf, anchor] = ['s.p7s', 'd.pdf', 'ca.crt'].map((name) => path.join(folder, name)) as [
        string,
        string,
        string,
      ];
      writeFileSync(p7s, await signer.sign(document, signedAt));
      writeFileSync(pdf, document);
      writeFileSync(anchor, asPem(authority.certificate));
      const time = String(now.getTime() / 1_000);
      const asked = ['-inform', 'DER', '-in', p7s, '-content', pdf, '-CAfile', anchor, '-attime', time];
      const { status, stderr } = spawnSync('openssl', ['cms', '-verify', '-binary', '-purpose', 'any', ...asked]);
      expect([status, String(stderr)]).toEqual([0, expect.stringContaining('successful')]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('R-47: made by openssl with an RSA key is taken', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'cms-'));
    const at = (name: string): string => path.join(folder, name);
    const openssl = (...words: string[]): Buffer => execFileSync('openssl', words, { stdio: 'pipe' });
    try {
      const subject = '/CN=Test/organizationIdentifier=NTRKR-1111111111';
      openssl(
        'req',
        '-x509',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-keyout',
        at('key'),
        '-out',
        at('ca.crt'),
        '-subj',
        subject,
      );
      writeFileSync(at('pdf'), document);
      const files = ['-signer', at('ca.crt'), '-inkey', at('key'), '-in', at('pdf')];
      const cms = openssl('cms', '-sign', '-binary', '-md', 'sha256', '-outform', 'DER', ...files);
      // It stands for itself: an anchor needs no revocation list.
      const today = new Date();
      const { anchors } = new TrustFolder(folder).current();
      const said = await verified(cms, { trust: { anchors, revocations: [] }, now: new Date(today.getTime() + 1_000) });
      expect(said.certificate.organisation).toBe('1111111111');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('R-47: over other bytes is told from one that does not hold', async () => {
    const cms = await signer.sign(document, signedAt);
    expect(await codeOf(verified(cms, { document: Buffer.from('%PDF-1.7 다른 계약서') }))).toBe('CMS_OTHER_CONTENT');
    const forged = Buffer.from(cms);
    const last = forged.length - 1;
    forged.writeUInt8(forged.readUInt8(last) ^ 1, last);
    expect(await codeOf(verified(forged))).toBe('CMS_INVALID');
  });

  it('R-47: of an expired certificate, or one that holds not yet, is refused', async () => {
    const past = { from: year.from, to: new Date('2025-10-17T00:59:30Z') };
    const ended = await authority.issue({ name: '만료', organisation: 'NTRKR-1111111111', ...past });
    expect(await codeOf(verified(await ended.sign(document, signedAt)))).toBe('CMS_CERTIFICATE_EXPIRED');
    const later = { from: new Date('2025-10-17T00:59:30Z'), to: year.to };
    const early = await authority.issue({ name: '아직', organisation: 'NTRKR-1111111111', ...later });
    expect(await codeOf(verified(await early.sign(document, signedAt)))).toBe('CMS_CERTIFICATE_EXPIRED');
  });

  it('R-47: of a certificate that was taken back is refused', async () => {
    const revocations = [await authority.revocationList(year, [signer])];
    const cms = await signer.sign(document, signedAt);
    expect(await codeOf(verified(cms, { trust: { ...trust, revocations } }))).toBe('CMS_CERTIFICATE_REVOKED');
  });

  it('R-47: is not believed without a current revocation list of its issuer', async () => {
    const cms = await signer.sign(document, signedAt);
    const old = await authority.revocationList({ from: year.from, to: new Date('2025-10-01T00:00:00Z') });
    const other = await TestAuthority.create('시험 인증기관', year);
    for (const revocations of [[], [old], [await other.revocationList(year)]])
      expect(await codeOf(verified(cms, { trust: { ...trust, revocations } }))).toBe('CMS_REVOCATION_UNKNOWN');
  });

  it('R-47: is not cleared by a list of one distribution point only, and may be revoked by it', async () => {
    const cms = await signer.sign(document, signedAt);
    const under = async (...revoked: TestSigner[]) => {
      const revocations = [await authority.revocationList(year, revoked, 'of one distribution point')];
      return codeOf(verified(cms, { trust: { ...trust, revocations } }));
    };
    expect([await under(), await under(signer)]).toEqual(['CMS_REVOCATION_UNKNOWN', 'CMS_CERTIFICATE_REVOKED']);
  });

  it('R-47: of an authority that is no anchor is refused, also under the name of one', async () => {
    const other = await TestAuthority.create('시험 인증기관', year);
    const stranger = await other.issue({ name: '제공기업 1', organisation: 'NTRKR-1111111111', ...year });
    expect(await codeOf(verified(await stranger.sign(document, signedAt)))).toBe('CMS_UNTRUSTED');
  });

  it('R-47: that cannot be read, is attached, has no time or an unfit certificate is named malformed', async () => {
    const cms = await signer.sign(document, signedAt);
    const unfit = await authority.issue({
      name: '암호화',
      organisation: 'NTRKR-1111111111',
      ...year,
      usage: 0b0010_0000,
    });
    const broken = [
      Buffer.from('no signature'),
      Buffer.alloc(0),
      // Nested deeper than a stack is.
      Buffer.from('3080'.repeat(20_000), 'hex'),
      Buffer.concat([cms, Buffer.from([0])]),
      cms.subarray(0, 100),
      await signer.sign(document, signedAt, true),
      await signer.sign(document, undefined),
      await unfit.sign(document, signedAt),
    ];
    for (const one of broken) expect(await codeOf(verified(one))).toBe('CMS_MALFORMED');
  });

  it('names no organisation where its certificate has none', async () => {
    for (const organisation of [undefined, '1111111111', 'NTRDE-1111111111', 'NTRKR-1 1']) {
      const one = await authority.issue({ name: '이름', ...year, ...(organisation !== undefined && { organisation }) });
      expect((await verified(await one.sign(document, signedAt))).certificate.organisation).toBeUndefined();
    }
    const institution = await authority.issue({ name: '기관', organisation: 'GO:KR-1000001', ...year });
    const { certificate } = await verified(await institution.sign(document, signedAt));
    expect(certificate.organisation).toBe('1000001');
  });
});

describe('The folder of trust anchors', () => {
  let authority: TestAuthority;
  let folder: string;
  beforeAll(async () => {
    authority = await TestAuthority.create('시험 인증기관', year);
    folder = mkdtempSync(path.join(tmpdir(), 'trust-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('stops the start when it cannot be read or is empty, and is not needed', () => {
    expect(() => signatureTrustFrom({ SIGNATURE_TRUST_FOLDER: path.join(folder, 'absent') })).toThrow(
      'SIGNATURE_TRUST_FOLDER',
    );
    expect(() => signatureTrustFrom({ SIGNATURE_TRUST_FOLDER: folder })).toThrow('has no trust anchor');
    const none = signatureTrustFrom({});
    expect(none).toBeInstanceOf(NoTrust);
    expect(() => none.current()).toThrow('SIGNATURE_TRUST_FOLDER');
  });

  it('R-47: is read again after an hour, and not believed when that fails', async () => {
    writeFileSync(path.join(folder, 'ca.pem'), asPem(authority.certificate));
    writeFileSync(path.join(folder, 'README.txt'), 'no certificate');
    let elapsed = 0;
    const trust = new TrustFolder(folder, () => elapsed);
    expect(trust.current()).toMatchObject({ anchors: [{}], revocations: [] });
    writeFileSync(path.join(folder, 'ca.crl'), asPem(await authority.revocationList(year)));
    elapsed = 3_599_999;
    expect(trust.current().revocations).toHaveLength(0);
    elapsed = 3_600_000;
    expect(trust.current().revocations).toHaveLength(1);
    writeFileSync(path.join(folder, 'ca.crl'), 'half a file');
    elapsed = 7_200_000;
    expect(() => trust.current()).toThrow('ca.crl is no revocation list');
  });
});
