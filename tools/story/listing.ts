import { CHECK, contactOf } from './applying.js';
import { until, type View } from './api.js';
import { officer, ppsOfficer } from './cast.js';
import { supplierOf } from './reviewing.js';
import type { Stage, Step } from './stage.js';

const ALL = [1, 2, 3, 4, 5, 6];
export const listingPath = (stage: Stage, n: number): string => `/v1/listings/${stage.id(`listing:${n}`)}`;
const agreementPath = (stage: Stage): string => `/v1/agreements/${stage.id('agreement')}`;

async function complete(stage: Stage, n: number): Promise<void> {
  const { persona, name } = supplierOf(n);
  const found = await until(`listing ${n}`, async () => {
    const page = await stage
      .as(persona)
      .get('catalog', `/v1/listing-files?applicationId=${stage.id(`application:${n}`)}`);
    return (page['items'] as View[])[0];
  });
  stage.keep(`listing:${n}`, found);
  const content = {
    contact: contactOf(name),
    manualUrl: 'https://example.kr/manual',
    trialUrl: 'https://example.kr/trial',
  };
  await stage.as(persona).move('catalog', listingPath(stage, n), '', content, 'PUT');
  await stage.as(persona).move('catalog', listingPath(stage, n), '/submission');
}

async function publishAll(stage: Stage): Promise<void> {
  for (const n of ALL) {
    await stage.as(officer).move('catalog', listingPath(stage, n), '/check', CHECK);
    await stage.as(officer).move('catalog', listingPath(stage, n), '/publication');
  }
  for (const n of ALL) await listed(stage, n, { q: supplierOf(n).serviceName, technology: 'AI' });
  await listed(stage, 1, { q: 'ㅇㅅㅌㅇㅈ' });
}

/** Waits until the search finds it: next to others, where the records of six years were taken over. */
async function listed(stage: Stage, n: number, query: Readonly<Record<string, string>>): Promise<void> {
  const asked = new URLSearchParams(query).toString();
  await until(`listing ${n} in the search of ${asked}`, async () => {
    const page = await stage.api.send('catalog', 'GET', `/v1/listings?${asked}`);
    return (page['items'] as View[]).some(({ id }) => id === stage.id(`listing:${n}`));
  });
}

async function applyForAgreement(stage: Stage): Promise<void> {
  const { persona } = supplierOf(4);
  const dossier = {
    listingId: stage.id('listing:4'),
    productClassNo: '81112299',
    detailedClassNo: '8111229901',
    itemName: '생성형 AI 문서 자동화 서비스',
    deliveryRecord: '민간 기관 납품 3건 (견본 자료)',
  };
  stage.keep('agreement', await stage.as(persona).post('catalog', '/v1/agreements', dossier));
}

async function concludeAgreement(stage: Stage): Promise<void> {
  const conclusion = { contractNo: '002500001', validFrom: '2025-09-30', validTo: '2028-09-29' };
  await stage.as(ppsOfficer).move('catalog', agreementPath(stage), '/conclusion', conclusion);
  await listed(stage, 4, { q: supplierOf(4).serviceName, contractableBy: 'CATALOG' });
}

export const listing: readonly Step[] = [
  {
    at: '2025-09-22T09:00:00+09:00',
    title: 'two suppliers complete their listings',
    play: async (stage) => {
      for (const n of [1, 2]) await complete(stage, n);
    },
  },
  {
    at: '2025-09-24T09:00:00+09:00',
    title: 'the other four complete theirs',
    play: async (stage) => {
      for (const n of [3, 4, 5, 6]) await complete(stage, n);
    },
  },
  {
    at: '2025-09-25T09:00:00+09:00',
    title: 'six listings published; 제공기업 4 applies for a catalog agreement',
    play: async (stage) => {
      await publishAll(stage);
      await applyForAgreement(stage);
    },
  },
  {
    at: '2025-09-26T09:00:00+09:00',
    title: 'the Public Procurement Service starts its review',
    play: async (stage) => {
      await stage.as(ppsOfficer).move('catalog', agreementPath(stage), '/review');
    },
  },
];

export const agreementStep: Step['play'] = concludeAgreement;
