import { evolution } from './evolution.js';
import { dueInBusinessDays, type Deadline } from '../kernel/deadline.js';
import type { Moment } from '../kernel/clock.js';
import type { AggregateType, DomainEvent } from './aggregate-type.js';

/** A duty with deadlines at two depths of its state: for what looks at deadlines whatever keeps them. */
export interface Duty {
  readonly deadlines: readonly Deadline[];
  readonly requests: readonly { readonly n: number; readonly due: Deadline; readonly answer: string | null }[];
}

type DutyEvent =
  DomainEvent<'DutyBegun', { readonly deadline: Deadline }> | DomainEvent<'AnswerAsked', { readonly due: Deadline }>;

export const dutyType: AggregateType<Duty, DutyEvent> = {
  name: 'duty',
  collection: 'duties',
  publishes: [],
  evolve: evolution<Duty, DutyEvent>()(
    { DutyBegun: ({ data }) => ({ deadlines: [data.deadline], requests: [] }) },
    (state, { data }) =>
      'due' in data
        ? { ...state, requests: [...state.requests, { n: state.requests.length + 1, due: data.due, answer: null }] }
        : state,
  ),
  dueAt: ({ deadlines }) => new Date(Math.min(...deadlines.map(({ dueAt }) => Date.parse(dueAt)))),
};

export const begin =
  (days: number) =>
  (moment: Moment): readonly DutyEvent[] => [
    { type: 'DutyBegun', data: { deadline: dueInBusinessDays(moment, { key: 'DUTY', days, rule: 'A-04' }) } },
  ];

export const ask =
  (days: number) =>
  (_: Duty, moment: Moment): readonly DutyEvent[] => [
    { type: 'AnswerAsked', data: { due: dueInBusinessDays(moment, { key: 'ANSWER', days, rule: 'A-11' }) } },
  ];
