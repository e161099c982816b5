import { Injectable } from '@nestjs/common';
import type { AnyType } from '#common/aggregates/verification/check-document.js';
import { KeptPapers } from '#common/papers/kept-papers.js';
import type { Chore } from '#common/service/housekeeping.js';
import { sessionType } from './session.type.js';

const HOUR_MS = 3_600_000;

/** Removes papers that no session names: their command was refused, or the minutes were drafted again. */
@Injectable()
export class SweepSessionPapers implements Chore {
  readonly name = 'sweep session papers';
  readonly everyMs = HOUR_MS;

  constructor(private readonly papers: KeptPapers) {}

  run(): Promise<void> {
    return this.papers.sweepUnnamed([sessionType as unknown as AnyType]);
  }
}
