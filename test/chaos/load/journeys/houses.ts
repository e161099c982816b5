import { addDays, type Day } from '#common/kernel/day.js';
import { CHECK, contactOf, DOCUMENTS, PAPER } from '../../../../tools/story/applying.js';
import { officer, type Applicant } from '../../../../tools/story/cast.js';
import type { Persona, View } from '../../../../tools/story/api.js';
import type { Hand } from '../scene.js';
import { formFor, pathOf, register } from './applying.js';

/** Another paper of the same kind. */
const NEWER = Buffer.concat([PAPER, Buffer.from('% 2\n')]);

const HALF_A_YEAR = 180;

const houseOf = ({ businessNumber }: Applicant): string => `/v1/suppliers/${businessNumber}`;
const colleague = ({ businessNumber, persona }: Applicant, what: string): Persona => ({
  ...persona,
  sub: `${what}-${businessNumber}`,
});

/** NIA records a debarment (부정당업자 제재) of half a year. */
export function debar(hand: Hand, applicant: Applicant, from: Day): Promise<View> {
  const body = { from, to: addDays(from, HALF_A_YEAR), ground: 'COLLUSION', reason: '입찰 담합' };
  return hand.move(officer, 'intake', houseOf(applicant), '/debarment', { body });
}

/** The first debarment of a supplier is lifted. */
export function reinstate(hand: Hand, applicant: Applicant): Promise<View> {
  const body = { debarmentNo: 1, reason: '법원의 집행정지 결정' };
  return hand.move(officer, 'intake', houseOf(applicant), '/reinstatement', { body });
}

/** A house with several people, whose profile, declaration and vault change, and which asks a question. */
export async function keepHouse(hand: Hand, applicant: Applicant): Promise<void> {
  await register(hand, applicant);
  const [editor, signer] = [colleague(applicant, 'editor'), colleague(applicant, 'signer')];
  await listPeople(hand, applicant, [editor, 'EDITOR'], [signer, 'SIGNER']);
  await changeProfile(hand, applicant);
  await ask(hand, applicant);
  await applyTogether(hand, applicant, { editor, signer });
  await handOver(hand, applicant, signer);
}

type Listing = readonly [person: Persona, given: 'EDITOR' | 'SIGNER'];

async function listPeople(hand: Hand, applicant: Applicant, ...people: readonly Listing[]): Promise<void> {
  const { persona } = applicant;
  const house = houseOf(applicant);
  for (const [{ sub }, given] of people)
    await hand.move(persona, 'intake', house, '/people', { body: { sub, function: given } });
}

/** The signer leaves, a new manager takes over, and NIA lists the first one again. */
async function handOver(hand: Hand, applicant: Applicant, signer: Persona): Promise<void> {
  const { persona } = applicant;
  const house = houseOf(applicant);
  const next = colleague(applicant, 'manager');
  await hand.move(persona, 'intake', house, '/people/removal', { body: { sub: signer.sub } });
  await hand.move(persona, 'intake', house, '/handover', { body: { to: next.sub } });
  await hand.move(next, 'intake', house, '/handover/acceptance');
  const body = { sub: persona.sub, reason: '대표자 확인서를 제출받음' };
  await hand.move(officer, 'intake', house, '/managers', { body });
}

/** Contact at once; name and representative after NIA's check, of which one is rejected and one withdrawn. */
async function changeProfile(hand: Hand, applicant: Applicant): Promise<void> {
  const { persona, name } = applicant;
  const house = houseOf(applicant);
  const contact = contactOf(`${name} 새`);
  await hand.move(persona, 'intake', house, '/contact', { method: 'PUT', body: { contact, address: '부산광역시' } });
  const rename = { class: 'NAME', name: `${name} 홀딩스`, reason: '상호 변경' };
  const replace = { class: 'REPRESENTATIVE', representative: '새 대표', reason: '대표자 변경' };
  await hand.move(persona, 'intake', house, '/changes', { body: rename });
  await hand.move(officer, 'intake', house, '/changes/1/approval');
  await hand.move(persona, 'intake', house, '/changes', { body: replace });
  await hand.move(officer, 'intake', house, '/changes/2/rejection', { body: { reason: '서류가 부족하다.' } });
  await hand.move(persona, 'intake', house, '/changes', { body: replace });
  await hand.move(persona, 'intake', house, '/changes/3/withdrawal');
}

async function ask(hand: Hand, { persona }: Applicant): Promise<void> {
  const { id, version } = await hand.post(persona, 'intake', '/v1/inquiries', { question: '언제 신청합니까?' });
  const body = { answer: '언제나 신청할 수 있다.' };
  await hand.move(officer, 'intake', `/v1/inquiries/${id}`, '/answer', { body, version });
}

/**
 * An editor drafts, also with papers of the vault, and a signer submits under a stored declaration. The vault's copy is
 * erased while the application refers to it. NIA returns the papers, and the editor copies them into a draft.
 */
async function applyTogether(
  hand: Hand,
  applicant: Applicant,
  { editor, signer }: { readonly editor: Persona; readonly signer: Persona },
): Promise<void> {
  const form = formFor(applicant);
  const { id, version } = await hand.post(editor, 'intake', '/v1/applications', form);
  const path = pathOf(id);
  const service = { ...form.service, summary: '요약을 고쳤다.' };
  await hand.move(editor, 'intake', path, '', { method: 'PUT', body: { ...form, service }, version });
  const stored = await attachAll(hand, path, editor);
  const declaration = { text: '제출한 내용은 모두 사실이다.' };
  await hand.move(signer, 'intake', houseOf(applicant), '/declarations', { body: declaration });
  await hand.move(signer, 'intake', path, '/submission', { body: { attested: true, declarationNo: 1 } });
  await hand.move(editor, 'intake', `/v1/documents/${stored}`, '/erasure');
  await hand.move(officer, 'intake', path, '/check', { body: CHECK });
  await hand.move(officer, 'intake', path, '/documents/SUPPORT_PLAN/2/check', { body: { result: 'OK' } });
  const returning = { ground: 'NOT_ELIGIBLE_KIND', reason: '대상이 아니다.' };
  await hand.move(officer, 'intake', path, '/return', { body: returning });
  const copy = await hand.post(editor, 'intake', `${path}/copy`);
  const body = { reason: '다시 준비한다.' };
  await hand.move(signer, 'intake', pathOf(copy.id), '/withdrawal', { body, version: copy.version });
}

/**
 * All documents: the SLA from the vault, of the support plan two files, and a third that is taken off.
 * @returns the document of the vault
 */
async function attachAll(hand: Hand, path: string, by: Persona): Promise<string> {
  const stored = await hand.post(by, 'intake', '/v1/documents', PAPER);
  await hand.put(by, 'intake', `/v1/documents/${stored.id}/content`, NEWER);
  const reference = { documentId: stored.id, version: 1 };
  await hand.put(by, 'intake', `${path}/documents/SLA/1/reference`, reference);
  for (const type of DOCUMENTS) if (type !== 'SLA') await hand.put(by, 'intake', `${path}/documents/${type}`, PAPER);
  for (const n of [2, 3]) await hand.put(by, 'intake', `${path}/documents/SUPPORT_PLAN/${n}`, NEWER);
  await hand.move(by, 'intake', path, '/documents/SUPPORT_PLAN/3/removal');
  const body = { validTo: '2029-12-31', confidential: { reason: '영업 비밀' } };
  const place = '/documents/SUPPORT_PLAN/2/description';
  await hand.move(by, 'intake', path, place, { method: 'PUT', body });
  return stored.id;
}
