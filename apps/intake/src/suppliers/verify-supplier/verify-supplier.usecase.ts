import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import { verifySupplier, type Supplier } from '../domain/supplier.js';
import { Suppliers } from '../suppliers.repository.js';

/** NIA confirms the business number. Private event; 409 SUPPLIER_VERIFIED. */
@Injectable()
export class VerifySupplier {
  constructor(private readonly suppliers: Suppliers) {}

  execute(intent: Intent): Promise<Snapshot<Supplier>> {
    return this.suppliers.change(intent, verifySupplier);
  }
}
