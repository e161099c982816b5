import type { Bilingual } from '#common/kernel/bilingual.js';
import type { Day } from '#common/kernel/day.js';
import { withParticle } from '#common/kernel/particles.js';
import type { PersonFunction, ProfileChangeClass } from './domain/supplier.state.js';

/** What a text may say. Reasons of NIA are read with the supplier. */
export interface SupplierNoticeFacts {
  readonly change?: ProfileChangeClass;
  readonly function?: PersonFunction;
  readonly from?: Day;
  readonly to?: Day;
}

interface Texts {
  readonly title: Bilingual;
  readonly text: Bilingual;
  readonly rule: string;
}

const CHANGES: Readonly<Record<ProfileChangeClass, Bilingual>> = {
  NAME: { ko: '상호', en: 'name' },
  REPRESENTATIVE: { ko: '대표자', en: 'representative' },
  TRANSFER: { ko: '사업 양도', en: 'transfer of the business' },
};

const FUNCTIONS: Readonly<Record<PersonFunction, Bilingual>> = {
  MANAGER: { ko: '관리자(MANAGER)', en: 'MANAGER' },
  EDITOR: { ko: '작성자(EDITOR)', en: 'EDITOR' },
  SIGNER: { ko: '서명자(SIGNER)', en: 'SIGNER' },
};

const changed = (change: ProfileChangeClass | undefined): Bilingual =>
  change === undefined ? { ko: '', en: '' } : CHANGES[change];
const held = (given: PersonFunction | undefined): Bilingual =>
  given === undefined ? { ko: '', en: '' } : FUNCTIONS[given];

/** The texts of all notices about a supplier (제공기업). */
export const supplierNoticeTexts = {
  SUPPLIER_VERIFIED: ({ name }) => ({
    title: { ko: `${name}: 사업자 확인 완료`, en: `${name}: verified` },
    text: {
      ko: `${name}의 사업자 확인이 끝났습니다. 이제 심사를 신청할 수 있습니다.`,
      en: `NIA has verified ${name}. You may apply now.`,
    },
    rule: '§11.1',
  }),
  CHANGE_APPROVED: ({ name, change }) => ({
    title: { ko: `${name}: 변경 신청 승인`, en: `${name}: change approved` },
    text: {
      ko: `${name}의 변경 신청(${changed(change).ko})이 승인되어 모든 서비스에 반영됩니다.`,
      en: `NIA approved the change of ${name} (${changed(change).en}). All of its services follow.`,
    },
    rule: 'R-23',
  }),
  CHANGE_REJECTED: ({ name, change }) => ({
    title: { ko: `${name}: 변경 신청 불수용`, en: `${name}: change rejected` },
    text: {
      ko: `${name}의 변경 신청(${changed(change).ko})이 받아들여지지 않았습니다. 사유는 기업 정보 화면에서 볼 수 있습니다.`,
      en: `NIA rejected the change of ${name} (${changed(change).en}). The reason is shown with the supplier.`,
    },
    rule: 'R-23',
  }),
  SUPPLIER_DEBARRED: ({ name, from, to }) => ({
    title: { ko: `${name}: 부정당업자 제재`, en: `${name}: debarred` },
    text: {
      ko: `${withParticle(name, '은/는')} ${from ?? ''}부터 ${to ?? ''}까지 신청과 접수를 할 수 없습니다. 사유는 기업 정보 화면에서 볼 수 있습니다.`,
      en: `${name} is debarred from ${from ?? ''} to ${to ?? ''}: it neither applies nor is accepted. The reason is shown with the supplier.`,
    },
    rule: 'State Contract Act Art. 27(1)',
  }),
  SUPPLIER_REINSTATED: ({ name, from }) => ({
    title: { ko: `${name}: 부정당업자 제재 종료`, en: `${name}: debarment over` },
    text: {
      ko: `${withParticle(name, '은/는')} ${from ?? ''}부터 다시 신청할 수 있습니다.`,
      en: `${name} may apply again from ${from ?? ''} on.`,
    },
    rule: 'State Contract Act Art. 27(1)',
  }),
  SUPPLIER_BARRED: ({ name, to }) => ({
    title: { ko: `${name}: 신청 제한`, en: `${name}: barred` },
    text: {
      ko: `부정한 방법으로 받은 선정이 취소되어 ${withParticle(name, '은/는')} ${to ?? ''}까지 신청할 수 없습니다.`,
      en: `A selection was cancelled for fraud: ${name} submits nothing until ${to ?? ''} has ended.`,
    },
    rule: 'A-22',
  }),
  FUNCTION_GIVEN: ({ name, function: given }) => ({
    title: { ko: `${name}: 담당자 등록`, en: `${name}: your function` },
    text: {
      ko: `${name}의 담당자로 등록되었습니다. 권한: ${held(given).ko}.`,
      en: `You are on the list of ${name}. Your function: ${held(given).en}.`,
    },
    rule: '§2.4',
  }),
  FUNCTION_TAKEN: ({ name }) => ({
    title: { ko: `${name}: 담당자 해제`, en: `${name}: no longer on the list` },
    text: {
      ko: `${name}의 담당자 명단에서 빠졌습니다. 이 기업의 업무를 더 처리할 수 없습니다.`,
      en: `You are no longer on the list of ${name}, and act for it no more.`,
    },
    rule: '§2.4',
  }),
  HANDOVER_OFFERED: ({ name }) => ({
    title: { ko: `${name}: 인계 요청`, en: `${name}: hand-over to you` },
    text: {
      ko: `${name}의 관리자가 업무를 인계하려고 합니다. 맡으려면 인수해 주시기 바랍니다.`,
      en: `A manager of ${name} hands over to you. Please accept to take over.`,
    },
    rule: '§2.4',
  }),
  HANDOVER_ACCEPTED: ({ name }) => ({
    title: { ko: `${name}: 인계 완료`, en: `${name}: handed over` },
    text: {
      ko: `인계가 끝나 ${name}의 담당자 명단에서 빠졌습니다.`,
      en: `The hand-over is done: you are no longer on the list of ${name}.`,
    },
    rule: '§2.4',
  }),
  MANAGER_APPOINTED: ({ name }) => ({
    title: { ko: `${name}: 관리자 지정`, en: `${name}: a manager appointed` },
    text: {
      ko: `NIA가 제출된 서류를 확인하고 ${name}의 관리자를 지정했습니다. 담당자 명단은 기업 정보 화면에서 볼 수 있습니다.`,
      en: `NIA looked at the papers it was shown and appointed a manager of ${name}. The list is shown with the supplier.`,
    },
    rule: '§2.4',
  }),
} satisfies Readonly<Record<string, (facts: SupplierNoticeFacts & { readonly name: string }) => Texts>>;

export type SupplierNoticeReason = keyof typeof supplierNoticeTexts;
