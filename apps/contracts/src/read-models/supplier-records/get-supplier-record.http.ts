import { Controller, Param } from '@nestjs/common';
import { Type, type Static } from 'typebox';
import { Stores } from '#common/aggregates/stores.js';
import { BusinessNumber } from '#common/events/definitions/shapes.js';
import { JsonInteger, jsonInteger } from '#common/http/json-integer.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { Asking } from '#common/kernel/actor.js';
import { withheld } from '#common/kernel/errors.js';
import type { SupplierRecord } from './domain/supplier-record.js';
import { SupplierRecords } from './supplier-records.mongo.js';

const Count = Type.Integer({ minimum: 0 });
/** In won, VAT included; `amountText` has the same digits. */
const Money = Type.Object({ count: Count, amount: JsonInteger, amountText: Type.String({ pattern: '^[0-9]+$' }) });

/** Counts of what is recorded of the contracts of a supplier, from its first one on, without rescinded ones. */
const SupplierRecordView = Type.Object(
  {
    supplier: BusinessNumber,
    contracts: Type.Object({ concluded: Count, completed: Count, terminated: Count }),
    terminatedByFault: Type.Integer({
      minimum: 0,
      description: 'Ended by the institution for a breach, for delay damages or for a selection obtained by fraud',
    }),
    incidents: Type.Object({ outages: Count, leaks: Count, intrusions: Count }),
    slaCredits: Money,
    delayDamages: Money,
    breaches: Type.Object({ decided: Count, corrected: Count, debarmentsRequested: Count }),
  },
  { $id: 'SupplierRecord' },
);
type SupplierRecordView = Static<typeof SupplierRecordView>;

@Controller()
export class GetSupplierRecordHttp {
  constructor(
    private readonly records: SupplierRecords,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'getSupplierRecord',
    method: 'GET',
    path: '/v1/supplier-records/:businessNumber',
    summary: 'How a supplier performed its contracts: incidents, credits, damages, breaches and ends',
    answers: SupplierRecordView,
  })
  async handle(@Param('businessNumber') supplier: string, @Asker() asking: Asking): Promise<SupplierRecordView> {
    this.stores.checkAccess(asking, supplier, { supplier });
    if (!/^[0-9]{10}$/.test(supplier)) throw withheld('record', supplier);
    return view(await this.records.of(supplier, this.stores.moment().today));
  }
}

const view = ({ slaCredits, delayDamages, ...record }: SupplierRecord): SupplierRecordView => ({
  ...record,
  slaCredits: money(slaCredits),
  delayDamages: money(delayDamages),
});

const money = ({ count, amount }: SupplierRecord['slaCredits']): Static<typeof Money> => ({
  count,
  amount: jsonInteger(amount),
  amountText: String(amount),
});
