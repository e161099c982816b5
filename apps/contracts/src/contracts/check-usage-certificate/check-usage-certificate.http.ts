import { Controller, Param } from '@nestjs/common';
import { Type, type Static } from 'typebox';
import { DayText, WonAmount } from '#common/events/definitions/shapes.js';
import { Operation } from '#common/http/operation.js';
import { isCurrent } from '../domain/certifying.js';
import { concludedOf } from '../domain/ending.rules.js';
import { UsageCertificates } from '../usage-certificates.js';

/** What the certificate with this code says, so that a reader can compare it with the paper. */
const UsageCertificateView = Type.Object(
  {
    code: Type.String(),
    issuedOn: DayText,
    /** Whether nothing was corrected or amended since. */
    current: Type.Boolean(),
    contractNo: Type.String(),
    projectName: Type.String(),
    institution: Type.String(),
    actualUser: Type.String(),
    supplier: Type.String(),
    concludedOn: DayText,
    registeredOn: DayText,
    period: Type.Object({ from: DayText, to: DayText }),
    amount: WonAmount,
  },
  { $id: 'UsageCertificate' },
);
type UsageCertificateView = Static<typeof UsageCertificateView>;

@Controller()
export class CheckUsageCertificateHttp {
  constructor(private readonly certificates: UsageCertificates) {}

  @Operation({
    id: 'checkUsageCertificate',
    method: 'GET',
    path: '/v1/usage-certificates/:code',
    summary: 'Whether there is a certificate of use with this code, and what it says',
    answers: UsageCertificateView,
  })
  async handle(@Param('code') code: string): Promise<UsageCertificateView> {
    const { state, certificate } = await this.certificates.byCode(code);
    const { contractNo, projectName, actualUser, concludedOn, registeredOn, period, amount } = certificate.use;
    const { institution, supplier } = concludedOf(state);
    return {
      code,
      issuedOn: certificate.issuedOn,
      current: isCurrent(state, certificate),
      contractNo,
      projectName,
      institution: institution.name,
      actualUser,
      supplier: supplier.name,
      concludedOn,
      registeredOn,
      period,
      amount,
    };
  }
}
