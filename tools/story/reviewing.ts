import { APPLICANTS, EXAMINERS, MEMBERS, ministry, secretary, type Applicant } from './cast.js';
import type { Persona, View } from './api.js';
import { until } from './api.js';
import type { Stage, Step } from './stage.js';

const ALL = [1, 2, 3, 4, 5, 6];
const SESSION = '/v1/sessions/62';
const CRITERIA = [
  'FINANCIAL_STANDING',
  'SANCTION_FREE',
  'SECURITY',
  'OPERATIONAL_STABILITY',
  'SUPPORT_SYSTEM',
  'KIND_FIT',
  'PUBLIC_SUITABILITY',
];
/** What an examiner writes who finds every criterion met. */
export const EXAMINATION = {
  findings: CRITERIA.map((criterion) => ({ criterion, finding: 'MET', comment: '기준을 충족한다.' })),
  recommendation: 'SELECT',
  comment: '선정에 문제가 없다.',
};

const chair = MEMBERS[0] as Persona;
const casePath = (stage: Stage, n: number): string => `/v1/cases/${stage.id(`case:${n}`)}`;
const atTheTable = (count: number): readonly Persona[] => MEMBERS.slice(0, count);

async function findCase(stage: Stage, n: number): Promise<void> {
  const found = await until(`case ${n}`, async () => {
    const page = await stage.as(secretary).get('review', `/v1/cases?applicationId=${stage.id(`application:${n}`)}`);
    return (page['items'] as View[])[0];
  });
  stage.keep(`case:${n}`, found);
}

async function assignExaminers(stage: Stage, n: number): Promise<void> {
  await findCase(stage, n);
  const examinerIds = EXAMINERS.map(({ sub }) => sub);
  await stage.as(secretary).move('review', casePath(stage, n), '/invitations', { examinerIds });
  for (const examiner of EXAMINERS) {
    await stage.as(examiner).put('review', `${casePath(stage, n)}/declarations/${examiner.sub}`, { ground: 'NONE' });
  }
  await stage.as(secretary).move('review', casePath(stage, n), '/examiners', { examinerIds });
}

async function examine(stage: Stage, n: number): Promise<void> {
  for (const examiner of EXAMINERS)
    await stage.as(examiner).put('review', `${casePath(stage, n)}/examinations/${examiner.sub}`, EXAMINATION);
}

async function putOnAgenda(stage: Stage): Promise<void> {
  for (const n of ALL) {
    await stage.as(secretary).move('review', SESSION, '/agenda', { caseId: stage.id(`case:${n}`) });
    await stage.seen(
      secretary,
      'review',
      casePath(stage, n),
      `case ${n} on the agenda`,
      (view) => view['status'] === 'ON_AGENDA',
    );
  }
}

/** Item 3 is 제공기업 3, for which the last of the fourteen members worked. */
const RECUSED = { item: 3, member: MEMBERS[13]?.sub };
/** One member abstains on this item, and five vote no. */
const CONTESTED = 5;

async function comeToTheSession(stage: Stage, present: readonly Persona[]): Promise<void> {
  await Promise.all(present.map(({ sub }) => stage.as(secretary).put('review', `${SESSION}/attendance/${sub}`, {})));
}

async function declare(stage: Stage, present: readonly Persona[]): Promise<void> {
  const declareOne = (member: Persona) => {
    const items = ALL.map((item) => ({
      item,
      ground: item === RECUSED.item && member.sub === RECUSED.member ? 'B' : 'NONE',
    }));
    return stage.as(member).put('review', `${SESSION}/declarations/${member.sub}`, { items });
  };
  await Promise.all(present.map(declareOne));
}

function voteOf(item: number, seat: number): { vote: string; reason?: string } {
  if (item !== CONTESTED || seat < 8) return { vote: 'YES' };
  if (seat === 8) return { vote: 'ABSTAIN' };
  return { vote: 'NO', reason: '지원체계를 더 갖출 필요가 있다.' };
}

async function decide(stage: Stage, item: number, present: readonly Persona[]): Promise<void> {
  const chairing = stage.as(chair);
  await chairing.move('review', SESSION, `/agenda/${item}/deliberation`);
  await chairing.move('review', SESSION, `/agenda/${item}/voting`);
  const voters = present.filter(({ sub }) => item !== RECUSED.item || sub !== RECUSED.member);
  await Promise.all(
    voters.map((member, seat) =>
      stage.as(member).put('review', `${SESSION}/agenda/${item}/votes/${member.sub}`, voteOf(item, seat)),
    ),
  );
  await chairing.move('review', SESSION, `/agenda/${item}/tally`);
}

async function hold(stage: Stage): Promise<void> {
  const present = atTheTable(14);
  await comeToTheSession(stage, present);
  await declare(stage, present);
  await stage.as(chair).move('review', SESSION, '/opening');
  for (const item of ALL) await decide(stage, item, present);
  await stage.as(chair).move('review', SESSION, '/closing', {});
}

async function publish(stage: Stage): Promise<void> {
  const items = ALL.map((item) => ({ item, reasons: ['심사기준을 모두 충족한다.'] }));
  const minutes = { summary: '제62차 디지털서비스 심사위원회: 안건 6건을 의결하였다.', items };
  await stage.as(secretary).move('review', SESSION, '/minutes', minutes, 'PUT');
  const confirmation = await stage.signature(chair, 'review', `${SESSION}/minutes/document`);
  await stage.as(chair).move('review', SESSION, '/minutes/confirmation', confirmation);
  const selectionAct = { number: '2025-62', on: '2025-09-19' };
  await stage.as(ministry).move('review', SESSION, '/selection-act', selectionAct, 'PUT');
  const signature = await stage.signature(ministry, 'review', `${SESSION}/selection-act/document`);
  await stage.as(ministry).move('review', SESSION, '/publication', { selectionAct, ...signature });
  for (const [i, { persona }] of APPLICANTS.entries()) {
    const application = `/v1/applications/${stage.id(`application:${i + 1}`)}`;
    await stage.seen(
      persona,
      'intake',
      application,
      `${persona.sub} selected`,
      (view) => view['status'] === 'SELECTED',
    );
    await stage.seen(
      persona,
      'intake',
      `${application}/result`,
      `the reasons for ${persona.sub}`,
      (view) => view['result'] !== undefined,
    );
  }
}

export const examining: readonly Step[] = [
  {
    at: '2025-08-14T09:00:00+09:00',
    title: 'three examiners each for five cases, after declaring no conflict',
    play: async (stage) => {
      for (const n of [1, 3, 4, 5, 6]) await assignExaminers(stage, n);
    },
  },
];

export const convening: readonly Step[] = [
  { at: '2025-08-26T09:00:00+09:00', title: 'examiners for the sixth', play: (stage) => assignExaminers(stage, 2) },
  {
    at: '2025-08-29T09:00:00+09:00',
    title: 'five examinations done',
    play: async (stage) => {
      for (const n of [1, 3, 4, 5, 6]) await examine(stage, n);
    },
  },
  {
    at: '2025-09-01T09:00:00+09:00',
    title: '62nd session planned, and noticed for 09-10',
    play: async (stage) => {
      const dateReason = '추석 연휴 전에 결과를 통지하기 위하여 둘째 수요일로 정한다.';
      await stage.as(secretary).post('review', '/v1/sessions', { no: 62, on: '2025-09-10', dateReason });
      const notice = { on: '2025-09-10', time: '14:00', place: '정부세종청사 4동 회의실', dateReason };
      await stage.as(secretary).move('review', SESSION, '/notice', notice);
    },
  },
  {
    at: '2025-09-05T09:00:00+09:00',
    title: 'sixth examination done, six items on the agenda',
    play: async (stage) => {
      await examine(stage, 2);
      await putOnAgenda(stage);
    },
  },
  {
    at: '2025-09-10T14:00:00+09:00',
    title: '10 of 20 members come: adjourned, the items carried',
    play: async (stage) => {
      await comeToTheSession(stage, atTheTable(10));
      await stage.as(secretary).move('review', SESSION, '/adjournment');
    },
  },
  {
    at: '2025-09-11T09:00:00+09:00',
    title: 'noticed again for 09-19, under the same number',
    play: async (stage) => {
      const notice = { on: '2025-09-19', time: '14:00', place: '정부세종청사 4동 회의실' };
      await stage.as(secretary).move('review', SESSION, '/notice', notice);
    },
  },
  {
    at: '2025-09-19T14:00:00+09:00',
    title: '14 come: one recused on one item, one abstains on another; six selected',
    play: hold,
  },
  { at: '2025-09-19T17:00:00+09:00', title: 'minutes confirmed, decisions published, applicants told', play: publish },
];

export const supplierOf = (n: number): Applicant => APPLICANTS[n - 1] as Applicant;
