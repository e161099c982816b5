import type { Person, Role } from '#common/kernel/actor.js';

const person = (sub: string, roles: readonly Role[], org?: string): Person => ({
  kind: 'person',
  sub,
  roles,
  ...(org !== undefined && { org }),
});

/** A supplier (제공기업) by its business registration number. */
export const supplierOf = (businessNumber: string): Person =>
  person(`supplier-${businessNumber}`, ['SUPPLIER'], businessNumber);

/** An institution's buyer (수요기관) by its institution code. */
export const institutionOf = (code: string): Person => person(`buyer-${code}`, ['INSTITUTION'], code);

/** A member of the committee (심사위원); 0 is its chair (위원장). */
export const memberOf = (n: number): Person =>
  n === 0 ? person('chair', ['CHAIR', 'MEMBER']) : person(`member-${n}`, ['MEMBER']);

/** An expert examiner (전문가). */
export const examinerOf = (n: number): Person => person(`examiner-${n}`, ['EXAMINER']);

/** An officer of NIA (담당관). */
export const officerOf = (n: number): Person => person(`officer-${n}`, ['NIA_OPERATOR']);

/** The people of the specs, the same in every service. */
export const personas = {
  supplier: supplierOf('1234567890'),
  competitor: supplierOf('2222222222'),
  stranger: supplierOf('9999999999'),
  buyer: institutionOf('1000001'),
  otherBuyer: institutionOf('1000002'),
  officer: officerOf(1),
  otherOfficer: officerOf(2),
  secretary: person('secretary', ['SECRETARY']),
  chair: memberOf(0),
  ministry: person('ministry', ['MINISTRY']),
  pps: person('pps-officer', ['PPS_OFFICER']),
  auditor: person('auditor', ['AUDITOR']),
  admin: person('admin', ['ADMIN']),
} as const;
