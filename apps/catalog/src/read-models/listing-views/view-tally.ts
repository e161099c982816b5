import type { Day } from '#common/kernel/day.js';

/** How often this process has shown a listing on a day: the whole number, never the difference to an earlier one. */
interface DayTally {
  readonly listingId: string;
  readonly day: Day;
  readonly views: number;
}

/**
 * Views of listings in the memory of one process, until they are written. Nothing is known of who looked. A tally is
 * the whole number of its day, so that writing it twice changes nothing.
 */
export class ViewTally {
  private readonly days = new Map<Day, Map<string, number>>();
  private readonly unwritten = new Set<string>();

  /** @returns whether it is the first that waits to be written */
  add(listingId: string, day: Day): boolean {
    const wasEmpty = this.unwritten.size === 0;
    const counts = this.days.get(day) ?? new Map<string, number>();
    counts.set(listingId, (counts.get(listingId) ?? 0) + 1);
    this.days.set(day, counts);
    this.unwritten.add(keyOf(listingId, day));
    return wasEmpty;
  }

  /** What is to be written: one tally for each listing and day, however often it was shown. */
  waiting(): readonly DayTally[] {
    return [...this.days].flatMap(([day, counts]) =>
      [...counts].flatMap(([listingId, views]) =>
        this.unwritten.has(keyOf(listingId, day)) ? [{ listingId, day, views }] : [],
      ),
    );
  }

  /** They are in the store. What was added in the meantime waits on; days before `today` are let go. */
  written(tallies: readonly DayTally[], today: Day): void {
    for (const { listingId, day, views } of tallies)
      if (this.days.get(day)?.get(listingId) === views) this.unwritten.delete(keyOf(listingId, day));
    const waiting = new Set(this.waiting().map(({ day }) => day));
    for (const day of this.days.keys()) if (day < today && !waiting.has(day)) this.days.delete(day);
  }
}

const keyOf = (listingId: string, day: Day): string => `${day}/${listingId}`;
