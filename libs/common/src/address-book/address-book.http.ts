import { Body, Controller } from '@nestjs/common';
import { Type, type Static } from 'typebox';
import type { Snapshot } from '../aggregates/aggregate-type.js';
import { Asker, Meta, type CommandMeta } from '../http/meta.js';
import { Operation } from '../http/operation.js';
import { Email, OneOf } from '../http/validation/fields.js';
import type { Asking } from '../kernel/actor.js';
import { notFound } from '../kernel/errors.js';
import { derivedId } from '../kernel/ids.js';
import type { SystemReason } from '../kernel/system-reasons.js';
import { MailQueue } from './mail-queue.mongo.js';
import {
  addressIdOf,
  DELIVERIES,
  enterAddress,
  LANGUAGES,
  removeAddress,
  type AddressEntry,
  type AddressState,
  type Delivery,
  type Language,
} from './address.js';
import { AddressBook } from './address-book.repository.js';

const AddressView = Type.Object(
  {
    version: Type.Integer(),
    email: Type.String({ format: 'email' }),
    language: Type.Enum([...LANGUAGES]),
    delivery: Type.Enum([...DELIVERIES]),
    enteredOn: Type.String({ format: 'date', description: 'Enter it again now and then: an old entry gets no mail' }),
  },
  { $id: 'Address' },
);
type AddressView = Static<typeof AddressView>;

/** @throws Refusal 404 when the person has no entry */
function addressView({ version, state: { entry, enteredOn } }: Snapshot<AddressState>): AddressView {
  if (entry === undefined) throw notFound('address', 'me');
  return { version, ...entry, enteredOn };
}

export class EnterAddressRequest implements AddressEntry {
  @Email()
  readonly email!: string;

  @OneOf(LANGUAGES, { description: 'Which of the two languages comes first' })
  readonly language!: Language;

  @OneOf(DELIVERIES, { description: 'Each notice at once, or one message a day' })
  readonly delivery!: Delivery;
}

@Controller()
export class EnterAddressHttp {
  constructor(
    private readonly book: AddressBook,
    private readonly mail: MailQueue,
  ) {}

  @Operation({
    id: 'enterAddress',
    method: 'PUT',
    path: '/v1/address-book/me',
    summary: 'Where notices of this service reach the caller; replaces the entry there was',
    answers: AddressView,
  })
  async handle(@Body() body: EnterAddressRequest, @Meta() meta: CommandMeta): Promise<AddressView> {
    const id = addressIdOf(meta.actor.sub);
    const saved = await this.book.save({ ...meta, id }, () => enterAddress(meta.actor, body));
    // What could not be delivered may be deliverable now.
    await this.mail.retry(id);
    return addressView(saved);
  }
}

@Controller()
export class GetAddressHttp {
  constructor(private readonly book: AddressBook) {}

  @Operation({
    id: 'getAddress',
    method: 'GET',
    path: '/v1/address-book/me',
    summary: "The caller's entry",
    accesses: { what: 'CONTACT' },
    answers: AddressView,
  })
  async handle(@Asker() asking: Asking): Promise<AddressView> {
    return addressView(await this.book.get(addressIdOf(asking.actor.sub), asking));
  }
}

@Controller()
export class RemoveAddressHttp {
  constructor(
    private readonly book: AddressBook,
    private readonly mail: MailQueue,
  ) {}

  @Operation({
    id: 'removeAddress',
    method: 'POST',
    path: '/v1/address-book/me/removal',
    summary: 'Erases the entry and its history; notices then wait in the list alone',
    answers: 'nothing',
  })
  async handle(@Meta() meta: CommandMeta): Promise<void> {
    const id = addressIdOf(meta.actor.sub);
    await this.book.change({ ...meta, id }, removeAddress);
    await this.mail.forget(id);
    // A cause changes an aggregate once, and this is one act with the removal.
    const erasing = { ...meta, id, causationId: derivedId('erasure', meta.causationId) };
    const reason: SystemReason = 'ADDRESS_REMOVED';
    await this.book.erase(erasing, { reason });
  }
}
