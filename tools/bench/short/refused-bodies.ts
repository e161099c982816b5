import { formOf } from '../../story/applying.js';
import { APPLICANTS, type Applicant } from '../../story/cast.js';

type Form = ReturnType<typeof formOf>;

/** Each breaks the form in one place, as a client with a fault does. */
const FAULTS: readonly ((form: Form) => unknown)[] = [
  ({ contact: _, ...rest }) => rest,
  (form) => ({ ...form, contact: { ...form.contact, email: 'nobody' } }),
  (form) => ({ ...form, service: { ...form.service, name: { $gt: '' } } }),
  (form) => ({ ...form, service: { ...form.service, kind: 'OTHER' } }),
  (form) => ({ ...form, prices: form.prices.map((price) => ({ ...price, unitPrice: -1 })) }),
  (form) => ({ ...form, prices: 'none' }),
  (form) => ({ ...form, unknown: true }),
  (form) => ({ ...form, certificates: [{ ...form.certificates[0], validTo: '2029-13-31' }] }),
];

/** `count` bodies that draftApplication refuses with 422, of eight kinds in turn. */
export function refusedBodies(count: number): string[] {
  const form = formOf(APPLICANTS[0] as Applicant);
  const kinds = FAULTS.map((fault) => JSON.stringify(fault(form)));
  return Array.from({ length: count }, (_, i) => kinds[i % kinds.length] as string);
}
