import { Controller, Query } from '@nestjs/common';
import { Type, type Static } from 'typebox';
import type { Snapshot } from '../aggregates/aggregate-type.js';
import { pageFor } from '../http/listing.js';
import { Asker } from '../http/meta.js';
import { Operation } from '../http/operation.js';
import { BilingualView } from '../http/why.view.js';
import { pageOf, PageRequest, type Page } from '../http/paging.js';
import type { Asking } from '../kernel/actor.js';
import type { NoticeState } from './notice.js';
import { Notices } from './notices.repository.js';

/** A notice, as its addressee reads it. */
const NoticeView = Type.Object(
  {
    id: Type.String(),
    reason: Type.String(),
    about: Type.Object({ kind: Type.String(), id: Type.String(), path: Type.String() }),
    title: Type.Union([BilingualView, Type.Null()]),
    text: Type.Union([BilingualView, Type.Null()]),
    why: BilingualView,
    rule: Type.String({ description: 'Article or assumption it rests on' }),
    dueOn: Type.Optional(Type.String({ format: 'date' })),
    contact: Type.Optional(
      Type.Object({
        name: Type.Optional(Type.String()),
        unit: Type.String(),
        phone: Type.String(),
        email: Type.String(),
      }),
    ),
    at: Type.String({ format: 'date-time' }),
    deliveredAt: Type.Optional(
      Type.String({ format: 'date-time', description: 'When it left for the mail box of the reader' }),
    ),
  },
  { $id: 'Notice' },
);
type NoticeView = Static<typeof NoticeView>;

function noticeView({ id, state }: Snapshot<NoticeState>, reader: string): NoticeView {
  const { to: _, contact, deliveries, ...notice } = state;
  const delivered = deliveries.find(({ person, refused }) => person === reader && refused === undefined);
  return {
    id,
    ...notice,
    ...(contact !== null && { contact }),
    ...(delivered !== undefined && { deliveredAt: delivered.at }),
  };
}

@Controller()
export class GetNoticesHttp {
  constructor(private readonly notices: Notices) {}

  @Operation({
    id: 'getNotices',
    method: 'GET',
    path: '/v1/notices',
    summary: 'What the reader was told, with reason, officer and day due; the newest first',
    accesses: { what: 'CONTACT', when: ({ contact }) => contact !== undefined },
    answers: pageOf(NoticeView),
  })
  handle(@Query() request: PageRequest, @Asker() asking: Asking): Promise<Page<NoticeView>> {
    const listing = { where: {}, sorts: { createdAt: 'state.at' } };
    return pageFor(this.notices, asking, { request, listing, view: (notice) => noticeView(notice, asking.actor.sub) });
  }
}
