import { dayOf } from '#common/kernel/day.js';
import { own } from '#common/kernel/own.js';
import { koreanDay, type Block, type Paper } from '#common/papers/paper.js';
import type { ItemMinutes, MinutesDraft } from './domain/minuting.js';
import { deferralTexts } from './domain/system-reasons.js';
import { selectedBy } from './domain/selecting.js';
import type { AgendaItem, Recusal, RecusalBallot, SelectionAct, SessionState, Tally } from './domain/session.state.js';

/** What the minutes say: the session as it ended, and the secretary's texts. */
export interface MinutesFacts {
  readonly session: SessionState;
  readonly draft: MinutesDraft;
  readonly madeAt: Date;
}

/** What the selection act says: what the session decided, and under which number the ministry selects. */
export interface SelectionActFacts {
  readonly session: SessionState;
  readonly act: SelectionAct;
  readonly madeAt: Date;
}

const KINDS = { SERVICE: '서비스 선정', OBJECTION: '이의신청', REVOTE: '재의결' } as const;
const OUTCOMES: Readonly<Record<AgendaItem['status'], string>> = {
  PENDING: '미상정',
  DELIBERATING: '심의 중',
  VOTING: '표결 중',
  SELECTED: '선정',
  NOT_SELECTED: '미선정',
  DEFERRED: '보류',
  UPHELD: '인용',
  DISMISSED: '기각',
  CARRIED: '다음 회의로 이월',
  REMOVED: '안건에서 제외',
};
const RECUSALS = { EXCLUSION: '제척', SELF_RECUSAL: '회피', COMMITTEE_RESOLUTION: '위원회 의결에 따른 제척' } as const;
/** The items of decree Art. 15-4. */
const GROUNDS = { A: '제1호', B: '제2호', C: '제3호', D: '제4호', E: '제5호' } as const;
const BALLOTS = { GROUND_E: '제5호 해당 여부', EXCLUSION: '제척 유지 여부' } as const;

/** The template (회의록 서식) of the minutes that are drafted now. An older one stays, for what was made by it. */
export const MINUTES_TEMPLATE = '2026-1';

const TEMPLATES: Readonly<Record<string, (facts: MinutesFacts) => Paper>> = { [MINUTES_TEMPLATE]: first };

/**
 * The minutes (회의록) by a version of their template. They name members by their number, and have no text that can be
 * erased: no vote, no note on a conflict, no reason of a ballot on a member or of a deferral.
 * @throws Error when there is no such version
 */
export function minutesPaper(facts: MinutesFacts, template = MINUTES_TEMPLATE): Paper {
  const make = own(TEMPLATES, template);
  if (make === undefined) throw new Error(`There is no template ${template} of the minutes.`);
  return make(facts);
}

function first({ session, draft, madeAt }: MinutesFacts): Paper {
  return {
    title: '디지털서비스 심사위원회 회의록',
    foot: `제${session.no}차 회의`,
    madeAt,
    blocks: [
      { kind: 'facts', rows: [['회의', `제${session.no}차 심사위원회`], ...sittings(session)] },
      { kind: 'heading', text: '출석' },
      said(`재적위원 ${session.roster.length}명 가운데 ${presentIn(session)}명이 출석하였다.`),
      attendance(session),
      ...session.agenda.flatMap((item) =>
        onItem(
          item,
          draft.items.find((entry) => entry.item === item.item),
        ),
      ),
      { kind: 'heading', text: '회의 결과' },
      said(draft.summary),
      said('위 사실을 기록하고, 위원장이 이를 확인한다 (클라우드컴퓨팅법 시행령 제15조의3).'),
    ],
  };
}

/** The template (선정 공고 서식) of the selection acts that are made now. */
export const SELECTION_ACT_TEMPLATE = '2026-1';

const ACT_TEMPLATES: Readonly<Record<string, (facts: SelectionActFacts) => Paper>> = {
  [SELECTION_ACT_TEMPLATE]: firstAct,
};

/**
 * The selection act (선정 공고) by a version of its template: public words alone, what was selected and by which votes.
 * @throws Error when there is no such version
 */
export function selectionActPaper(facts: SelectionActFacts, template = SELECTION_ACT_TEMPLATE): Paper {
  const make = own(ACT_TEMPLATES, template);
  if (make === undefined) throw new Error(`There is no template ${template} of the selection act.`);
  return make(facts);
}

function firstAct({ session, act, madeAt }: SelectionActFacts): Paper {
  return {
    title: '디지털서비스 선정 공고',
    foot: `제${session.no}차 심사위원회`,
    madeAt,
    blocks: [
      {
        kind: 'facts',
        rows: [
          ['문서번호', act.number],
          ['선정일', koreanDay(act.on)],
          ['심사', `제${session.no}차 심사위원회 (${koreanDay(session.on)})`],
          ['근거', '클라우드컴퓨팅법 제20조제3항, 같은 법 시행령 제15조의2'],
        ],
      },
      { kind: 'heading', text: '선정한 디지털서비스' },
      ...selected(session),
      said('위와 같이 디지털서비스를 선정하여 공고한다. 과학기술정보통신부장관'),
    ],
  };
}

function selected(session: SessionState): readonly Block[] {
  const rows = selectedBy(session).map(({ serviceName, supplierName, tally }, i) => [
    String(i + 1),
    serviceName,
    supplierName,
    votes(tally),
  ]);
  if (rows.length === 0) return [said('이 회의에서 선정한 서비스는 없다.')];
  const columns = [
    { head: '번호', share: 8, right: true },
    { head: '서비스', share: 32 },
    { head: '제공기업', share: 26 },
    { head: '의결', share: 34 },
  ];
  return [{ kind: 'table', columns, rows }];
}

type Row = readonly [name: string, value: string];

function sittings({ convocations, openedAt, earlyReason, closedAt }: SessionState): readonly Row[] {
  return [
    ...convocations.map(({ n, on, time, place, adjourned }): Row => {
      const end = adjourned && `. 유회: 재적 ${adjourned.members}명, 출석 ${adjourned.present}명`;
      return [`소집 ${n}`, `${koreanDay(on)} ${time}, ${place}${end ?? ''}`];
    }),
    ...(openedAt === undefined ? [] : [['개회', koreanTime(openedAt)] as const]),
    ...(earlyReason === undefined ? [] : [['앞당긴 까닭', earlyReason] as const]),
    ...(closedAt === undefined ? [] : [['폐회', koreanTime(closedAt)] as const]),
  ];
}

const presentIn = ({ attendance: stays, convocations }: SessionState): number =>
  new Set(stays.filter(({ convocation }) => convocation === convocations.length).map(({ memberId }) => memberId)).size;

const attendance = ({ attendance: stays }: SessionState): Block => ({
  kind: 'table',
  columns: [
    { head: '위원', share: 40 },
    { head: '소집', share: 12, right: true },
    { head: '들어온 때', share: 24 },
    { head: '나간 때', share: 24 },
  ],
  rows: stays.map(({ memberId, convocation, from, to }) => [
    memberId,
    String(convocation),
    koreanTime(from),
    to === undefined ? '' : koreanTime(to),
  ]),
});

function onItem(item: AgendaItem, { reasons = [], record }: Partial<ItemMinutes> = {}): readonly Block[] {
  const { kind, status, tally, decidedOn, recusals, ballots, barringLifted, deferral } = item;
  const texts = [
    ...reasons.map((reason, i) => `사유 ${i + 1}. ${reason}`),
    ...(deferral?.code === undefined ? [] : [`보류 사유. ${deferralTexts(deferral).korean ?? ''}`]),
    ...(deferral?.requests ?? []).map((request, i) => `보완 요구 ${i + 1}. ${request}`),
    ...(record === undefined ? [] : [record]),
  ];
  const rows: readonly Row[] = [
    ['구분', KINDS[kind]],
    ['결과', OUTCOMES[status]],
    ...(decidedOn === undefined ? [] : [['의결일', koreanDay(decidedOn)] as const]),
    ...(tally === undefined ? [] : [['표결', votes(tally)] as const]),
    ...recusals.map((recusal): Row => [RECUSALS[recusal.type], recusalText(recusal)]),
    ...ballots.map((ballot): Row => [BALLOTS[ballot.subject], ballotText(ballot)]),
    ...(barringLifted === true ? [['표결 참여', '재적위원이 모자라 종전에 표결한 위원도 참여'] as const] : []),
  ];
  return [
    { kind: 'heading', text: `안건 ${item.item}. ${item.serviceName} (${item.supplierName})` },
    { kind: 'facts', rows },
    ...texts.map(said),
  ];
}

const votes = ({ eligible, yes, no, abstain }: Tally): string =>
  `출석 ${eligible}명, 찬성 ${yes}명, 반대 ${no}명, 기권 ${abstain}명`;

function recusalText({ memberId, ground, contest, outAt, inAt }: Recusal): string {
  const times = outAt === undefined ? '' : `, 퇴실 ${koreanTime(outAt)}`;
  const back = inAt === undefined ? '' : `, 입실 ${koreanTime(inAt)}`;
  const contested = contest === undefined ? '' : `, 이의 제기 ${contest.upheld === true ? '불수용' : '있음'}`;
  return `${memberId} (시행령 제15조의4 ${GROUNDS[ground]})${times}${back}${contested}`;
}

const ballotText = ({ memberId, decided }: RecusalBallot): string =>
  decided === undefined
    ? memberId
    : `${memberId}: ${decided.recused ? '해당함' : '해당하지 않음'} (${votes(decided.tally)})`;

const said = (text: string): Block => ({ kind: 'paragraph', text });

const SEOUL_MS = 9 * 3_600_000;

/** `2025년 9월 19일 14:00` */
function koreanTime(instant: string): string {
  const at = new Date(instant);
  return `${koreanDay(dayOf(at))} ${new Date(at.getTime() + SEOUL_MS).toISOString().slice(11, 16)}`;
}
