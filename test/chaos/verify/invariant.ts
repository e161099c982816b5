import type { MonotonicReport } from './monotonic.js';
import type { Quiet } from '../observe/quiet.js';

const FINDINGS_MOST = 20;

/** The result of checking one invariant. */
export interface InvariantResult {
  readonly id: string;
  readonly title: string;
  readonly passed: boolean;
  readonly counts: Readonly<Record<string, number>>;
  /** The first twenty violations. */
  readonly findings: readonly string[];
}

/** A quantity measured during the run, with its limit. */
export interface Bound {
  readonly what: string;
  readonly values: readonly number[];
  readonly most: number;
}

/** What can only be observed during the run. */
export interface Evidence {
  readonly quiet: Quiet;
  readonly monotonic: MonotonicReport;
  readonly bounds?: readonly Bound[];
  /** Records that faults sent to topics, which are no events: `<topic without prefix>/<partition>/<offset>`. */
  readonly injected?: readonly string[];
  /** Those of them that have to be in `dead_letters`: `<group>/<topic without prefix>/<partition>/<offset>`. */
  readonly poison?: readonly string[];
}

/** Collects the violations of one invariant. */
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
