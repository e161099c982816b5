import { canonicalJson } from '#common/kernel/canonical-json.js';
import type { SupplierFacts } from '#common/events/definitions/shapes.js';
import { recordId, type SelectionRecord, type SupplierRecord } from '#common/records/shapes.js';
import { applicationType } from '../../../apps/intake/src/applications/application.type.js';
import { migrateApplication } from '../../../apps/intake/src/applications/domain/migrating.js';
import { migrateSupplier } from '../../../apps/intake/src/suppliers/domain/migrating.js';
import { supplierIdOf } from '../../../apps/intake/src/suppliers/domain/registering.js';
import type { SupplierState } from '../../../apps/intake/src/suppliers/domain/supplier.state.js';
import { supplierType } from '../../../apps/intake/src/suppliers/supplier.type.js';
import { caseType } from '../../../apps/review/src/cases/case.type.js';
import { migrateCase } from '../../../apps/review/src/cases/domain/migrating.js';
import { caseIdOf } from '../../../apps/review/src/cases/domain/opening.js';
import { newOnly, type Entering, type Outcome } from './entering.js';
import { missing, type Importing } from './importing.js';

type Line = SupplierRecord | SelectionRecord;

/** Suppliers, and what the committee selected. */
export class IntoIntakeAndReview implements Importing<Line> {
  private readonly suppliers = new Map<string, SupplierFacts>();

  constructor(
    private readonly intake: Entering,
    private readonly review: () => Entering,
  ) {}

  take(record: Line): Promise<Outcome> {
    return record.kind === 'supplier' ? this.supplier(record) : this.selection(record);
  }

  private async supplier(record: SupplierRecord): Promise<Outcome> {
    const { number: businessNumber, name, size, registeredOn, synthetic } = record;
    const facts = { businessNumber, name, size };
    const earlier = { ...facts, registeredOn, ...(synthetic !== undefined && { synthetic }) };
    const isSame = (state: SupplierState): boolean => canonicalJson(state.facts) === canonicalJson(facts);
    return this.intake.enter(supplierType, {
      id: supplierIdOf(businessNumber),
      record,
      decide: newOnly(() => migrateSupplier(earlier), isSame),
    });
  }

  /** The application first: when it hears of the selection, it has been decided. A killed run does the case later. */
  private async selection(record: SelectionRecord): Promise<Outcome> {
    const supplier = await this.supplierOf(record.supplier);
    if (supplier === undefined) return missing('supplier', record.supplier, '/supplier');
    const applicationId = recordId('selection', record.number);
    const caseId = caseIdOf(applicationId);
    const { appliedOn, decidedOn, sessionNo, deemed, service, prices, certificates, synthetic } = record;
    const content = { supplier, service, prices, certificates };
    const dated = { appliedOn, decidedOn, sessionNo, ...(synthetic !== undefined && { synthetic }) };
    const application = await this.intake.enter(applicationType, {
      id: applicationId,
      record,
      decide: newOnly((moment) => migrateApplication({ applicationId, caseId, ...dated, ...content }, moment)),
    });
    if (application.is === 'REFUSED') return application;
    const submission = { applicationVersion: 1, acceptedOn: appliedOn, ...content, documents: [] };
    const selection = { sessionNo, decidedOn, ...(deemed !== undefined && { deemed }) };
    const decided = await this.review().enter(caseType, {
      id: caseId,
      record,
      decide: newOnly((moment) => migrateCase({ caseId, applicationId, submission, selection }, moment)),
    });
    return decided.is === 'ALREADY_THERE' ? application : decided;
  }

  private async supplierOf(businessNumber: string): Promise<SupplierFacts | undefined> {
    const known = this.suppliers.get(businessNumber);
    if (known !== undefined) return known;
    const found = await this.intake.find(supplierType, supplierIdOf(businessNumber));
    if (found?.state.verifiedAt === undefined) return undefined;
    this.suppliers.set(businessNumber, found.state.facts);
    return found.state.facts;
  }
}
