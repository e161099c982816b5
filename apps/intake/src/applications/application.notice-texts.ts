import type { Bilingual } from '#common/kernel/bilingual.js';
import type { Day } from '#common/kernel/day.js';
import { withParticle } from '#common/kernel/particles.js';

/** What a text may say. Reasons and findings are not in it: they are read where their readers are known. */
export interface NoticeFacts {
  readonly dueOn?: Day;
  /** How many things were asked for. */
  readonly items?: number;
  readonly sessionNo?: number;
}

interface Texts {
  readonly title: Bilingual;
  readonly text: Bilingual;
  readonly rule: string;
}

const things = (n = 0): string => (n === 1 ? 'one item' : `${n} items`);
const by = (day: Day | undefined): string => day ?? '';

/** The texts of all notices about an application. The supplier reads the first sentence as the notice itself. */
export const noticeTexts = {
  SUPPLEMENT_REQUESTED: ({ service, items, dueOn }) => ({
    title: { ko: `${service}: 보완 요구`, en: `${service}: supplement demanded` },
    text: {
      ko: `${withParticle(service, '을/를')} 심사하려면 ${items ?? 0}가지를 보완해야 합니다. ${by(dueOn)}까지 답변해 주시기 바랍니다. 기간은 두 번까지 늘릴 수 있습니다.`,
      en: `The application for ${service} lacks ${things(items)}. Please answer by ${by(dueOn)}. The period can be extended twice.`,
    },
    rule: 'S22 Art. 24(1)',
  }),
  SUPPLEMENT_EXTENDED: ({ service, dueOn }) => ({
    title: { ko: `${service}: 보완 기간 연장`, en: `${service}: supplement period extended` },
    text: {
      ko: `${service}의 보완 기간이 ${by(dueOn)}까지로 늘었습니다.`,
      en: `The supplement for ${service} is now due by ${by(dueOn)}.`,
    },
    rule: 'S22 Art. 24(2)',
  }),
  SUPPLEMENT_REDEMANDED: ({ service, dueOn }) => ({
    title: { ko: `${service}: 보완 재요구`, en: `${service}: supplement demanded again` },
    text: {
      ko: `${service}의 보완 기간이 지났습니다. ${by(dueOn)}까지 보완하지 않으면 신청 서류를 반려합니다.`,
      en: `The supplement for ${service} is overdue. Without an answer by ${by(dueOn)} the papers go back.`,
    },
    rule: 'S22 Art. 24(3)',
  }),
  SUPPLEMENT_ANSWERED: ({ service }) => ({
    title: { ko: `${service}: 보완 답변 접수`, en: `${service}: supplement answered` },
    text: {
      ko: `${service}의 보완 답변이 들어왔습니다. 확인 기한이 다시 흐릅니다.`,
      en: `The supplement for ${service} was answered. The clock of the check goes on.`,
    },
    rule: '§11.1',
  }),
  APPLICATION_RETURNED: ({ service }) => ({
    title: { ko: `${service}: 신청 반려`, en: `${service}: application returned` },
    text: {
      ko: `${service}의 심사 신청을 반려합니다. 사유는 신청 화면에서 볼 수 있습니다.`,
      en: `The application for ${service} is returned. The reason is shown with the application.`,
    },
    rule: 'S22 Art. 25(1)',
  }),
  APPLICATION_ACCEPTED: ({ service }) => ({
    title: { ko: `${service}: 접수 확인 완료`, en: `${service}: application accepted` },
    text: {
      ko: `${service}의 신청 서류 확인이 끝나 심사로 넘어갑니다.`,
      en: `The papers for ${service} are complete. The review begins.`,
    },
    rule: '§11.1',
  }),
  WITHDRAWAL_REFUSED: ({ service }) => ({
    title: { ko: `${service}: 취하 불가`, en: `${service}: withdrawal refused` },
    text: {
      ko: `${withParticle(service, '은/는')} 이미 표결이 끝나 신청을 취하할 수 없습니다.`,
      en: `The vote on ${service} was counted already: the application can no longer be withdrawn.`,
    },
    rule: 'A-05',
  }),
  SERVICE_SELECTED: ({ service, sessionNo }) => ({
    title: { ko: `${service}: 선정`, en: `${service}: selected` },
    text: {
      ko: `제${sessionNo ?? 0}차 심사위원회에서 ${withParticle(service, '이/가')} 디지털서비스로 선정되었습니다. 이용지원시스템 등록 절차가 이어집니다.`,
      en: `Session ${sessionNo ?? 0} of the committee selected ${service}. Its registration on the portal follows.`,
    },
    rule: 'S1 Art. 15-3',
  }),
  SERVICE_NOT_SELECTED: ({ service, sessionNo, dueOn }) => ({
    title: { ko: `${service}: 미선정`, en: `${service}: not selected` },
    text: {
      ko: `제${sessionNo ?? 0}차 심사위원회에서 ${withParticle(service, '은/는')} 선정되지 않았습니다. 사유는 결과 화면에서 볼 수 있습니다. ${by(dueOn)}까지 이의신청을 할 수 있습니다. 이의신청 결과를 통지받은 날부터 90일 이내에 행정심판이나 행정소송을 제기할 수 있습니다.`,
      en: `Session ${sessionNo ?? 0} of the committee did not select ${service}. The reasons are shown with the result. You may object until ${by(dueOn)}. Within 90 days of the answer you may appeal or sue.`,
    },
    rule: 'S23b Art. 36',
  }),
  REVIEW_DEFERRED: ({ service, sessionNo, items, dueOn }) => ({
    title: { ko: `${service}: 심사 보류`, en: `${service}: review deferred` },
    text: {
      ko: `제${sessionNo ?? 0}차 심사위원회에서 ${service}의 심사를 보류했습니다. 위원회가 요청한 자료 ${items ?? 0}가지를 ${dueOn === undefined ? '' : `${dueOn}까지 `}내 주시기 바랍니다.`,
      en: `Session ${sessionNo ?? 0} of the committee deferred ${service}. It asks for ${things(items)}${dueOn === undefined ? '' : ` by ${dueOn}`}.`,
    },
    rule: 'A-11',
  }),
} satisfies Readonly<Record<string, (facts: NoticeFacts & { readonly service: string }) => Texts>>;

export type NoticeReason = keyof typeof noticeTexts;
