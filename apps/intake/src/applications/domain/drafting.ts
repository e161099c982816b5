import type { Moment } from '#common/kernel/clock.js';
import { addDays } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { SupplierState } from '../../suppliers/domain/supplier.state.js';
import type { ApplicationEvent } from './application.events.js';
import { documentTypes, ensureDraft, whatIsMissing } from './application.rules.js';
import {
  openSupplement,
  type ApplicationForm,
  type ApplicationState,
  type AttachedDocument,
} from './application.state.js';

export interface Draft {
  readonly applicationId: string;
  readonly supplier: SupplierState;
  readonly form: ApplicationForm;
}

/** – → DRAFT: the supplier's business number has been verified. */
export function draftApplication(
  { applicationId, supplier, form }: Draft,
  { today, policy }: Moment,
): readonly ApplicationEvent[] {
  ensure(supplier.verifiedAt !== undefined, () =>
    wrongState(
      'SUPPLIER_NOT_VERIFIED',
      `${supplier.facts.name} has to be verified by its business number before it applies.`,
    ),
  );
  const keptUntil = addDays(today, policy['intake.draftKeptDays']);
  return [{ type: 'ApplicationDrafted', data: { applicationId, supplier: supplier.facts, keptUntil, form } }];
}

/** The form of a draft is replaced as a whole. */
export function reviseApplication(
  application: ApplicationState,
  { form }: Pick<Draft, 'form'>,
): readonly ApplicationEvent[] {
  ensureDraft(application);
  return [{ type: 'ApplicationRevised', data: { form } }];
}

export interface Attachment {
  readonly documentType: string;
  readonly document: Omit<AttachedDocument, 'attachedAt' | 'check'>;
}

/** Documents are attached to a draft, or anew while a supplement asks for them; submitted files stay as they are. */
export function attachDocument(
  application: ApplicationState,
  { documentType, document }: Attachment,
  { policy }: Moment,
): readonly ApplicationEvent[] {
  const { required, optional } = documentTypes(policy, application.service.kind);
  ensure([...required, ...optional].includes(documentType), () =>
    invalid(
      'DOCUMENT_TYPE_UNKNOWN',
      `${documentType} is no document of this kind; it takes ${[...required, ...optional].join(', ')}.`,
    ),
  );
  if (application.status === 'SUPPLEMENT_REQUESTED') {
    const asked = openSupplement(application)?.items.some((item) => item.subject === documentType) ?? false;
    ensure(asked, () => wrongState('DOCUMENT_NOT_ASKED', `The supplement request does not ask for ${documentType}.`));
  } else {
    ensureDraft(application);
  }
  return [{ type: 'DocumentAttached', data: { documentType, document } }];
}

/** DRAFT → SUBMITTED: complete, attested. That no other application of the service is live, the claim ensures. */
export function submitApplication(
  application: ApplicationState,
  { attested }: { readonly attested: boolean },
  moment: Moment,
): readonly ApplicationEvent[] {
  ensureDraft(application);
  ensure(attested, () =>
    invalid('ATTESTATION_MISSING', 'The attestation has to be signed: everything stated is true.'),
  );
  const errors = whatIsMissing(application, moment);
  const documents = errors.filter((error) => error.code === 'DOCUMENT_MISSING');
  ensure(errors.length === 0, () => {
    const code = documents.length === errors.length ? 'DOCUMENT_MISSING' : 'APPLICATION_INCOMPLETE';
    return invalid(code, `The application lacks ${errors.length} of what a submission needs.`, errors);
  });
  const { at, today, policy, calendar } = moment;
  const { supplier, service } = application;
  return [
    {
      type: 'ApplicationSubmitted',
      data: {
        applicationId: application.id,
        supplier,
        serviceName: service.name,
        kind: service.kind,
        submittedAt: at.toISOString(),
      },
      details: { checkDueOn: calendar.add(today, policy['intake.checkBusinessDays']) },
    },
  ];
}
