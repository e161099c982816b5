import { paperAsHtml } from '#common/papers/paper.html.js';
import { personas } from '#testing/personas.js';
import { proves } from '#testing/proves.js';
import { momentOf, refusalOf } from '#testing/specification.js';
import { amending, running, signingAmendment } from '../../testing/running.js';
import { line, negotiated } from '../../testing/contract-steps.js';
import { usageCertificatePaper } from '../usage-certificate.paper.js';
import { certificateOf, newCertificateCode } from '../usage-certificates.js';
import { isCurrent, issueUsageCertificate } from './certifying.js';
import type { ContractState } from './contract.state.js';
import { correctUsage, registerUsage } from './registering.js';
import type { Moment } from '#common/kernel/clock.js';

const CODE = '0123-4567-89AB-CDEF-0123';
const use = { projectName: '문서 자동화', actualUser: '소속기관 2', supportProgramme: false };
const registering = (contract: ContractState, moment: Moment) => registerUsage(contract, use, moment);
const correcting = (contract: ContractState, moment: Moment) =>
  correctUsage(contract, { ...use, actualUser: '소속기관 3', reason: '오기' }, moment);
const certifying = (contract: ContractState, moment: Moment) => issueUsageCertificate(contract, { code: CODE }, moment);

describe('A use certificate', () => {
  const registered = running().on('2025-11-03').by(personas.buyer).given(registering);

  it(
    '§5.5: is issued of a use that is registered, and says what was',
    proves({ '5.5/certificate': issueUsageCertificate }),
    () => {
      negotiated('signed').when(certifying).thenRefused('USAGE_NOT_REGISTERED');
      negotiated('agreed').when(certifying).thenRefused('USAGE_NOT_REGISTERED');
      const { state } = registered.when(certifying).thenEvents('UsageCertificateIssued');
      const certificate = certificateOf(state, 1);
      expect(certificate).toMatchObject({
        code: CODE,
        issuedOn: '2025-11-03',
        corrections: 0,
        use: { projectName: '문서 자동화', actualUser: '소속기관 2', amount: 10_800_000, registeredOn: '2025-11-03' },
      });
      expect(isCurrent(state, certificate)).toBe(true);
    },
  );

  it('§5.5: stays as it was issued, and is no longer current after a correction or an amendment', () => {
    const issued = registered.given(certifying);
    const corrected = issued.on('2025-11-04').given(correcting).state;
    expect(certificateOf(corrected, 1).use.actualUser).toBe('소속기관 2');
    expect(isCurrent(corrected, certificateOf(corrected, 1))).toBe(false);
    const again = issued.on('2025-11-04').given(correcting, certifying).state;
    expect([isCurrent(again, certificateOf(again, 1)), isCurrent(again, certificateOf(again, 2))]).toEqual([
      false,
      true,
    ]);
    const amended = issued
      .on('2026-03-02')
      .given(amending({ lines: [line({ unitPrice: 900_000, quantity: 15 })] }), signingAmendment('INSTITUTION'))
      .by(personas.supplier)
      .given(signingAmendment('SUPPLIER', 2)).state;
    expect(isCurrent(amended, certificateOf(amended, 1))).toBe(false);
    // Other lines at the same total.
    const regrouped = issued
      .on('2026-03-02')
      .given(amending({ lines: [line({ unitPrice: 450_000, quantity: 24 })] }), signingAmendment('INSTITUTION'))
      .by(personas.supplier)
      .given(signingAmendment('SUPPLIER', 2)).state;
    expect(regrouped.terms?.amount).toBe(certificateOf(regrouped, 1).use.amount);
    expect(isCurrent(regrouped, certificateOf(regrouped, 1))).toBe(false);
  });

  it('§5.5: is printed from what it pinned', () => {
    const { state } = registered.given(certifying);
    const page = paperAsHtml(usageCertificatePaper(state, certificateOf(state, 1)));
    for (const said of [
      '디지털서비스 이용실적증명서',
      CODE,
      '소속기관 2 (국가기관)',
      '10,800,000원',
      '2025년 11월 3일',
    ])
      expect(page).toContain(said);
  });

  it('is one of a bounded number, and not there under another number', () => {
    const many = Array.from({ length: 20 }, () => certifying);
    const full = registered.given(...many);
    full.when(certifying).thenRefused('CERTIFICATES_TOO_MANY');
    expect(refusalOf(() => certificateOf(full.state, 21))).toBe('NOT_FOUND');
    expect(issueUsageCertificate(registered.state, { code: CODE }, momentOf('2025-11-03'))).toHaveLength(1);
  });

  it('has a code by chance', () => {
    const codes = new Set(Array.from({ length: 500 }, newCertificateCode));
    expect(codes.size).toBe(500);
    expect([...codes].filter((code) => !/^(?:[0-9A-F]{4}-){4}[0-9A-F]{4}$/.test(code))).toEqual([]);
  });
});
