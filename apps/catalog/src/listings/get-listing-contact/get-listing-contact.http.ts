import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { notFound } from '#common/kernel/errors.js';
import type { ContactPerson } from '../domain/listing.state.js';
import { ContactView } from '../listing.view.js';
import { Listings } from '../listings.repository.js';

@Controller()
export class GetListingContactHttp {
  constructor(private readonly listings: Listings) {}

  @Operation({
    id: 'getListingContact',
    method: 'GET',
    path: '/v1/listings/:id/contact',
    summary: 'Whom to talk to about a listing',
    accesses: { what: 'CONTACT' },
    answers: ContactView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<ContactPerson> {
    const { contact } = (await this.listings.get(id, asking)).state;
    if (contact === undefined) throw notFound('contact of listing', id);
    const { name, email, phone } = contact;
    return { name, email, phone };
  }
}
