import type { Person, Role } from '#common/kernel/actor.js';
import { examinerOf, memberOf, personas } from '../personas.js';

/** A caller of the matrix, by the words that its differences use. */
export interface MatrixCaller {
  readonly name: string;
  /** Undefined: without a token. */
  readonly person: Person | undefined;
}

export const APPLICANT = '1234567890';
export const BUYER = '1000001';

const caller = (name: string, person?: Person): MatrixCaller => ({ name, person });
const person = (sub: string, roles: readonly Role[], org?: string): Person => ({
  kind: 'person',
  sub,
  roles,
  ...(org !== undefined && { org }),
});

/** People of the supplier with one function each; its first person is its manager. */
export const EDITOR = person('supplier-editor', ['SUPPLIER'], APPLICANT);
export const SIGNER = person('supplier-signer', ['SUPPLIER'], APPLICANT);

/** The members that the suite of review gives a part. */
export const PARTS = { chair: 0, acting: 1, convened: 2, absent: 3, recused: 5, linked: 6, left: 8 } as const;
/** The examiners that it gives a part. */
export const EXAMINER_PARTS = { done: 1, assigned: 2, linked: 3, conflicted: 4, other: 9 } as const;

/** Each kind of caller that the table tells apart, the same for all four services. */
export const CALLERS: readonly MatrixCaller[] = [
  caller('no token'),
  caller('no role', person('nobody', [])),
  caller('no role, of the applicant', person('colleague', [], APPLICANT)),
  caller('supplier', personas.supplier),
  caller('editor of the supplier', EDITOR),
  caller('signer of the supplier', SIGNER),
  caller('rival supplier', personas.competitor),
  caller('foreign supplier', personas.stranger),
  caller('supplier without organisation', person('supplier-none', ['SUPPLIER'])),
  caller('supplier with the code of an institution', person('supplier-code', ['SUPPLIER'], BUYER)),
  caller('officer', personas.officer),
  caller('other officer', personas.otherOfficer),
  caller('officer of the applicant', person('officer-8', ['NIA_OPERATOR'], APPLICANT)),
  caller('officer of the institution', person('officer-9', ['NIA_OPERATOR'], BUYER)),
  caller('officer and supplier at once', person('officer-7', ['NIA_OPERATOR', 'SUPPLIER'], APPLICANT)),
  caller('secretary', personas.secretary),
  caller('chair', personas.chair),
  caller('chair without the role of a member', person('chair', ['CHAIR'])),
  caller('acting chair', memberOf(PARTS.acting)),
  caller('acting chair with the role of the chair', person('member-1', ['CHAIR'])),
  caller('stranger with the role of the chair', person('chair-of-old', ['CHAIR', 'MEMBER'])),
  caller('convened member', memberOf(PARTS.convened)),
  caller('absent member', memberOf(PARTS.absent)),
  caller('recused member', memberOf(PARTS.recused)),
  caller('member of the applicant', { ...memberOf(PARTS.linked), org: APPLICANT }),
  caller('member who left', memberOf(PARTS.left)),
  caller('stranger with the role of a member', memberOf(99)),
  caller('examiner who is done', examinerOf(EXAMINER_PARTS.done)),
  caller('assigned examiner', examinerOf(EXAMINER_PARTS.assigned)),
  caller('examiner of the applicant', { ...examinerOf(EXAMINER_PARTS.linked), org: APPLICANT }),
  caller('conflicted examiner', examinerOf(EXAMINER_PARTS.conflicted)),
  caller('other examiner', examinerOf(EXAMINER_PARTS.other)),
  caller('institution', personas.buyer),
  caller('other institution', personas.otherBuyer),
  caller('institution without organisation', person('buyer-none', ['INSTITUTION'])),
  caller('institution with the number of the supplier', person('buyer-number', ['INSTITUTION'], APPLICANT)),
  caller('procurement officer', personas.pps),
  caller('procurement officer of the applicant', person('pps-officer-8', ['PPS_OFFICER'], APPLICANT)),
  caller('ministry', personas.ministry),
  caller('ministry official of the applicant', person('ministry-8', ['MINISTRY'], APPLICANT)),
  caller('auditor', personas.auditor),
  caller('administrator', personas.admin),
];
