import type { NoticeDraft } from '../aggregates/notices.js';
import type { NoticeContact } from '../kernel/notice-contact.js';
import type { DutyOf } from '../aggregates/work.js';
import type { Addressee } from '../kernel/addressee.js';
import { dayOf } from '../kernel/day.js';
import type { Deadline } from '../kernel/deadline.js';
import { withParticle } from '../kernel/particles.js';

interface Overdue {
  /** What the aggregate is called. */
  readonly about: string;
  readonly desk: NoticeContact;
}

/** The last moment of a deadline day belongs to that day. */
const lastDayOf = ({ dueAt }: Deadline): string => dayOf(new Date(Date.parse(dueAt) - 1));

/**
 * A duty whose day has passed, told to those whose duty it is, once per deadline. A notice to a whole role names no
 * aggregate by its own words: not everyone of the role may know of it.
 */
export function overdueNotice<S>(
  { code, task, part = '', deadline }: DutyOf<S> & { readonly deadline: Deadline },
  to: Addressee,
  { about, desk }: Overdue,
): NoticeDraft {
  const day = lastDayOf(deadline);
  const named = to.startsWith('role:') ? { ko: '', en: '' } : { ko: `${about}: `, en: `${about}: ` };
  return {
    reason: 'WORK_OVERDUE',
    to,
    once: `${code}/${part}/${deadline.dueAt}`,
    title: { ko: `기한 지남: ${task.title.ko}`, en: `Overdue: ${task.title.en}` },
    text: {
      ko: `${named.ko}${withParticle(task.title.ko, '이/가')} ${day}까지였으나 아직 끝나지 않았습니다. 지금 처리해 주시기 바랍니다.`,
      en: `${named.en}“${task.title.en}” was due by ${day} and is not done yet. Please do it now.`,
    },
    why: { ko: '이 일의 담당이므로 보내 드립니다.', en: 'You are responsible for it.' },
    rule: deadline.rule,
    dueOn: day,
    contact: desk,
  };
}
