/** What one write does to a row: the fields, and the sequence it brings the row to. */
interface Run {
  sequence: number;
  /** The last sequence that followed without a step, events that say nothing to the read model included. */
  through: number;
  set: Record<string, unknown>;
}

export interface RowWrite {
  readonly id: string;
  readonly sequence: number;
  readonly set: Readonly<Record<string, unknown>>;
}

/**
 * A batch folded to one write per row. Only sequences that follow each other are folded together: 5, 6, 7 may be laid
 * over a row at 6, for what they set last is the same as what came of them one by one. Repeated events stand out by a
 * step (2, 3, then 9): folded into one write, 2 and 3 would come back over what 4 to 8 have set since. They get a write
 * of their own, in a round before, where the guard of the row's sequence drops them.
 */
export class RowRuns {
  private readonly rows = new Map<string, Run[]>();

  /** Notes an event that sets nothing. */
  pass(id: string, sequence: number): void {
    const last = this.rows.get(id)?.at(-1);
    if (last !== undefined && sequence === last.through + 1) last.through = sequence;
  }

  /** False for a repeat of what is folded in already. */
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
