import { addDays } from '#common/kernel/day.js';
import { ensure, invalid, wrongState } from '#common/kernel/errors.js';
import type { Moment } from '#common/kernel/clock.js';
import type { Supplier } from '../../suppliers/domain/supplier.state.js';
import type { ApplicationEvent } from './application.events.js';
import { documentTypes, whatIsMissing } from './application.rules.js';
import { openSupplement, type Application, type ApplicationForm, type AttachedDocument } from './application.state.js';

/** – → DRAFT: the supplier's business number has been verified. */
export function draftApplication(
  applicationId: string,
  supplier: Supplier,
  form: ApplicationForm,
  { today, policy }: Moment,
): ApplicationEvent[] {
  ensure(supplier.verifiedAt !== undefined, () =>
    wrongState(
      'SUPPLIER_NOT_VERIFIED',
      `${supplier.facts.name} has to be verified by its business number before it applies.`,
    ),
  );
  const keptUntil = addDays(today, policy['intake.draftKeptDays']);
  return [{ type: 'ApplicationDrafted', data: { applicationId, supplier: supplier.facts, keptUntil, form } }];
}

/** Only a draft changes: what was submitted is what is checked. */
export function reviseApplication(application: Application, form: ApplicationForm): ApplicationEvent[] {
  requireDraft(application);
  return [{ type: 'ApplicationRevised', data: { form } }];
}

/** Documents are attached to a draft, or anew while a supplement asks for them; submitted files stay as they are. */
export function attachDocument(
  application: Application,
  documentType: string,
  document: Omit<AttachedDocument, 'attachedAt' | 'check'>,
  { policy }: Moment,
): ApplicationEvent[] {
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
    requireDraft(application);
  }
  return [{ type: 'DocumentAttached', data: { documentType, document } }];
}

/** DRAFT → SUBMITTED: complete, attested. That no other application of the service is live, the claim ensures. */
export function submitApplication(application: Application, attested: boolean, moment: Moment): ApplicationEvent[] {
  requireDraft(application);
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

export function requireDraft(application: Application): void {
  ensure(application.status === 'DRAFT', () =>
    wrongState(
      'APPLICATION_NOT_DRAFT',
      `The application is ${application.status}; only a draft can be changed or submitted.`,
    ),
  );
}
