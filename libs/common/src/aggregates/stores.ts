import { Injectable } from '@nestjs/common';
import type mongoose from 'mongoose';
import type { AggregateType, DomainEvent } from './aggregate-type.js';
import type { Asking } from '../kernel/actor.js';
import type { Where } from '../kernel/field-filter.js';
import type { StoreEnvironment } from './aggregate-store.js';
import type { AggregateDocuments } from './documents.js';
import { MongoDocuments } from './mongo-documents.js';
import type { Permissions } from '../auth/permissions.js';
import type { BusinessCalendar } from '../kernel/business-calendar.js';
import { momentAt, type Clock, type Moment } from '../kernel/clock.js';
import type { PolicyTable } from '../kernel/policy.js';

interface StoreParts {
  readonly db: mongoose.mongo.Db;
  readonly clock: Clock;
  readonly policy: PolicyTable;
  readonly calendar: BusinessCalendar;
  readonly permissions: Permissions;
  readonly onLargeDocument: NonNullable<StoreEnvironment['onLargeDocument']>;
}

/** What every repository of a service is made from. Injectable. */
@Injectable()
export class Stores implements StoreEnvironment {
  constructor(private readonly parts: StoreParts) {}

  documents<S, E extends DomainEvent>(type: AggregateType<S, E>): AggregateDocuments<S> {
    return new MongoDocuments(this.parts.db, type);
  }

  moment(): Moment {
    return momentAt(this.parts.clock.now(), this.parts.policy, this.parts.calendar);
  }

  checkAccess(asking: Asking, id: string, state: unknown): void {
    this.parts.permissions.check(asking, id, state);
  }

  /** For lists and views, where a "no" is not a refusal. */
  holds(asking: Asking, state: unknown): boolean {
    return this.parts.permissions.holds(asking.operation, asking.actor, state);
  }

  visibleTo({ operation, actor }: Asking, own: boolean): readonly Where[] {
    return this.parts.permissions.visibleTo(operation, actor, own);
  }

  /** For other collections of the service: read models, documents. */
  get db(): mongoose.mongo.Db {
    return this.parts.db;
  }

  onLargeDocument(type: string, id: string): void {
    this.parts.onLargeDocument(type, id);
  }
}
