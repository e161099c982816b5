import type { AddressEntry } from '../address-book/address.js';
import type { Snapshot } from '../aggregates/aggregate-type.js';
import type { NoticeContact } from '../kernel/notice-contact.js';
import type { Bilingual } from '../kernel/bilingual.js';
import type { Day } from '../kernel/day.js';
import { derivedId } from '../kernel/ids.js';
import type { Message } from './channel.js';
import type { NoticeState } from './notice.js';

type Tongue = keyof Bilingual;

const WORDS = {
  ko: {
    from: '[디지털서비스]',
    due: '기한',
    contact: '담당',
    why: '이 통지를 받는 이유',
    rule: '근거',
    path: '확인',
    digest: (n: number) => `오늘의 통지 ${n}건`,
  },
  en: {
    from: '[Digital Service]',
    due: 'Due',
    contact: 'Contact',
    why: 'Why you get this',
    rule: 'Basis',
    path: 'See',
    digest: (n: number) => (n === 1 ? 'One notice today' : `${n} notices today`),
  },
} as const;

const contactLine = ({ unit, name, phone, email }: NoticeContact): string =>
  [unit, name, phone, email].filter((part) => part !== undefined && part !== '').join(' · ');

/** One notice in one language: what, until when, whom to ask, why, and where it is read. */
function block({ title, text, dueOn, contact, why, rule, about }: NoticeState, tongue: Tongue): string {
  const words = WORDS[tongue];
  return [
    title?.[tongue] ?? '',
    '',
    text?.[tongue] ?? '',
    '',
    ...(dueOn === undefined ? [] : [`${words.due}: ${dueOn}`]),
    ...(contact === null ? [] : [`${words.contact}: ${contactLine(contact)}`]),
    `${words.why}: ${why[tongue]}`,
    `${words.rule}: ${rule}`,
    `${words.path}: ${about.path}`,
  ].join('\n');
}

const inBoth = (notice: NoticeState, first: Tongue): string => {
  const second: Tongue = first === 'ko' ? 'en' : 'ko';
  return `${block(notice, first)}\n\n${'-'.repeat(40)}\n\n${block(notice, second)}`;
};

/** One line: a subject with a line break could add headers. */
const line = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The message of one notice, in the reader's language first. */
export function messageOf({ id, state }: Snapshot<NoticeState>, { email, language }: AddressEntry): Message {
  const subject = line(`${WORDS[language].from} ${state.title?.[language] ?? ''}`);
  return { id, email, subject, text: inBoth(state, language), notices: [id] };
}

/** All notices of a person's day in one message. @param address id of their entry */
export function digestOf(
  notices: readonly Snapshot<NoticeState>[],
  { email, language }: AddressEntry,
  { address, day }: { readonly address: string; readonly day: Day },
): Message {
  const ids = notices.map(({ id }) => id);
  const subject = line(`${WORDS[language].from} ${WORDS[language].digest(ids.length)}`);
  const text = notices.map(({ state }) => inBoth(state, language)).join(`\n\n${'='.repeat(40)}\n\n`);
  return { id: derivedId('digest', address, day, ...ids), email, subject, text, notices: ids };
}
