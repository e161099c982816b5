import type { MonotonicReport } from './monotonic.js';
import type { Quiet } from '../observe/quiet.js';

const FINDINGS_MOST = 20;

/** What came of one promise. */
export interface InvariantResult {
  readonly id: string;
  readonly title: string;
  readonly passed: boolean;
  readonly counts: Readonly<Record<string, number>>;
  /** The first twenty things that should not be. */
  readonly findings: readonly string[];
}

/** Something measured during the run, and the most it may have been. */
export interface Bound {
  readonly what: string;
  readonly values: readonly number[];
  readonly most: number;
}

/** What only those who were there during the run can know. */
export interface Evidence {
  readonly quiet: Quiet;
  readonly monotonic: MonotonicReport;
  readonly bounds?: readonly Bound[];
  /** Records put on topics by the faults: `<topic without prefix>/<partition>/<offset>`. They are no events. */
  readonly injected?: readonly string[];
  /** Of those, what has to be in `dead_letters`: `<group>/<topic without prefix>/<partition>/<offset>`. */
  readonly poison?: readonly string[];
}

/** Collects what speaks against one promise. */
export class Check {
  readonly counts: Record<string, number> = {};
  private readonly findings: string[] = [];
  private found = 0;

  constructor(
    private readonly id: string,
    private readonly title: string,
  ) {}

  count(what: string, by = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + by;
  }

  find(finding: string): void {
    this.found++;
    if (this.findings.length < FINDINGS_MOST) this.findings.push(finding);
  }

  result(): InvariantResult {
    const { id, title, counts, findings, found } = this;
    return { id, title, passed: found === 0, counts: { ...counts, findings: found }, findings };
  }
}
