import { Injectable } from '@nestjs/common';
import type { Intent } from '#common/aggregates/aggregate-type.js';
import type { DueHandler } from '#common/timers/timers.js';
import { supplierFellDue } from './domain/debarring.js';
import { Suppliers } from './suppliers.repository.js';

/** Debarments that begin, and those that are over. */
@Injectable()
export class SupplierTimer implements DueHandler {
  constructor(private readonly suppliers: Suppliers) {}

  due(until: Date, limit: number): ReturnType<DueHandler['due']> {
    return this.suppliers.due(until, limit);
  }

  async onDue(intent: Intent): Promise<void> {
    await this.suppliers.change(intent, supplierFellDue);
  }
}
