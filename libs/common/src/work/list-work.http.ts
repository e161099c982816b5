import { Controller, Query } from '@nestjs/common';
import { Type, type Static } from 'typebox';
import { DeadlineView, deadlineView } from '../http/deadline.view.js';
import { Asker } from '../http/meta.js';
import { Operation } from '../http/operation.js';
import { BilingualView } from '../http/why.view.js';
import { cursorOf, pageOf, PageRequest, placeIn, type Page } from '../http/paging.js';
import { Flag, Matching } from '../http/validation/fields.js';
import { Stores } from '../aggregates/stores.js';
import type { Asking } from '../kernel/actor.js';
import { unauthenticated } from '../kernel/errors.js';
import { WorkList, type FoundDuty } from './work-list.js';

/** Something that waits for the reader. */
const WorkItemView = Type.Object(
  {
    task: Type.String({ description: 'What is to be done, as a code' }),
    title: BilingualView,
    operation: Type.String({ description: 'The operation that does it' }),
    about: Type.Object({
      kind: Type.String(),
      id: Type.String(),
      path: Type.String(),
      name: Type.String(),
      part: Type.Optional(Type.String({ description: 'Such as the item of an agenda' })),
    }),
    deadline: Type.Optional(DeadlineView),
  },
  { $id: 'WorkItem' },
);
type WorkItemView = Static<typeof WorkItemView>;

const workItemView = ({ kind, id, path, about, duty }: FoundDuty, now: Date): WorkItemView => ({
  task: duty.code,
  title: duty.task.title,
  operation: duty.task.operation,
  about: { kind, id, path, name: about, ...(duty.part !== undefined && { part: duty.part }) },
  ...(duty.deadline !== undefined && { deadline: deadlineView(duty.deadline, now) }),
});

const SORT = 'waiting.dueAt';

export class ListWorkRequest extends PageRequest {
  @Flag({ optional: true, description: 'true for what is overdue only' })
  readonly overdue?: boolean;

  @Matching(/^[A-Z][A-Z0-9_]{0,59}$/, 'the code of a task', { optional: true })
  readonly task?: string;
}

@Controller()
export class ListWorkHttp {
  constructor(
    private readonly work: WorkList,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'listWork',
    method: 'GET',
    path: '/v1/work',
    summary: 'What waits for the reader, their role or their organisation; the earliest deadline first',
    knowsFunction: true,
    answers: pageOf(WorkItemView),
  })
  async handle(@Query() request: ListWorkRequest, @Asker() { actor }: Asking): Promise<Page<WorkItemView>> {
    if (actor.kind !== 'person') throw unauthenticated('This needs a token.');
    const { limit, cursor, overdue, task } = request;
    const place = cursor === undefined ? undefined : placeIn(cursor, SORT);
    const after = place && { dueAt: String(place.value), id: place.id };
    const filter = { ...(overdue !== undefined && { overdue }), ...(task !== undefined && { task }) };
    const { duties, next } = await this.work.page(actor, filter, limit, after);
    const now = this.stores.moment().at;
    const items = duties.map((duty) => workItemView(duty, now));
    return { items, ...(next && { next: cursorOf(SORT, { value: next.dueAt, id: next.id }) }) };
  }
}
