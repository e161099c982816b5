import type { NoticeDraft, NoticeRules } from '#common/aggregates/notices.js';
import type { Addressee } from '#common/kernel/addressee.js';
import type { Bilingual } from '#common/kernel/bilingual.js';
import type { Moment } from '#common/kernel/clock.js';
import type { Day } from '#common/kernel/day.js';
import { dueDayOf } from '#common/kernel/deadline.js';
import { contactOf } from '#common/kernel/notice-contact.js';
import { withParticle } from '#common/kernel/particles.js';
import { membersBehind, otherThan, PARTIES, toldIn } from './contract.parties.js';
import type { ContractEvent } from './domain/contract.events.js';
import type { ContractState, Party } from './domain/contract.state.js';
import type { EndDuties, EndNotice, Forfeiture } from './domain/ending.state.js';

/** What one notice says; reasons and grounds are read on the contract. */
export interface ContractText {
  /** As a party to the contract, unless said otherwise. */
  readonly why?: Bilingual;
  readonly reason: string;
  readonly title: Bilingual;
  readonly text: Bilingual;
  readonly rule: string;
  readonly dueOn?: Day;
}

export interface Telling {
  readonly state: ContractState;
  readonly moment: Moment;
}

/** One notice to each of these parties, of a consortium to each member. `once` tells several of one reason apart. */
export const tell = (
  telling: Telling,
  parties: readonly Party[],
  texts: ContractText,
  once?: string,
): readonly NoticeDraft[] =>
  tellThese(
    telling,
    parties.flatMap((party) => toldIn(telling.state, party)),
    texts,
    once,
  );

const tellThese = (
  { moment }: Telling,
  addressees: readonly Addressee[],
  texts: ContractText,
  once?: string,
): readonly NoticeDraft[] =>
  addressees.map((to) => ({
    to,
    why: { ko: '이 계약의 당사자이므로 보내 드립니다.', en: 'You are a party to this contract.' },
    ...texts,
    ...(once !== undefined && { once }),
    contact: contactOf(undefined, moment.policy['notices.desk']),
  }));

const won = (amount: number): string => amount.toLocaleString('ko-KR');

/** Its number, or what it was called before it had one. */
export const nameOf = ({ concluded, need }: ContractState): string => concluded?.contractNo ?? need.projectName;

const terminationStated = (contract: string): ContractText => ({
  reason: 'TERMINATION_STATED',
  title: { ko: `${contract}: 해지 합의 요청`, en: `${contract}: asked to agree a termination` },
  text: {
    ko: `상대방이 계약 ${contract}의 합의 해지를 제안했습니다. 계약 화면에서 조건을 확인하고, 동의하시면 같은 조건을 입력해 주십시오.`,
    en: `The other party proposes to end contract ${contract} by agreement. Read the terms on the contract; state the same if you agree.`,
  },
  rule: '§11.4',
});

const terminationNoticed = (contract: string, on: Day): ContractText => ({
  reason: 'TERMINATION_NOTICED',
  title: { ko: `${contract}: 해지 통지`, en: `${contract}: notice of termination` },
  text: {
    ko: `${withParticle(`계약 ${contract}`, '은/는')} ${on}부터 해지됩니다. 사유와 정산 금액은 계약 화면에서 볼 수 있습니다.`,
    en: `Contract ${contract} ends on ${on}. Reason and settlement are shown with the contract.`,
  },
  rule: '§11.4',
});

const terminated = (contract: string): ContractText => ({
  reason: 'CONTRACT_TERMINATED',
  title: { ko: `${contract}: 계약 해지`, en: `${contract}: contract terminated` },
  text: {
    ko: `계약 ${contract}의 해지 효력이 생겼습니다. 데이터를 반환하고, 반환 뒤에 파기한 다음 각각 확인을 기록해 주십시오.`,
    en: `The termination of contract ${contract} has taken effect. Data are handed back, then destroyed; both are confirmed on the contract.`,
  },
  rule: 'S1 Art. 19(4)',
});

const forfeited = (contract: string, { form, amount }: Omit<Forfeiture, 'on'>): ContractText => ({
  reason: 'DEPOSIT_FORFEITED',
  title: { ko: `${contract}: 계약보증금 귀속`, en: `${contract}: deposit forfeited` },
  text: {
    ko: `계약 ${contract}의 해지로 계약보증금 ${won(amount)}원이 수요기관에 귀속됩니다.${form === 'PLEDGE' ? ' 납부가 면제되었던 계약보증금이므로 제공기업이 내야 하며, 지급할 대가와 상계할 수 있습니다.' : ''}`,
    en: `With the termination of contract ${contract} the deposit of ${won(amount)} won falls to the institution.${form === 'PLEDGE' ? ' It was waived, so the supplier owes it; it may be set off against what is to be paid.' : ''}`,
  },
  rule: 'S18 Art. 51',
});

const settled = (contract: string, amount: number): ContractText => ({
  reason: 'CONTRACT_SETTLED',
  title: { ko: `${contract}: 해지 정산 완료`, en: `${contract}: settled` },
  text: {
    ko: `해지된 계약 ${contract}의 정산이 ${won(amount)}원으로 끝났습니다.`,
    en: `The terminated contract ${contract} is settled with ${won(amount)} won.`,
  },
  rule: '§11.4',
});

const completed = (contract: string): ContractText => ({
  reason: 'CONTRACT_COMPLETED',
  title: { ko: `${contract}: 이행 완료`, en: `${contract}: contract completed` },
  text: {
    ko: `계약 ${contract}의 이행이 완료되었습니다.`,
    en: `Contract ${contract} was performed to its end and is completed.`,
  },
  rule: '§11.4',
});

const rescinded = (contract: string): ContractText => ({
  reason: 'CONTRACT_RESCINDED',
  title: { ko: `${contract}: 계약 해제`, en: `${contract}: contract rescinded` },
  text: {
    ko: `${withParticle(`계약 ${contract}`, '이/가')} 이행 전에 해제되었습니다. 사유는 계약 화면에서 볼 수 있습니다.`,
    en: `Contract ${contract} was rescinded before its performance. The reason is shown with the contract.`,
  },
  rule: '§11.4',
});

const destroyData = (contract: string): ContractText => ({
  reason: 'DATA_RETURN_CONFIRMED',
  title: { ko: `${contract}: 데이터 반환 확인`, en: `${contract}: return of data confirmed` },
  text: {
    ko: `수요기관이 계약 ${contract}의 데이터 반환을 확인했습니다. 이용이 끝나면 복구할 수 없게 파기하고 확인을 기록해 주십시오.`,
    en: `The institution confirmed the return of data of contract ${contract}. After the end of the use, destroy them and confirm it.`,
  },
  rule: 'S1 Art. 19(5)',
});

const keepData = (contract: string): ContractText => ({
  reason: 'DATA_CONTINUED',
  title: { ko: `${contract}: 데이터 계속 이용`, en: `${contract}: data stay in the service` },
  text: {
    ko: `수요기관이 계약 ${contract}의 데이터를 후속 계약에서 계속 이용합니다. 데이터를 파기하지 마십시오.`,
    en: `The institution goes on to use the data of contract ${contract} under the contract that follows. Do not destroy them.`,
  },
  rule: 'S1 Art. 19(4)',
});

const endAhead = (contract: string, { lastDay, notice }: EndDuties): ContractText => ({
  reason: 'END_DUTIES_BEGAN',
  title: { ko: `${contract}: 계약 종료 예정`, en: `${contract}: the contract is about to end` },
  text: {
    ko: `계약 ${contract}의 이용이 ${lastDay} 종료됩니다. 종료일, 데이터 반환 방법, 미반환 데이터의 파기와 문의처를 수요기관에 통지해 주십시오.`,
    en: `The use under contract ${contract} ends on ${lastDay}. Tell the institution the end, how it gets its data back, that other data are destroyed, and whom to ask.`,
  },
  rule: 'Act decree Art. 19(1)',
  dueOn: dueDayOf(notice),
});

const endNoticed = (contract: string, { lastDay, retrieval, desk }: EndNotice): ContractText => ({
  reason: 'END_NOTICE_GIVEN',
  title: { ko: `${contract}: 이용 종료 통지`, en: `${contract}: notice that the use ends` },
  text: {
    ko: `계약 ${contract}의 이용이 ${lastDay} 24시에 종료됩니다. 그 전에 데이터를 돌려받을 수 있으며, 돌려받지 않은 데이터는 파기됩니다.\n- 반환 방법: ${retrieval}\n- 문의: ${desk.unit}, ${desk.number}`,
    en: `The use under contract ${contract} ends on ${lastDay} at 24:00. Until then you can get your data back; what is not returned is destroyed.\n- How: ${retrieval}\n- Whom to ask: ${desk.unit}, ${desk.number}`,
  },
  rule: 'Act decree Art. 19(1)',
});

const amendmentProposed = (contract: string, n: number): ContractText => ({
  reason: 'AMENDMENT_PROPOSED',
  title: { ko: `${contract}: 변경계약 제안`, en: `${contract}: amendment proposed` },
  text: {
    ko: `상대방이 계약 ${contract}의 변경(제${n}차)을 제안했습니다. 계약 화면에서 내용을 확인하고 서명하거나 거절해 주십시오.`,
    en: `The other party proposes amendment ${n} of contract ${contract}. Read it on the contract; sign or decline it.`,
  },
  rule: '§11.4',
});

/** For the members whose representative proposes it: they sign it as well. */
const amendmentToSign = (contract: string, n: number): ContractText => ({
  ...amendmentProposed(contract, n),
  text: {
    ko: `공동수급체의 대표자가 계약 ${contract}의 변경(제${n}차)을 제안했습니다. 계약 화면에서 내용을 확인하고 서명해 주십시오.`,
    en: `The representative of your consortium proposes amendment ${n} of contract ${contract}. Read it on the contract, and sign it.`,
  },
});

const amendmentDeclined = (contract: string, n: number): ContractText => ({
  reason: 'AMENDMENT_DECLINED',
  title: { ko: `${contract}: 변경계약 거절`, en: `${contract}: amendment declined` },
  text: {
    ko: `계약 ${contract}의 변경(제${n}차)이 성립하지 않았습니다. 계약은 지금의 조건으로 이어집니다.`,
    en: `Amendment ${n} of contract ${contract} did not come about. The contract goes on as it is.`,
  },
  rule: '§11.4',
});

const amended = (contract: string, n: number): ContractText => ({
  reason: 'CONTRACT_AMENDED',
  title: { ko: `${contract}: 계약 변경`, en: `${contract}: contract amended` },
  text: {
    ko: `당사자가 모두 서명하여 ${withParticle(`계약 ${contract}`, '이/가')} 변경되었습니다(제${n}차). 바뀐 조건은 계약 화면에서 볼 수 있습니다.`,
    en: `All have signed: contract ${contract} is amended (no. ${n}). The contract shows its terms.`,
  },
  rule: '§11.4',
});

/** Each month while it is overdue (§5.5). That it fell overdue is told by the work list. */
const registrationOverdue = (contract: string, due: Day): ContractText => ({
  reason: 'REGISTRATION_OVERDUE',
  title: { ko: `${contract}: 이용 내역 미등록`, en: `${contract}: use not registered` },
  text: {
    ko: `계약 ${contract}의 이용 내역 등록 기한(${due})이 지났습니다. 지금 등록해 주십시오.`,
    en: `The use of contract ${contract} was due to be registered by ${due}. Please register it now.`,
  },
  rule: 'A-18',
});

/** Without the ground: it stays in review. */
const reviewOpened = (contract: string, on: Day): ContractText => ({
  reason: 'TERMINATION_REVIEW_OPENED',
  title: { ko: `${contract}: 해지 여부 검토`, en: `${contract}: review of the contract` },
  text: {
    ko: `${withParticle(`계약 ${contract}`, '은/는')} 대상 서비스의 선정이 ${on} 취소되어 해지 여부를 결정해야 합니다. 결정 전까지 계약은 그대로 이어집니다.`,
    en: `The selection behind contract ${contract} was cancelled on ${on}: decide whether the contract goes on. Until then it runs.`,
  },
  rule: '§11.3',
});

/** @param falls a draft that was to be signed */
const passedOn = (contract: string, former: string, next: string, falls: boolean): ContractText => ({
  reason: 'CONTRACT_PASSED',
  title: { ko: `${contract}: 수요기관 변경`, en: `${contract}: another institution` },
  text: {
    ko: `${withParticle(former, '이/가')} 통합되어 ${withParticle(next, '이/가')} 계약 ${contract}의 권리와 의무를 승계했습니다.${falls ? ' 서명 중이던 계약서는 효력이 없으며, 승계 기관이 계약서를 다시 작성한 뒤 양 당사자가 서명합니다.' : ''}`,
    en: `${former} was merged: ${next} has taken over contract ${contract}.${falls ? ' The draft that was being signed falls. The successor draws up another one, and both sign it.' : ''}`,
  },
  rule: '§11.4',
});

/** What the parties are told of their contract. */
export const contractNotices: NoticeRules<ContractState, ContractEvent> = {
  NeedPassed: ({ event: { data }, before, ...told }) =>
    tell(
      told,
      PARTIES,
      passedOn(nameOf(told.state), data.former.name, data.institution.name, before?.status === 'SIGNING'),
      data.former.code,
    ),
  ContractPassed: ({ event: { data }, ...told }) =>
    tell(told, PARTIES, passedOn(nameOf(told.state), data.former.name, data.institution.name, false), data.former.code),
  TerminationReviewOpened: ({ event: { data }, ...told }) =>
    tell(told, ['INSTITUTION'], reviewOpened(nameOf(told.state), data.cancelledOn)),
  RegistrationReminded: ({ event: { data }, ...told }) => {
    const { registration } = told.state;
    if (registration === undefined) return [];
    const texts = registrationOverdue(nameOf(told.state), dueDayOf(registration.due));
    return tell(told, ['INSTITUTION'], texts, data.remindedOn);
  },
  AmendmentProposed: ({ event: { data }, ...told }) => {
    const name = nameOf(told.state);
    const others = tell(told, [otherThan(data.by)], amendmentProposed(name, data.n), String(data.n));
    const members = data.by === 'SUPPLIER' ? membersBehind(told.state) : [];
    return [...others, ...tellThese(told, members, amendmentToSign(name, data.n), String(data.n))];
  },
  AmendmentDeclined: ({ event: { data }, ...told }) =>
    tell(told, [otherThan(data.party)], amendmentDeclined(nameOf(told.state), data.n), String(data.n)),
  ContractAmended: ({ event: { data }, ...told }) =>
    tell(told, PARTIES, amended(nameOf(told.state), data.amendmentNo), String(data.amendmentNo)),
  TerminationStated: ({ event: { data }, ...told }) =>
    tell(told, [otherThan(data.by)], terminationStated(nameOf(told.state)), `${data.by} ${data.effectiveOn}`),
  TerminationNoticed: ({ event: { data, details }, ...told }) =>
    tell(told, [otherThan(details.by)], terminationNoticed(nameOf(told.state), data.effectiveOn)),
  ContractTerminated: (told) => tell(told, PARTIES, terminated(nameOf(told.state))),
  DepositForfeited: ({ event: { data }, ...told }) => tell(told, PARTIES, forfeited(nameOf(told.state), data)),
  ContractSettled: ({ event: { data }, ...told }) =>
    tell(told, ['SUPPLIER'], settled(nameOf(told.state), data.settledAmount)),
  ContractCompleted: (told) => tell(told, ['SUPPLIER'], completed(nameOf(told.state))),
  ContractRescinded: (told) => tell(told, ['SUPPLIER'], rescinded(nameOf(told.state))),
  EndDutiesBegan: ({ event: { data }, ...told }) =>
    tell(told, ['SUPPLIER'], endAhead(nameOf(told.state), data), data.lastDay),
  EndNoticeGiven: ({ event: { data }, ...told }) =>
    tell(told, ['INSTITUTION'], endNoticed(nameOf(told.state), data), data.lastDay),
  DataReturned: ({ event: { data }, ...told }) => {
    const texts = data.outcome === 'CONTINUED' ? keepData : destroyData;
    return tell(told, ['SUPPLIER'], texts(nameOf(told.state)));
  },
};
