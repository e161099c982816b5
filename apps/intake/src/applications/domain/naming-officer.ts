import type { NoticeContact } from '#common/kernel/notice-contact.js';
import type { Moment } from '#common/kernel/clock.js';
import type { ApplicationState } from './application.state.js';

/** Name, unit and contact of the officer (S22 Art. 31); of the desk where no officer is responsible or known. */
export function contactOf({ officer }: ApplicationState, { policy }: Moment): NoticeContact {
  const desk = policy['notices.desk'];
  if (officer === undefined) return desk;
  const { name, unit, phone, email } = officer;
  return {
    ...(name !== null && name !== '' && { name }),
    unit,
    phone: phone ?? desk.phone,
    email: email ?? desk.email,
  };
}
