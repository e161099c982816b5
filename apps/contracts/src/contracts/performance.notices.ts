import type { NoticeDraft, NoticeRules } from '#common/aggregates/notices.js';
import { roleOf } from '#common/kernel/addressee.js';
import type { Bilingual } from '#common/kernel/bilingual.js';
import { contactOf } from '#common/kernel/notice-contact.js';
import { withParticle } from '#common/kernel/particles.js';
import { tell, type ContractText, type Telling } from './contract.notices.js';
import type { ContractEvent } from './domain/contract.events.js';
import type { ContractState } from './domain/contract.state.js';
import { classOf, type IncidentClass } from './domain/incident.state.js';
import { refundOwed } from './domain/performance.rules.js';

/** Statements, claims and incidents are several of one reason. */
type Texts = Omit<ContractText, 'why'> & { readonly once: string };

const contractNo = ({ concluded }: ContractState): string => concluded?.contractNo ?? '';

const BUYER: Bilingual = {
  ko: '이 계약의 수요기관이므로 보내 드립니다.',
  en: 'You are the institution of this contract.',
};
const SUPPLIER: Bilingual = {
  ko: '이 계약의 제공기업이므로 보내 드립니다.',
  en: 'You are the supplier of this contract.',
};

const toBuyer = (telling: Telling, { once, ...texts }: Texts): readonly NoticeDraft[] =>
  tell(telling, ['INSTITUTION'], { ...texts, why: BUYER }, once);

const toSupplier = (telling: Telling, { once, ...texts }: Texts): readonly NoticeDraft[] =>
  tell(telling, ['SUPPLIER'], { ...texts, why: SUPPLIER }, once);

const INCIDENTS: Readonly<Record<IncidentClass, Bilingual>> = {
  OUTAGE: { ko: '서비스 중단', en: 'outage' },
  LEAK: { ko: '이용자 정보 유출', en: 'leak of data' },
  INTRUSION: { ko: '침해사고', en: 'intrusion' },
};

const MINISTRY: Bilingual = {
  ko: '유출 사고를 통보받는 부처이므로 보내 드립니다.',
  en: 'A leak is reported to the ministry.',
};

const won = (amount: number): string => amount.toLocaleString('ko-KR');

/** Who is told what of the performance. Reasons are read at the contract, except where the law asks (ADR 0065). */
export const performanceNotices: NoticeRules<ContractState, ContractEvent> = {
  OrderPlaced: ({ event: { data }, ...telling }) =>
    toSupplier(telling, {
      reason: 'ORDER_PLACED',
      once: String(data.n),
      title: {
        ko: `${contractNo(telling.state)}: 주문 ${data.n}`,
        en: `${contractNo(telling.state)}: order ${data.n}`,
      },
      text: {
        ko: `수요기관이 단가계약 ${contractNo(telling.state)}에 따라 ${won(data.amount)}원을 주문하였습니다(주문 ${data.n}). 내용은 계약 화면에서 볼 수 있습니다.`,
        en: `The institution orders for ${won(data.amount)} won under unit-price contract ${contractNo(telling.state)} (order ${data.n}). The contract shows what.`,
      },
      rule: 'S18 Art. 50',
    }),
  StatementDisputed: ({ event: { data, at }, ...telling }) =>
    toSupplier(telling, {
      reason: 'STATEMENT_DISPUTED',
      once: `${data.n} ${at.toISOString()}`,
      title: {
        ko: `${contractNo(telling.state)}: 이용 내역서 ${data.n} 이의`,
        en: `${contractNo(telling.state)}: statement ${data.n} disputed`,
      },
      text: {
        ko: `수요기관이 이용 내역서 ${data.n}에 이의를 제기하였습니다. 사유는 계약 화면에서 볼 수 있습니다. 바로잡아 다시 제출해 주십시오.`,
        en: `The institution disputes statement ${data.n}. The reason is shown with the contract. Submit it again, corrected.`,
      },
      rule: '§11.4',
    }),
  StatementAccepted: ({ event: { data }, ...telling }) => {
    const refund = refundOwed(telling.state)?.refund;
    if (refund === undefined) return [];
    return toSupplier(telling, {
      reason: 'REFUND_OWED',
      once: String(data.statementNo),
      title: {
        ko: `${contractNo(telling.state)}: 개산금 정산에 따른 반환`,
        en: `${contractNo(telling.state)}: refund of the estimate`,
      },
      text: {
        ko: `${withParticle(`개산계약 ${contractNo(telling.state)}`, '을/를')} 정산한 결과 ${won(refund)}원을 수요기관에 돌려주어야 합니다.`,
        en: `Estimated contract ${contractNo(telling.state)} is settled: ${won(refund)} won go back to the institution.`,
      },
      rule: '§5.6',
    });
  },
  CapAlertRaised: ({ event: { data }, ...telling }) => {
    const { percent, limit, total } = data;
    const texts: Texts = {
      reason: 'CAP_ALERT',
      once: `${percent} of ${limit}`,
      title: {
        ko: `${contractNo(telling.state)}: 계약 한도의 ${percent} % 사용`,
        en: `${contractNo(telling.state)}: ${percent} % of the limit used`,
      },
      text: {
        ko: `확인된 이용 대가가 ${won(total)}원으로 한도 ${won(limit)}원의 ${percent} %에 이르렀습니다. 한도를 넘는 내역서는 변경계약 전에는 제출할 수 없습니다.`,
        en: `Accepted statements come to ${total} won, ${percent} % of the limit of ${limit} won or more. A statement above the limit is refused until the contract is amended.`,
      },
      rule: '§11.4',
    };
    return [...toBuyer(telling, texts), ...toSupplier(telling, texts)];
  },
  InspectionFailed: ({ event: { data, at }, ...telling }) =>
    toSupplier(telling, {
      reason: 'INSPECTION_FAILED',
      once: `${data.n} ${at.toISOString()}`,
      title: {
        ko: `${contractNo(telling.state)}: 검사 불합격 (내역서 ${data.n})`,
        en: `${contractNo(telling.state)}: inspection of statement ${data.n} failed`,
      },
      text: {
        ko: `내역서 ${data.n}의 검사에서 시정할 사항이 발견되었습니다. 내용은 계약 화면에서 볼 수 있습니다. 시정한 뒤 통지해 주십시오.`,
        en: `The inspection of statement ${data.n} found faults. They are shown with the contract. Give notice once they are mended.`,
      },
      rule: 'S18 Art. 55',
    }),
  // Act decree Art. 16 names what users are told; whom to ask is shown with the contract.
  IncidentReported: ({ event: { data, details }, ...telling }) => {
    const name = INCIDENTS[classOf(data.class)];
    const no = contractNo(telling.state);
    const once = `${data.incidentNo}`;
    const title = { ko: `${no}: ${name.ko} 발생`, en: `${no}: ${name.en}` };
    const { what, cause, measures, advice } = details;
    const parts = `\n- ${what}\n- ${cause}\n- ${measures}\n- ${advice}`;
    const text = {
      ko: `제공기업이 사고(${name.ko})를 알려 왔습니다. 내용, 원인, 조치, 이용자가 할 일은 다음과 같습니다.${parts}`,
      en: `The supplier reports an incident (${name.en}): what happened, why, what is done, and what users can do.${parts}`,
    };
    const institution = toBuyer(telling, {
      reason: 'INCIDENT_REPORTED',
      once,
      title,
      text,
      rule: 'Act decree Art. 16',
    });
    if (data.class !== 'LEAK') return institution;
    const contact = contactOf(undefined, telling.moment.policy['notices.desk']);
    const leak = { reason: 'LEAK_REPORTED', once, title, text, rule: 'Act decree Art. 17', why: MINISTRY, contact };
    return [...institution, { ...leak, to: roleOf('MINISTRY') }];
  },
  // S18 Art. 58: the claim goes back with its reason.
  ClaimReturned: ({ event: { data, reason, at }, ...telling }) =>
    toSupplier(telling, {
      reason: 'CLAIM_RETURNED',
      once: `${data.n} ${at.toISOString()}`,
      title: {
        ko: `${contractNo(telling.state)}: 대가 청구 ${data.n} 반송`,
        en: `${contractNo(telling.state)}: claim ${data.n} returned`,
      },
      text: {
        ko: `대가 청구 ${data.n}을(를) 다음 사유로 반송합니다: ${reason}\n다시 청구하실 때까지 지급 기한은 멈춥니다.`,
        en: `Claim ${data.n} is returned for this reason: ${reason}\nThe payment period stands still until the claim is made again.`,
      },
      rule: 'S18 Art. 58',
    }),
};
