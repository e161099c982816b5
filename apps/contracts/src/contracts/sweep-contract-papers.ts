import { Injectable } from '@nestjs/common';
import { KeptPapers } from '#common/papers/kept-papers.js';
import type { AnyType } from '#common/aggregates/verification/check-document.js';
import type { Chore } from '#common/service/housekeeping.js';
import { contractType } from './contract.type.js';

const HOUR_MS = 3_600_000;

/** Removes documents that no contract names: their draft was refused, or fell with its terms. */
@Injectable()
export class SweepContractPapers implements Chore {
  readonly name = 'sweep contract papers';
  readonly everyMs = HOUR_MS;

  constructor(private readonly papers: KeptPapers) {}

  run(): Promise<void> {
    return this.papers.sweepUnnamed([contractType as unknown as AnyType]);
  }
}
