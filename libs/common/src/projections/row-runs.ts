/** What one write does to a row: the fields, and the sequence it brings the row to. */
interface Run {
  sequence: number;
  /** The last sequence that followed without a step; events that set nothing count too. */
  through: number;
  set: Record<string, unknown>;
}

export interface RowWrite {
  readonly id: string;
  readonly sequence: number;
  readonly set: Readonly<Record<string, unknown>>;
}

/**
 * A batch folded to one write per row. Only consecutive sequences are folded: 5, 6, 7 may be written over a row at 6,
 * because the result is the same as one by one. A step shows repeated events (2, 3, then 9). In one write, 2 and 3
 * would overwrite what 4 to 8 have set since. So they get their own write, one round earlier, where the guard drops
 * them.
 */
export class RowRuns {
  private readonly rows = new Map<string, Run[]>();

  /** Notes an event that sets nothing. */
  pass(id: string, sequence: number): void {
    const last = this.rows.get(id)?.at(-1);
    if (last !== undefined && sequence === last.through + 1) last.through = sequence;
  }

  /** @returns false for a repeat of what is folded in already */
  add(id: string, sequence: number, set: Readonly<Record<string, unknown>>): boolean {
    const runs = this.rows.get(id) ?? [];
    const last = runs.at(-1);
    if (last !== undefined && last.sequence >= sequence) return false;
    if (last !== undefined && last.through + 1 === sequence) {
      Object.assign(last.set, set);
      last.sequence = last.through = sequence;
    } else {
      runs.push({ sequence, through: sequence, set: { ...set } });
      this.rows.set(id, runs);
    }
    return true;
  }

  /** In order; every row at most once per round. */
  *rounds(): Generator<readonly RowWrite[]> {
    const most = Math.max(0, ...[...this.rows.values()].map((runs) => runs.length));
    for (let round = 0; round < most; round++) {
      yield [...this.rows].flatMap(([id, runs]) => {
        const run = runs[round];
        return run === undefined ? [] : [{ id, sequence: run.sequence, set: run.set }];
      });
    }
  }
}
