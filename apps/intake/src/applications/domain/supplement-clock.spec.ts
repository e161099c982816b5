import fc from 'fast-check';
import type { Day } from '#common/kernel/day.js';
import { dueDayOf, hasPassed } from '#common/kernel/deadline.js';
import { Refusal } from '#common/kernel/errors.js';
import { propertyRuns } from '#testing/property-runs.js';
import { start, submittedOn, type Act, type Story } from '../../testing/application-story.js';
import { openDeadline } from './application.rules.js';
import { openSupplement } from './application.state.js';
import { applicationFellDue } from './falling-due.js';
import { answerSupplement, extendSupplement, requestSupplement } from './supplementing.js';

/** Holidays from August 2025 to January 2026 by the gazette, not by our table. */
const HOLIDAYS = [
  '2025-08-15',
  '2025-10-03',
  '2025-10-06',
  '2025-10-07',
  '2025-10-08',
  '2025-10-09',
  '2025-12-25',
  '2026-01-01',
];
const SUBMITTED = '2025-08-05';

const next = (day: Day): Day => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
const isWorkingDay = (day: Day): boolean =>
  ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !HOLIDAYS.includes(day);
const workingFrom = (day: Day): Day => (isWorkingDay(day) ? day : workingFrom(next(day)));

/** The day on which this many days of a kind have gone by; the day it counts from is none of them. */
function after(from: Day, count: number, counts: (day: Day) => boolean): Day {
  let [day, seen] = [from, 0];
  while (seen < count) {
    day = next(day);
    if (counts(day)) seen++;
  }
  return day;
}

/**
 * One check as an officer would keep it by hand, a line for each day: five working days, none of which is spent while a
 * supplement is open. Written from A-04, S22 Art. 24 and R-10.
 */
class Ledger {
  /** Working days of the check that have not begun. */
  left = 5;
  runs = true;
  isOver = false;
  lastDay: Day | undefined;
  extensions = 0;
  secondDemand: Day | undefined;
  supplementDue: Day = SUBMITTED;

  constructor(private today: Day) {}

  /** Night falls, and a new day begins. */
  private turn(): void {
    if (this.runs && this.lastDay === this.today) this.isOver = true;
    this.today = next(this.today);
    if (this.isOver || !this.runs || !isWorkingDay(this.today) || this.left === 0) return;
    this.left--;
    if (this.left === 0) this.lastDay = this.today;
  }

  until(day: Day): void {
    while (this.today < day) this.turn();
  }

  /** The last day of the check if the clock ran on from now. */
  get due(): Day {
    const ahead = Object.assign(new Ledger(this.today), this);
    while (ahead.lastDay === undefined) ahead.turn();
    return ahead.lastDay;
  }

  request(): void {
    this.runs = false;
    if (!this.isOver) this.lastDay = undefined;
    this.extensions = 0;
    this.secondDemand = undefined;
    this.supplementDue = after(this.today, 10, isWorkingDay);
  }

  extend(): void {
    this.extensions++;
    this.supplementDue = after(this.supplementDue, 5, isWorkingDay);
  }

  demandAgain(): void {
    this.secondDemand = this.today;
    this.supplementDue = workingFrom(after(this.today, 10, () => true));
  }

  /** What is left of the last day is had today, or as a whole day when today is none to work on. */
  answer(): void {
    this.runs = true;
    if (this.isOver || this.left > 0) return;
    if (isWorkingDay(this.today)) this.lastDay = this.today;
    else this.left = 1;
  }
}

const n = ({ state }: Story): number => state.supplements.length;
const request: Act = (state, moment) => requestSupplement(state, { items: [{ reason: '왜 그러한가?' }] }, moment);

type Step = (story: Story, ledger: Ledger) => Story;

/** Each does what the rules allow, and leaves the rest; the ledger says what has to come of it. */
const STEPS: Readonly<Record<string, Step>> = {
  request: (story, ledger) => {
    if (story.state.status !== 'CHECKING') return story;
    ledger.request();
    return story.given(request);
  },
  answer: (story, ledger) => {
    if (story.state.status !== 'SUPPLEMENT_REQUESTED') return story;
    const answering: Act = (state, moment) =>
      answerSupplement(state, { n: n(story), answers: [{ item: 1, explanation: '그러하다.' }] }, moment);
    if (story.moment.today > ledger.supplementDue) {
      story.when(answering).thenRefused('SUPPLEMENT_OVERDUE');
      return story;
    }
    ledger.answer();
    return story.given(answering);
  },
  extend: (story, ledger) => {
    if (story.state.status !== 'SUPPLEMENT_REQUESTED') return story;
    const extending: Act = (state, moment) => extendSupplement(state, { n: n(story) }, moment);
    const isOpen = story.moment.today <= ledger.supplementDue;
    if (isOpen && ledger.secondDemand === undefined && ledger.extensions < 2) {
      ledger.extend();
      return story.given(extending);
    }
    expect(() => story.given(extending)).toThrow(Refusal);
    return story;
  },
  /** The timer, which may come days late. */
  timer: (story, ledger) => {
    const isLate = story.state.status === 'SUPPLEMENT_REQUESTED' && story.moment.today > ledger.supplementDue;
    const later = story.given(applicationFellDue);
    if (!isLate) expect(later.state.supplements).toEqual(story.state.supplements);
    else if (ledger.secondDemand !== undefined) expect(later.state.status).toBe('RETURNED');
    else ledger.demandAgain();
    return later;
  },
};

/** Every deadline of the row, as the ledger has it. */
function expectAsIn(ledger: Ledger, { state, moment }: Story): void {
  const check = openDeadline(state, 'CHECK');
  const supplement = openDeadline(state, 'SUPPLEMENT');
  if (state.status === 'RETURNED') {
    expect(state.deadlines).toEqual([]);
    return;
  }
  expect(check && hasPassed(check, moment.at)).toBe(ledger.isOver);
  if (state.status === 'CHECKING') {
    expect(check?.suspended).toBeUndefined();
    expect(check && dueDayOf(check)).toBe(ledger.due);
    expect(supplement).toBeUndefined();
    return;
  }
  expect(check?.suspended?.daysLeft).toBe(ledger.left);
  expect(supplement && dueDayOf(supplement)).toBe(ledger.supplementDue);
  expect(openSupplement(state)?.due).toEqual(supplement);
  if (ledger.secondDemand !== undefined)
    expect(Date.parse(ledger.supplementDue) - Date.parse(ledger.secondDemand)).toBeGreaterThanOrEqual(10 * 86_400_000);
}

describe('R-10: the clocks of a check and its supplements', () => {
  it('say on every day what a ledger kept by hand says, whatever happens and however late the timer is', () => {
    const steps = fc.array(fc.tuple(fc.nat(6), fc.constantFrom(...Object.keys(STEPS))), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (tried) => {
        const ledger = new Ledger(SUBMITTED);
        let day: Day = next(SUBMITTED);
        ledger.until(day);
        let story = submittedOn(SUBMITTED).on(day).given(start());
        for (const [days, step] of tried) {
          for (let i = 0; i < days; i++) day = next(day);
          if (day > '2025-11-28') return;
          ledger.until(day);
          story = STEPS[step]!(story.on(day), ledger);
          expectAsIn(ledger, story);
          if (story.state.status === 'RETURNED') return;
        }
      }),
      propertyRuns(),
    );
  });
});
