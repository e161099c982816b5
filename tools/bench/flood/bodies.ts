import { formOf } from '../../story/applying.js';
import { APPLICANTS, type Applicant } from '../../story/cast.js';

/** What a body of JSON may have at most, bytes (docs/interfaces.md). */
const LIMIT = 256 * 1_024;

const form = formOf(APPLICANTS[0] as Applicant);
const unknownFields = (count: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, 1]));

/** Questions of every set (§2.4) whose answers may be as long as an answer gets. */
const LONG_ANSWERS = [
  'START_PROCEDURE',
  'END_PROCEDURE',
  'DISASTER_RECOVERY',
  'BACKUP',
  'DATA_EXTRACTION',
  'UNUSED_DATA_PROTECTION',
  'SECURE_DELETION',
  'USAGE_LOGS',
  'INCIDENT_MANAGEMENT',
  'API',
  'MANUAL',
  'TRAINING',
  'ON_SITE_SUPPORT',
  'REMOTE_SUPPORT',
];

/** A form that holds as much as a request may: 200 prices, long answers in Korean, 20 certificates. */
const fullForm = () => ({
  ...form,
  service: {
    ...form.service,
    categories: Array.from({ length: 20 }, (_, i) => `CATEGORY_${i}`),
    technologies: Array.from({ length: 20 }, (_, i) => `TECHNOLOGY_${i}`),
    infrastructureProviders: Array.from({ length: 20 }, (_, i) => `${i} ${'클라우드'.repeat(30)}`),
    summary: '요약'.repeat(900),
    specification: LONG_ANSWERS.map((code) => ({ code, answer: '답변 '.repeat(660) })),
  },
  prices: Array.from({ length: 200 }, (_, i) => ({
    ...form.prices[0],
    code: `P${i}`,
    item: '품목 '.repeat(56) + i,
  })),
  certificates: Array.from({ length: 20 }, (_, i) => ({ ...form.certificates[0], number: `N-${i}` })),
});

/** The costliest bodies that the limit lets in, by what makes them so. */
export const WORST_BODIES: Readonly<Record<string, () => unknown>> = {
  'valid, every list full': fullForm,
  'a fault in every price': () => ({ ...form, prices: Array.from({ length: 200 }, () => unknownFields(140)) }),
  'one number after the other': () => Array.from({ length: 130_000 }, () => 1),
  'prices that are numbers': () => ({ ...form, prices: Array.from({ length: 128_000 }, () => 1) }),
  'unknown fields only': () => unknownFields(24_500),
  'one long text': () => ({ ...form, contact: { ...form.contact, name: '가'.repeat(86_000) } }),
  'texts that need normalizing': () => ({
    ...form,
    service: {
      ...form.service,
      specification: LONG_ANSWERS.map((code) => ({ code, answer: '한글 답변 '.normalize('NFD').repeat(330) })),
    },
    prices: Array.from({ length: 100 }, (_, i) => ({
      ...form.prices[0],
      code: `P${i}`,
      item: '한글 품목 '.normalize('NFD').repeat(12) + i,
    })),
  }),
};

/** @throws Error when a body is larger than the limit: it would be refused unread */
export function worstBodies(): readonly { readonly kind: string; readonly bytes: Buffer }[] {
  return Object.entries(WORST_BODIES).map(([kind, body]) => {
    const bytes = Buffer.from(JSON.stringify(body()));
    if (bytes.length > LIMIT) throw new Error(`"${kind}" has ${bytes.length} bytes, more than ${LIMIT}.`);
    return { kind, bytes };
  });
}
