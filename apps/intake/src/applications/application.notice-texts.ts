import type { Bilingual } from '#common/kernel/bilingual.js';
import type { Day } from '#common/kernel/day.js';
import { withParticle } from '#common/kernel/particles.js';

/**
 * What a text may say. A reason is in it only where the law makes it a part of the notice (ADR 0065). Other reasons,
 * findings and all that is about officers are read where their readers are known.
 */
export interface NoticeFacts {
  readonly dueOn?: Day;
  /** How many things were asked for. */
  readonly items?: number;
  readonly sessionNo?: number;
  /** When and where the supplier is heard. */
  readonly hearing?: { readonly on: Day; readonly time: string; readonly place: string };
  /** Why, in the words of the office; absent where nobody typed it, or it was erased. */
  readonly reason?: string;
  /** What the committee asks for, in its words. */
  readonly requests?: readonly string[];
  /** Grounds of a cancellation. */
  readonly grounds?: readonly Bilingual[];
  /** The contracts that were signed stand. */
  readonly contractsGoOn?: boolean;
  /** Who has the application, and what comes next. */
  readonly standing?: { readonly holder: Bilingual; readonly nextStep: Bilingual };
}

interface Texts {
  readonly title: Bilingual;
  readonly text: Bilingual;
  readonly rule: string;
}

const things = (n = 0): string => (n === 1 ? 'one item' : `${n} items`);
const by = (day: Day | undefined): string => day ?? '';
const because = (reason: string | undefined): Bilingual =>
  reason === undefined || reason === '' ? { ko: '', en: '' } : { ko: ` 사유: ${reason}`, en: ` Reason: ${reason}` };
const numbered = (requests: readonly string[] = []): string =>
  requests.map((request, i) => `\n${i + 1}. ${request}`).join('');
const listed = (grounds: readonly Bilingual[] = []): Bilingual => ({
  ko: grounds.map(({ ko }) => ko).join(', '),
  en: grounds.map(({ en }) => en).join(', '),
});

/** The 90 days are those of the Act (행정기본법 Art. 36(4)). */
const SUIT_KO = '이 결과를 통지받은 날부터 90일 이내에 행정심판이나 행정소송을 제기할 수 있습니다.';
const SUIT_EN = 'Within 90 days of this answer you may appeal or sue.';
/** In a notice that answers nothing. */
const SUIT_OF_NOTICE = {
  ko: '이 통지를 받은 날부터 90일 이내에 행정심판이나 행정소송을 제기할 수 있습니다.',
  en: 'Within 90 days of this notice you may appeal or sue.',
};

/** The texts of all notices about an application. The supplier reads the first sentence as the notice itself. */
export const noticeTexts = {
  CHECK_EXTENDED: ({ service, dueOn, reason }) => ({
    title: { ko: `${service}: 서류 확인 기간 연장`, en: `${service}: check of the papers extended` },
    text: {
      ko: `${service}의 서류 확인 기간을 ${by(dueOn)}까지로 연장합니다.${because(reason).ko}`,
      en: `The check of the papers for ${service} is extended until ${by(dueOn)}.${because(reason).en}`,
    },
    rule: 'S22 Art. 21',
  }),
  CHECK_EXTENSION_ASKED: ({ service, dueOn, reason }) => ({
    title: { ko: `${service}: 기간 연장 동의 요청`, en: `${service}: consent to an extension asked for` },
    text: {
      ko: `${service}의 서류 확인 기간을 한 번 더 연장하려면 동의가 필요합니다. ${by(dueOn)}까지 동의 여부를 알려 주시기 바랍니다.${because(reason).ko}`,
      en: `The check of the papers for ${service} can be extended once more with your consent only. Please answer by ${by(dueOn)}.${because(reason).en}`,
    },
    rule: 'S22 Art. 21, R-46',
  }),
  CHECK_EXTENSION_CONSENTED: ({ service, dueOn }) => ({
    title: { ko: `${service}: 기간 연장 동의`, en: `${service}: consent to the extension` },
    text: {
      ko: `${service}의 신청인이 기간 연장에 동의했습니다. 서류 확인 기한은 ${by(dueOn)}입니다.`,
      en: `The applicant of ${service} consents to the extension. The check is due by ${by(dueOn)}.`,
    },
    rule: 'S22 Art. 21, R-46',
  }),
  CHECK_EXTENSION_DECLINED: ({ service, dueOn }) => ({
    title: { ko: `${service}: 기간 연장 부동의`, en: `${service}: no consent to the extension` },
    text: {
      ko: `${service}의 신청인이 기간 연장에 동의하지 않았습니다. 서류 확인 기한은 ${by(dueOn)} 그대로입니다.`,
      en: `The applicant of ${service} does not consent to the extension. The check stays due by ${by(dueOn)}.`,
    },
    rule: 'S22 Art. 21, R-46',
  }),
  PROGRESS: ({ service, standing }) => ({
    title: { ko: `${service}: 처리 진행 상황`, en: `${service}: how the application stands` },
    text: {
      ko: `${withParticle(service, '은/는')} 아직 처리 중입니다. 현재 담당: ${standing?.holder.ko ?? ''}. 다음 단계: ${standing?.nextStep.ko ?? ''}`,
      en: `${service} is still being processed. It is with: ${standing?.holder.en ?? ''}. Next step: ${standing?.nextStep.en ?? ''}`,
    },
    rule: 'S22 Art. 23',
  }),
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
  OFFICER_CHANGED: ({ service }) => ({
    title: { ko: `${service}: 담당자 변경`, en: `${service}: another officer` },
    text: {
      ko: `${service}의 심사 신청을 다른 담당자가 맡습니다. 문의는 아래 담당자에게 해 주시기 바랍니다.`,
      en: `Another officer is responsible for the application for ${service}. Please ask the officer named below.`,
    },
    rule: 'S22 Art. 31, R-02',
  }),
  APPLICATION_HANDED_OVER: ({ service }) => ({
    title: { ko: `${service}: 담당 인계`, en: `${service}: handed over to you` },
    text: {
      ko: `${service}의 심사 신청이 인계되었습니다. 제공기업과 이해관계가 없음을 밝히고 인수해 주시기 바랍니다.`,
      en: `The application for ${service} is handed over to you. Please take it over, declaring to have no tie to the supplier.`,
    },
    rule: 'R-02',
  }),
  APPLICATION_TAKEN_OVER: ({ service }) => ({
    title: { ko: `${service}: 담당 해제`, en: `${service}: with another officer` },
    text: {
      ko: `${service}의 심사 신청을 다른 담당자가 맡았습니다. 더 하실 일은 없습니다.`,
      en: `The application for ${service} is with another officer now. Nothing more is to be done.`,
    },
    rule: 'R-02',
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
  APPLICATION_WITHDRAWN: ({ service }) => ({
    title: { ko: `${service}: 신청 취하`, en: `${service}: application withdrawn` },
    text: {
      ko: `${service}의 심사 신청이 취하되어 처리가 끝났습니다.`,
      en: `The application for ${service} is withdrawn. Its processing has ended.`,
    },
    rule: 'S22 Art. 25(3), A-05',
  }),
  WITHDRAWAL_REFUSED: ({ service }) => ({
    title: { ko: `${service}: 취하 불가`, en: `${service}: withdrawal refused` },
    text: {
      ko: `${withParticle(service, '은/는')} 이미 표결이 끝나 신청을 취하할 수 없습니다.`,
      en: `The vote on ${service} was counted already: the application can no longer be withdrawn.`,
    },
    rule: 'A-05',
  }),
  DRAFT_LAPSED: ({ service }) => ({
    title: { ko: `${service}: 작성 중인 신청서 삭제`, en: `${service}: draft lapsed` },
    text: {
      ko: `${service}의 작성 중인 신청서는 보관 기간이 지나 닫혔습니다. 새로 작성할 수 있습니다.`,
      en: `The draft of the application for ${service} was kept for its period and is closed. You may begin another one.`,
    },
    rule: '§11.1',
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
  REVIEW_DEFERRED: ({ service, sessionNo, requests = [], dueOn }) => ({
    title: { ko: `${service}: 심사 보류`, en: `${service}: review deferred` },
    text:
      requests.length === 0
        ? {
            ko: `제${sessionNo ?? 0}차 심사위원회에서 ${service}의 심사를 보류했습니다. 다음 회의에서 다시 심사합니다. 하실 일은 없습니다.`,
            en: `Session ${sessionNo ?? 0} of the committee deferred ${service}. The next session takes it up. Nothing is to be done.`,
          }
        : {
            ko: `제${sessionNo ?? 0}차 심사위원회에서 ${service}의 심사를 보류했습니다. 위원회가 요청한 자료 ${requests.length}가지를 ${by(dueOn)}까지 내 주시기 바랍니다.${numbered(requests)}`,
            en: `Session ${sessionNo ?? 0} of the committee deferred ${service}. It asks for ${things(requests.length)} by ${by(dueOn)}.${numbered(requests)}`,
          },
    rule: 'A-11, R-11',
  }),
  OBJECTION_FILED: ({ service, dueOn }) => ({
    title: { ko: `${service}: 이의신청 접수`, en: `${service}: objection received` },
    text: {
      ko: `${service}의 미선정에 대한 이의신청이 접수되었습니다. 심사위원회가 ${by(dueOn)}까지 답변합니다.`,
      en: `The objection to the refusal of ${service} was received. The committee answers by ${by(dueOn)}.`,
    },
    rule: 'S23b Art. 36(2), A-06',
  }),
  OBJECTION_EXTENDED: ({ service, dueOn, reason }) => ({
    title: { ko: `${service}: 이의신청 처리 기간 연장`, en: `${service}: answer to the objection takes longer` },
    text: {
      ko: `${service}의 이의신청에 대한 답변 기한을 ${by(dueOn)}까지로 연장합니다.${because(reason).ko}`,
      en: `The objection about ${service} is now answered by ${by(dueOn)}.${because(reason).en}`,
    },
    rule: 'S23b Art. 36(2)',
  }),
  OBJECTION_UPHELD: ({ service, sessionNo }) => ({
    title: { ko: `${service}: 이의신청 인용`, en: `${service}: objection upheld` },
    text: {
      ko: `제${sessionNo ?? 0}차 심사위원회에서 ${service}의 이의신청을 받아들여 다시 심사합니다. 심사 결과는 따로 통지합니다.`,
      en: `Session ${sessionNo ?? 0} of the committee upheld the objection about ${service} and reviews it again. You are told the result.`,
    },
    rule: 'S23b Art. 36, R-44',
  }),
  OBJECTION_DISMISSED: ({ service, sessionNo }) => ({
    title: { ko: `${service}: 이의신청 기각`, en: `${service}: objection dismissed` },
    text: {
      ko: `제${sessionNo ?? 0}차 심사위원회에서 ${service}의 이의신청을 받아들이지 않았습니다. ${SUIT_KO}`,
      en: `Session ${sessionNo ?? 0} of the committee dismissed the objection about ${service}. ${SUIT_EN}`,
    },
    rule: 'S23b Art. 36(4), (5)',
  }),
  SELECTION_CANCELLED: ({ service, grounds, contractsGoOn }) => ({
    title: { ko: `${service}: 선정 취소`, en: `${service}: selection cancelled` },
    text: {
      ko: `${service}의 선정이 취소되었습니다. 근거: ${listed(grounds).ko}. ${contractsGoOn === true ? '이미 체결된 계약은 그대로 이행합니다. ' : ''}${SUIT_OF_NOTICE.ko}`,
      en: `The selection of ${service} is cancelled. Grounds: ${listed(grounds).en}. ${contractsGoOn === true ? 'Contracts that were signed go on. ' : ''}${SUIT_OF_NOTICE.en}`,
    },
    rule: 'A-14',
  }),
  HEARING_NOTICED: ({ service, grounds, hearing }) => ({
    title: { ko: `${service}: 청문 통지`, en: `${service}: hearing` },
    text: {
      ko: `${service}의 선정 취소에 관한 청문을 합니다. 일시: ${hearing?.on ?? ''} ${hearing?.time ?? ''}. 장소: ${hearing?.place ?? ''}. 근거: ${listed(grounds).ko}. 출석하여 의견을 말하고 증거를 낼 수 있습니다.`,
      en: `A hearing on the cancellation of the selection of ${service} is held. When: ${hearing?.on ?? ''} ${hearing?.time ?? ''}. Where: ${hearing?.place ?? ''}. Grounds: ${listed(grounds).en}. You may attend, be heard and bring evidence.`,
    },
    rule: 'A-14',
  }),
  SELECTION_KEPT: ({ service }) => ({
    title: { ko: `${service}: 선정 유지`, en: `${service}: the selection stands` },
    text: {
      ko: `청문 결과 ${service}의 선정을 취소하지 않습니다.`,
      en: `After the hearing the selection of ${service} stands.`,
    },
    rule: 'A-14',
  }),
  REVOTE_CALLED: ({ service, sessionNo }) => ({
    title: { ko: `${service}: 재의결 예정`, en: `${service}: the committee votes again` },
    text: {
      ko: `${service}에 대한 제${sessionNo ?? 0}차 심사위원회의 의결에 위원의 제척 사유가 뒤늦게 확인되어 다시 의결합니다. 그때까지 처음의 결정이 유지됩니다.`,
      en: `A conflict of interest of a member came to light after session ${sessionNo ?? 0}, so the committee votes again on ${service}. Its decision stands until then.`,
    },
    rule: 'S1 Art. 15-4',
  }),
  REVOTE_CONFIRMED: ({ service, sessionNo }) => ({
    title: { ko: `${service}: 재의결 결과 유지`, en: `${service}: the decision stands` },
    text: {
      ko: `제${sessionNo ?? 0}차 심사위원회가 ${withParticle(service, '을/를')} 다시 의결한 결과 처음의 결정이 유지됩니다.`,
      en: `Session ${sessionNo ?? 0} of the committee voted again on ${service}. Its decision stands.`,
    },
    rule: 'S1 Art. 15-4',
  }),
  SELECTION_ENDED_BY_REVOTE: ({ service }) => ({
    title: { ko: `${service}: 재의결에 따른 선정 취소`, en: `${service}: selection cancelled by a re-vote` },
    text: {
      ko: `심사위원회가 다시 의결한 결과 ${service}의 선정이 취소되었습니다. 부정한 방법에 따른 취소가 아니며, 진행 중인 계약은 그대로 이행됩니다. 사유는 결과 화면에서 볼 수 있습니다. ${SUIT_OF_NOTICE.ko}`,
      en: `The committee voted again and no longer selects ${service}. This is no cancellation for fraud, and running contracts go on. The reasons are shown with the result. ${SUIT_OF_NOTICE.en}`,
    },
    rule: 'A-14',
  }),
} satisfies Readonly<Record<string, (facts: NoticeFacts & { readonly service: string }) => Texts>>;

export type NoticeReason = keyof typeof noticeTexts;
