import type { Officer } from './responsible-officer.js';

/** Whom to ask (S22 Art. 31): name, unit and how to reach them. */
export interface NoticeContact {
  readonly name?: string;
  readonly unit: string;
  readonly phone: string;
  readonly email: string;
}

/** Name, unit and contact of the officer; of the desk where no officer is responsible or known. */
export function contactOf(officer: Officer | undefined, desk: NoticeContact): NoticeContact {
  if (officer === undefined) return desk;
  const { name, unit, phone, email } = officer;
  return {
    ...(name !== null && name !== '' && { name }),
    unit,
    phone: phone ?? desk.phone,
    email: email ?? desk.email,
  };
}
