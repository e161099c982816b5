import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { notFound } from '#common/kernel/errors.js';
import { Contracts } from './contracts.repository.js';
import type { UsageCertificate } from './domain/certificate.state.js';
import type { ContractState } from './domain/contract.state.js';

const CODE_BYTES = 10;

/** `7A2F-…`, five groups: 80 bits by chance, so that no certificate is found by trying. */
export const newCertificateCode = (): string =>
  (randomBytes(CODE_BYTES).toString('hex').toUpperCase().match(/.{4}/g) ?? []).join('-');

/** @throws Refusal 404 */
export function certificateOf({ certificates = [] }: ContractState, no: number): UsageCertificate {
  const found = certificates.find((one) => one.no === no);
  if (found === undefined) throw notFound('usage certificate', String(no));
  return found;
}

/** Finds use certificates by their codes. */
@Injectable()
export class UsageCertificates {
  constructor(private readonly contracts: Contracts) {}

  /** @throws Refusal 404: no certificate has this code */
  async byCode(code: string): Promise<Snapshot<ContractState> & { readonly certificate: UsageCertificate }> {
    const page = { sortBy: '_id', descending: false, limit: 1 };
    const [contract] = await this.contracts.list({ where: { 'state.certificates.code': code }, ...page });
    const certificate = contract?.state.certificates?.find((one) => one.code === code);
    if (contract === undefined || certificate === undefined) throw notFound('usage certificate', code);
    return { ...contract, certificate };
  }
}
