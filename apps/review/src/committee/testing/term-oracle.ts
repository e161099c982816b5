/**
 * Terms of a committee, written from decree Art. 15-3, Civil Act Art. 160 and the rulings, and from
 * nothing of the code it judges: every rule looks at days.
 */

const DAY_MS = 86_400_000;
const dayNo = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/**
 * The last day of two years from a day, by Civil Act Art. 160: the day before the one of the same date, or, where the
 * last month has no such date, the last day of that month.
 */
export function lastDayOfTwoYears(day: string): number {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const daysInMonth = new Date(Date.UTC(year + 2, month, 0)).getUTCDate();
  if (date > daysInMonth) return Date.UTC(year + 2, month - 1, daysInMonth) / DAY_MS;
  return Date.UTC(year + 2, month - 1, date) / DAY_MS - 1;
}

interface Served {
  readonly from: number;
  /** Infinity for officials. */
  readonly to: number;
  readonly official: boolean;
  readonly isChair: boolean;
  readonly replaces?: string;
  /** As it would have ended. */
  readonly unfinished?: number;
}

export interface OracleAppointment {
  readonly member: string;
  readonly official: boolean;
  readonly isChair: boolean;
  readonly from: string;
  readonly replaces?: string | undefined;
}

/** Terms of a committee: each member has the days they serve, and every rule looks at days. */
export class TermOracle {
  private readonly terms = new Map<string, Served[]>();

  constructor(private readonly seats: number) {}

  appoint({ member, official, isChair, from, replaces }: OracleAppointment): boolean {
    if (isChair && !official) return false;
    const first = dayNo(from);
    const own = this.terms.get(member) ?? [];
    const inherited = official || replaces === undefined ? undefined : this.unfinishedOf(replaces, first);
    if (!official && replaces !== undefined && inherited === undefined) return false;
    const last = official ? Infinity : (inherited ?? lastDayOfTwoYears(from));
    const kept = own.filter((term) => term.to >= term.from);
    if (kept.some((term) => term.from <= last && first <= term.to)) return false;
    const served = kept.filter((term) => !term.official).length;
    if (!official && served >= 2) return false;
    // The number of members changes only where a term begins or ends; each such day is looked at.
    const others = [...this.terms.entries()].filter(([name]) => name !== member).flatMap(([, terms]) => terms);
    const days = [first, ...others.flatMap((term) => [term.from, term.to, term.to + 1])].filter(
      (day) => day >= first && day <= last && Number.isFinite(day),
    );
    const on = (day: number) => others.filter((term) => term.from <= day && day <= term.to);
    if (days.some((day) => on(day).length >= this.seats)) return false;
    if (isChair && days.some((day) => on(day).some((term) => term.isChair))) return false;
    const term = { from: first, to: last, official, isChair, ...(replaces !== undefined && { replaces }) };
    this.terms.set(member, [...own, term]);
    return true;
  }

  dismiss(member: string, on: string): boolean {
    const day = dayNo(on);
    const own = this.terms.get(member) ?? [];
    if (!own.some((term) => term.to >= day && term.to >= term.from)) return false;
    const cut = (term: Served): Served =>
      term.to < day || term.unfinished !== undefined
        ? term
        : { ...term, to: Math.max(day, term.from) - 1, unfinished: term.to };
    this.terms.set(member, own.map(cut));
    return true;
  }

  inOffice(on: string): readonly string[] {
    const day = dayNo(on);
    return [...this.terms.entries()]
      .filter(([, terms]) => terms.some((term) => term.from <= day && day <= term.to))
      .map(([member]) => member)
      .sort();
  }

  /** The end of a term that its member left, which covers the day and which no one serves on that day. */
  private unfinishedOf(member: string, day: number): number | undefined {
    const left = (this.terms.get(member) ?? []).flatMap(({ from, to, unfinished = Infinity }) =>
      Number.isFinite(unfinished) && from <= day && to < day && day <= unfinished ? [unfinished] : [],
    );
    const isServed = [...this.terms.values()]
      .flat()
      .some((term) => term.replaces === member && term.from <= day && day <= term.to);
    return isServed || left.length === 0 ? undefined : Math.max(...left);
  }
}
