import type { NoticeRules } from '#common/aggregates/notices.js';
import { roleOf } from '#common/kernel/addressee.js';
import type { Bilingual } from '#common/kernel/bilingual.js';
import { dueDayOf } from '#common/kernel/deadline.js';
import { contactOf } from '#common/kernel/notice-contact.js';
import { withParticle } from '#common/kernel/particles.js';
import { nameOf, tell, type ContractText } from './contract.notices.js';
import { otherThan } from './contract.parties.js';
import type { Breach, BreachConsequence } from './domain/breach.state.js';
import type { ContractEvent } from './domain/contract.events.js';
import type { ContractState } from './domain/contract.state.js';

const NIA: Bilingual = {
  ko: '부정당업자 제재를 담당하므로 보내 드립니다.',
  en: 'Officers of NIA debar suppliers.',
};

const CONSEQUENCES: Readonly<Record<BreachConsequence, Bilingual>> = {
  NONE: { ko: '조치 없음', en: 'nothing follows' },
  CORRECTION: { ko: '시정 요구', en: 'a correction' },
  TERMINATION: { ko: '계약 해지', en: 'the end of the contract' },
  DEBARMENT_REQUEST: { ko: '부정당업자 제재 요청', en: 'a request for a debarment' },
};

/** Facts and reasons are read on the contract (ADR 0065). */
const reported = (contract: string, { answer }: Pick<Breach, 'answer'>): ContractText => ({
  reason: 'BREACH_REPORTED',
  title: { ko: `${contract}: 계약 위반 통보`, en: `${contract}: breach reported` },
  text: {
    ko: `상대방이 계약 ${contract}의 위반을 통보했습니다. 내용은 계약 화면에서 볼 수 있습니다. ${dueDayOf(answer)}까지 의견을 제출할 수 있으며, 그 뒤에는 의견 없이 결정될 수 있습니다.`,
    en: `The other party reports a breach of contract ${contract}; it is shown with the contract. You may state your case until ${dueDayOf(answer)}. After that it can be decided without it.`,
  },
  rule: 'A-36',
  dueOn: dueDayOf(answer),
});

const answered = (contract: string): ContractText => ({
  reason: 'BREACH_ANSWERED',
  title: { ko: `${contract}: 위반에 대한 의견 제출`, en: `${contract}: a reported breach was answered` },
  text: {
    ko: `상대방이 계약 ${contract}의 위반에 대한 의견을 제출했습니다. 계약 화면에서 확인하고 조치를 결정해 주십시오.`,
    en: `The other party has stated its case on the breach of contract ${contract}. Read it on the contract and decide what follows.`,
  },
  rule: 'A-36',
});

const decided = (contract: string, { ko, en }: Bilingual, correctBy: string | undefined): ContractText => ({
  reason: 'BREACH_DECIDED',
  title: { ko: `${contract}: 위반에 대한 조치 결정`, en: `${contract}: a breach was decided` },
  text: {
    ko: `계약 ${contract}의 위반에 대한 조치가 결정되었습니다: ${ko}. 사유는 계약 화면에서 볼 수 있습니다.${correctBy === undefined ? '' : ` ${correctBy}까지 시정해 주십시오.`}`,
    en: `What follows the breach of contract ${contract} was decided: ${en}. The reason is shown with the contract.${correctBy === undefined ? '' : ` Correct it by ${correctBy}.`}`,
  },
  rule: 'A-36',
  ...(correctBy !== undefined && { dueOn: correctBy }),
});

const corrected = (contract: string): ContractText => ({
  reason: 'BREACH_CORRECTED',
  title: { ko: `${contract}: 위반 시정 확인`, en: `${contract}: correction of a breach confirmed` },
  text: {
    ko: `상대방이 계약 ${contract}의 위반이 시정되었음을 확인했습니다.`,
    en: `The other party confirmed that the breach of contract ${contract} is corrected.`,
  },
  rule: 'A-36',
});

const debarment = (contract: string): ContractText => ({
  reason: 'DEBARMENT_REQUESTED',
  title: { ko: `${contract}: 부정당업자 제재 요청`, en: `${contract}: debarment asked for` },
  text: {
    ko: `수요기관이 ${withParticle(`계약 ${contract}`, '과/와')} 관련하여 제공기업의 제재를 요청했습니다. 위반 내용과 제공기업의 의견은 계약 화면에서 볼 수 있습니다.`,
    en: `The institution asks to debar the supplier of contract ${contract}. The breach and the supplier's statement are shown with the contract.`,
  },
  rule: 'State Contract Act Art. 27',
});

const reporterOf = ({ breaches = [] }: ContractState, breachNo: number): readonly Breach['by'][] =>
  breaches.filter(({ n }) => n === breachNo).map(({ by }) => by);

/** Who is told what of a breach. */
export const breachNotices: NoticeRules<ContractState, ContractEvent> = {
  BreachReported: ({ event: { data }, ...told }) =>
    tell(told, [otherThan(data.by)], reported(nameOf(told.state), data), String(data.n)),
  BreachAnswered: ({ event: { data }, ...told }) =>
    tell(told, reporterOf(told.state, data.n), answered(nameOf(told.state)), String(data.n)),
  BreachDecided: ({ event: { data, details }, ...told }) => {
    const { breachNo: n } = data;
    const { consequence, correctBy } = details;
    const name = nameOf(told.state);
    const texts = decided(name, CONSEQUENCES[consequence], correctBy);
    const parties = tell(told, reporterOf(told.state, n).map(otherThan), texts, String(n));
    if (consequence !== 'DEBARMENT_REQUEST') return parties;
    const contact = contactOf(undefined, told.moment.policy['notices.desk']);
    return [...parties, { ...debarment(name), to: roleOf('NIA_OPERATOR'), why: NIA, once: String(n), contact }];
  },
  BreachCorrected: ({ event: { data }, ...told }) =>
    tell(told, reporterOf(told.state, data.breachNo).map(otherThan), corrected(nameOf(told.state)), `${data.breachNo}`),
};
