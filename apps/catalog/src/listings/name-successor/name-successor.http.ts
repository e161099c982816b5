import { Body, Controller, Param } from '@nestjs/common';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { byResponsible } from '../domain/officer.rules.js';
import { nameSuccessor } from '../domain/succeeding.js';
import { ListingUsers } from '../listing-users.js';
import { ListingView } from '../listing.view.js';
import { ListingViews } from '../listing.views.js';
import { Listings } from '../listings.repository.js';
import { NameSuccessorRequest } from './name-successor.request.js';

@Controller()
export class NameSuccessorHttp {
  constructor(
    private readonly listings: Listings,
    private readonly users: ListingUsers,
    private readonly views: ListingViews,
  ) {}

  @Operation({
    id: 'nameSuccessor',
    method: 'POST',
    path: '/v1/listings/:id/successor',
    summary: 'NIA names the listing that replaces this one',
    ifMatch: true,
    answers: ListingView,
    refuses: ['OFFICER_UNDECLARED', 'LISTING_NOT_PUBLISHED', 'SUCCESSOR_INVALID', 'NOTHING_CHANGED'],
  })
  async handle(
    @Param('id') id: string,
    @Body() { successorId, reason }: NameSuccessorRequest,
    @Meta() meta: CommandMeta,
  ): Promise<ListingView> {
    const successor = (await this.listings.find(successorId))?.state;
    const users = await this.users.of(id);
    const listing = await this.listings.change(
      { ...meta, id },
      byResponsible(meta.actor, (state, moment) => nameSuccessor(state, { successor, reason, users }, moment)),
    );
    return this.views.of(listing, meta.actor);
  }
}
