import { textOfCode, type Bilingual } from '#common/kernel/bilingual.js';
import { own } from '#common/kernel/own.js';
import type { Point } from './domain/completing.js';
import { atPlace } from './domain/document-places.js';
import { liesIn } from './domain/form-parts.js';

/** What is the matter, and what to do about it. */
interface PointTexts {
  readonly text: Bilingual;
  readonly todo: Bilingual;
}

const PARTS: Readonly<Record<string, Bilingual>> = {
  '/service/subtype': { ko: '서비스 세부유형', en: 'Subtype of the service' },
  '/service/categories': { ko: '서비스 분류', en: 'Categories' },
  '/service/technologies': { ko: '적용 기술', en: 'Technologies' },
  '/service/networks': { ko: '이용 가능한 망', en: 'Networks' },
  '/service/deployment': { ko: '배치 방식', en: 'Deployment' },
  '/service/infrastructureProviders': { ko: '기반 인프라 제공자', en: 'Infrastructure providers' },
  '/service/summary': { ko: '서비스 요약', en: 'Summary' },
  '/service/specification': { ko: '규격서 답변', en: 'Specification answers' },
  '/service/sla': { ko: '서비스 수준 협약', en: 'SLA' },
  '/prices': { ko: '가격표', en: 'Price table' },
  '/certificates': { ko: '보안인증', en: 'Security certificates' },
  '/creditRating': { ko: '신용평가등급', en: 'Credit rating' },
};

/** Document types as forms call them (§2.5). */
const DOCUMENTS: Readonly<Record<string, Bilingual>> = {
  BUSINESS_REGISTRATION: { ko: '사업자등록증·법인등기부등본', en: 'Business registration, corporate register' },
  CREDIT_RATING: { ko: '신용평가등급 확인서', en: 'Credit-rating confirmation' },
  FINANCIAL_STATEMENTS: { ko: '최근 3년 재무제표', en: 'Financial statements of three years' },
  NO_SANCTION_CONFIRMATION: { ko: '부정당업자 제재 없음 확인서', en: 'No-sanction confirmation' },
  SECURITY_CERTIFICATE: { ko: '보안인증서', en: 'Security certificate' },
  SERVICE_DESCRIPTION: { ko: '서비스 설명서·규격서', en: 'Service description and specification' },
  SLA: { ko: '서비스 수준 협약서', en: 'SLA' },
  OPERATION_PLAN: { ko: '운영·장애대응·백업 계획서', en: 'Operation, incident and backup plan' },
  SUPPORT_PLAN: { ko: '지원 조직·상담 운영 계획서', en: 'Support and help-desk plan' },
  PRICE_TABLE: { ko: '가격표', en: 'Price table' },
  FUSION_PROOF: { ko: '융합 기술 증빙', en: 'Proof of fused technology' },
  STAFF_AND_REFERENCES: { ko: '인력·실적 목록', en: 'Staff and references' },
};

const both = (ko: string, en: string): Bilingual => ({ ko, en });

/** The name of the part or document that a pointer leads to. */
function nameOf(pointer: string): Bilingual {
  const [, document] = /^\/documents\/(.*)$/.exec(pointer) ?? [];
  if (document !== undefined) {
    const { documentType, n } = atPlace(document.replace('~1', '/'));
    const { ko, en } = textOfCode(DOCUMENTS, documentType);
    return n === 1 ? both(ko, en) : both(`${ko} ${n}번 파일`, `${en}, file ${n}`);
  }
  const part = Object.keys(PARTS).find((known) => liesIn(pointer, known));
  return (part === undefined ? undefined : own(PARTS, part)) ?? both('신청서', 'The form');
}

/** By code; a name goes before it where the code is about a part of the form or a document. */
const TEXTS: Readonly<Record<string, readonly [text: Bilingual, todo: Bilingual]>> = {
  FIELD_MISSING: [
    both('제출에 필요한 내용이 없거나 오늘 유효하지 않다', 'is needed and is missing, or does not hold today'),
    both('신청서를 고쳐 채운다', 'revise the form and fill it in'),
  ],
  QUESTION_UNANSWERED: [
    both('답이 없다', 'has no answer'),
    both('신청서를 고쳐 답한다', 'revise the form and answer it'),
  ],
  QUESTION_UNKNOWN: [
    both('현재 시행 중인 문항에 없는 항목이다', 'is not asked by the version in force'),
    both(
      '답을 삭제하거나 신청서를 시행 중인 문항으로 옮긴다',
      'leave the answer out, or move the form to the version in force',
    ),
  ],
  ANSWER_INVALID: [
    both('답의 형식이 맞지 않다', 'has an answer that does not fit'),
    both('답을 고친다', 'correct the answer'),
  ],
  DOCUMENT_MISSING: [
    both('제출하지 않은 필수 서류이다', 'is required and is missing'),
    both('서류를 첨부한다', 'attach it'),
  ],
  DOCUMENT_NOT_VALID: [
    both('오늘 유효하지 않은 서류이다', 'does not hold today'),
    both('유효한 서류로 바꾸거나 유효기간을 고친다', 'attach one that holds, or correct its days'),
  ],
  PRICE_CODE_REPEATED: [
    both('가격 코드가 중복된다', 'repeats a price code'),
    both('서로 다른 코드를 쓴다', 'give each line its own'),
  ],
  TIERS_NOT_FALLING: [
    both('구간 요금이 차례로 낮아지지 않는다', 'has tiers that do not fall'),
    both('구간은 높은 순서로, 단가는 앞 구간 이하로 쓴다', 'begin each tier higher, at no higher price'),
  ],
  METER_NOT_BY_USE: [
    both('사용량 과금이 아닌데 계량 단위가 있다', 'has a meter and is not billed by use'),
    both('계량 단위를 빼거나 사용량 과금으로 바꾼다', 'leave the meter out, or bill by use'),
  ],
  AI_NOT_STATED: [
    both('인공지능 활용을 공개하였으나 기술에 AI가 없다', 'discloses AI that the technologies do not name'),
    both('기술에 AI를 넣거나 공개 내용을 뺀다', 'name AI, or leave the disclosure out'),
  ],
  AI_NETWORK_NOT_OFFERED: [
    both('서비스가 제공되지 않는 망이다', 'is a network on which the service is not offered'),
    both('제공하는 망 가운데에서 고른다', 'name a network of the service'),
  ],
  SPECIFICATION_CODE_REPEATED: [
    both('같은 문항에 답이 둘 이상이다', 'answers a question twice'),
    both('하나만 남긴다', 'leave one'),
  ],
  VALIDITY_REVERSED: [
    both('종료일이 시작일보다 빠르다', 'ends before it begins'),
    both('유효기간을 고친다', 'correct its days'),
  ],
  MONEY_INVALID: [
    both('금액이 상한을 넘는다', 'is above the limit of an amount'),
    both('금액을 고친다', 'correct the amount'),
  ],
  FORM_TOO_LARGE: [both('허용된 크기를 넘는다', 'is too large'), both('내용을 줄인다', 'shorten it')],
  SUPPLIER_DEBARRED: [
    both('부정당업자 제재 중이다', 'The supplier is debarred'),
    both('제재 기간이 끝난 뒤에 제출한다', 'submit when the debarment is over'),
  ],
  SUPPLIER_BARRED: [
    both('부정한 방법에 따른 선정 취소로 제출이 제한된다', 'The supplier is barred after a cancellation for fraud'),
    both('제한 기간이 끝난 뒤에 제출한다', 'submit when the bar is over'),
  ],
  APPLICATION_DUPLICATE: [
    both('같은 서비스의 다른 신청이 진행 중이거나 선정되어 있다', 'Another application of the service stands'),
    both('먼저 있는 신청이 끝난 뒤에 제출한다', 'submit when the other has ended'),
  ],
  ATTESTATION_MISSING: [
    both('제출할 때 사실 확인에 서명한다', 'The attestation is signed with the submission'),
    both('제출 요청에 attested를 true로 보낸다', 'send `attested` true with the submission'),
  ],
  CHANGES_MISSING: [
    both('미선정된 서비스를 다시 신청한다', 'The service was refused before'),
    both('제출할 때 달라진 점을 적는다', 'say what changed with the submission'),
  ],
  REGISTRY_CONCERN: [
    both('등록 정보 조회에서 확인이 필요한 사항이 있다', 'A register has something that NIA will look at'),
    both('사실과 다르면 해당 기관에 정정을 요청한다', 'have it corrected at the register if it is wrong'),
  ],
  ENDS_SOON: [
    both('곧 유효기간이 끝난다', 'ends soon'),
    both('접수 전에 만료되지 않도록 갱신한다', 'renew it, so that it holds on the day of acceptance'),
  ],
};

/** About the supplier or the submission, not about a part of the form. */
const WITHOUT_NAME = new Set([
  'SUPPLIER_DEBARRED',
  'SUPPLIER_BARRED',
  'APPLICATION_DUPLICATE',
  'ATTESTATION_MISSING',
  'CHANGES_MISSING',
  'REGISTRY_CONCERN',
]);

export const pointTexts = ({ code, pointer, detail, label }: Point): PointTexts => {
  const [text, todo] = own(TEXTS, code) ?? [both(detail, detail), both('신청서를 고친다', 'revise the form')];
  if (WITHOUT_NAME.has(code)) return { text, todo };
  const name = label ?? nameOf(pointer);
  return { text: both(`${name.ko}: ${text.ko}`, `${name.en} ${text.en}`), todo };
};
