import { Controller, Param } from '@nestjs/common';
import { Type, type Static } from 'typebox';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { ViewCounts } from '../../read-models/listing-views/view-counts.mongo.js';
import { Listings } from '../listings.repository.js';

const ViewsByDay = Type.Object(
  {
    listingId: Type.String(),
    from: Type.String({ format: 'date', description: 'The first day that counts (catalog.viewDays)' }),
    items: Type.Array(Type.Object({ day: Type.String({ format: 'date' }), views: Type.Integer() }), {
      description: 'Newest first; days without a view are left out',
    }),
  },
  { $id: 'ViewsByDay' },
);
type ViewsByDay = Static<typeof ViewsByDay>;

@Controller()
export class GetListingViewsHttp {
  constructor(
    private readonly listings: Listings,
    private readonly viewCounts: ViewCounts,
  ) {}

  @Operation({
    id: 'getListingViews',
    method: 'GET',
    path: '/v1/listings/:id/views',
    summary: 'How often a listing was looked at, by day; nobody who looked is known',
    answers: ViewsByDay,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<ViewsByDay> {
    await this.listings.get(id, asking);
    const items = await this.viewCounts.byDay(id);
    return { listingId: id, from: this.viewCounts.since(), items: [...items] };
  }
}
