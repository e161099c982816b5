import { Refused } from './api.js';
import { APPLICANTS, BY_CATALOG, NEGOTIATING, MEMBERS, ministry, officer, type Applicant, type Buyer } from './cast.js';
import type { Stage, Step } from './stage.js';

/** The smallest PDF. */
export const PAPER = Buffer.from(
  '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n',
);

export const DOCUMENTS = [
  'BUSINESS_REGISTRATION',
  'CREDIT_RATING',
  'FINANCIAL_STATEMENTS',
  'NO_SANCTION_CONFIRMATION',
  'SECURITY_CERTIFICATE',
  'SERVICE_DESCRIPTION',
  'SLA',
  'OPERATION_PLAN',
  'SUPPORT_PLAN',
  'PRICE_TABLE',
  'FUSION_PROOF',
];

export const contactOf = (name: string) => ({
  name: `${name} 담당자`,
  email: 'contact@example.kr',
  phone: '02-1234-5678',
});

const byDocument = (unitPrice: number) => ({
  code: 'DOC',
  item: '문서 생성',
  unit: '건',
  unitPrice,
  vatIncluded: false,
  billingModel: 'USAGE',
});

export const formOf = ({ name, serviceName, category, summary, monthlyPrice, documentPrice }: Applicant) => ({
  contact: contactOf(name),
  service: {
    name: serviceName,
    kind: 'CONVERGENCE',
    subtype: 'SAAS',
    categories: [category],
    technologies: ['AI'],
    networks: ['INTERNAL', 'EXTERNAL'],
    deployment: 'PUBLIC',
    infrastructureProviders: ['샘플 클라우드'],
    summary,
    specification: [
      { code: 'BACKUP', answer: '매일 백업하고 30일 보관한다.' },
      { code: 'DATA_EXTRACTION', answer: '표준 형식으로 내려받을 수 있다.' },
    ],
    sla: { availabilityPercent: 99.9, description: '월 가용률 99.9 %, 미달 시 요금을 감액한다.' },
  },
  prices: [
    { code: 'STD', item: '표준형', unit: '월', unitPrice: monthlyPrice, vatIncluded: true, billingModel: 'FLAT' },
    { code: 'PRO', item: '확장형', unit: '월', unitPrice: monthlyPrice * 2, vatIncluded: true, billingModel: 'FLAT' },
    ...(documentPrice === undefined ? [] : [byDocument(documentPrice)]),
  ],
  certificates: [
    {
      scheme: 'CSAP',
      grade: 'MEDIUM',
      number: 'CSAP-SAMPLE-1',
      validFrom: '2025-01-01',
      validTo: '2029-12-31',
      infrastructureProvider: '샘플 클라우드',
    },
  ],
  creditRating: { agency: '샘플평가정보', grade: 'BBB', validTo: '2026-06-30' },
});

const path = (stage: Stage, n: number): string => `/v1/applications/${stage.id(`application:${n}`)}`;

async function register(stage: Stage): Promise<void> {
  for (const { businessNumber, name, size, persona } of APPLICANTS) {
    const body = {
      businessNumber,
      name,
      size,
      representative: '대표자',
      address: '서울특별시',
      contact: contactOf(name),
    };
    await stage.as(persona).post('intake', '/v1/suppliers', body);
    await stage.as(officer).move('intake', `/v1/suppliers/${businessNumber}`, '/verification');
  }
  for (const { sub, name, official, roles } of MEMBERS) {
    await stage.as(ministry).post('review', '/v1/members', memberOf(sub, name, official, roles.includes('CHAIR')));
  }
  for (const buyer of [NEGOTIATING, BY_CATALOG]) {
    // The records of six years have one of them, which has contracted before.
    if (await isRegistered(stage, buyer)) continue;
    const { code, name, type, ministry: parent, persona } = buyer;
    await stage
      .as(persona)
      .post('contracts', '/v1/institutions', { code, name, type, ...(parent !== undefined && { ministry: parent }) });
    await stage.as(officer).move('contracts', `/v1/institutions/${code}`, '/verification');
  }
}

async function isRegistered(stage: Stage, { code, persona }: Buyer): Promise<boolean> {
  try {
    await stage.as(persona).get('contracts', `/v1/institutions/${code}`);
    return true;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return false;
    throw error;
  }
}

export const memberOf = (memberId: string, name: string, official: boolean, chair: boolean) => ({
  memberId,
  name,
  role: chair ? 'CHAIR' : 'MEMBER',
  official,
  qualification: official ? 'SENIOR_OFFICIAL' : 'PROFESSOR',
  termFrom: '2025-01-01',
});

async function submit(stage: Stage): Promise<void> {
  for (const [i, applicant] of APPLICANTS.entries()) {
    const supplier = stage.as(applicant.persona);
    const { id } = stage.keep(
      `application:${i + 1}`,
      await supplier.post('intake', '/v1/applications', formOf(applicant)),
    );
    for (const type of DOCUMENTS) {
      await supplier.put('intake', `/v1/applications/${id}/documents/${type}`, PAPER, {
        'content-type': 'application/pdf',
      });
    }
    await supplier.move('intake', `/v1/applications/${id}`, '/submission', { attested: true });
  }
}

/** What an officer gives when they take a check on. */
export const CHECK = {
  name: '김담당',
  unit: 'NIA 디지털서비스팀',
  phone: '1522-0089',
  email: 'help@example.kr',
  notLinkedToSupplier: true,
};

async function startChecks(stage: Stage): Promise<void> {
  for (const n of [1, 2, 3, 4, 5, 6]) await stage.as(officer).move('intake', path(stage, n), '/check', CHECK);
}

async function accept(stage: Stage, n: number): Promise<void> {
  for (const type of DOCUMENTS)
    await stage.as(officer).move('intake', path(stage, n), `/documents/${type}/check`, { result: 'OK' });
  await stage.as(officer).move('intake', path(stage, n), '/acceptance');
  const { persona } = APPLICANTS[n - 1] as Applicant;
  await stage.seen(
    persona,
    'intake',
    path(stage, n),
    `application ${n} under review`,
    (view) => view['status'] === 'UNDER_REVIEW',
  );
}

export const applying: readonly Step[] = [
  {
    at: '2025-08-04T09:00:00+09:00',
    title: 'six suppliers registered and verified, a committee of 20 appointed, two institutions registered',
    play: register,
  },
  { at: '2025-08-05T09:00:00+09:00', title: 'six applications submitted (CONVERGENCE, AI)', play: submit },
  { at: '2025-08-06T09:00:00+09:00', title: 'completeness checks started', play: startChecks },
  {
    at: '2025-08-07T09:00:00+09:00',
    title: 'supplement asked of 제공기업 2 (due 08-22)',
    play: async (stage) => {
      const items = [{ subject: 'OPERATION_PLAN', reason: '장애 대응 절차가 빠져 있다.' }];
      await stage.as(officer).move('intake', path(stage, 2), '/supplements', { items });
    },
  },
  {
    at: '2025-08-12T09:00:00+09:00',
    title: 'five accepted, their cases open',
    play: async (stage) => {
      for (const n of [1, 3, 4, 5, 6]) await accept(stage, n);
    },
  },
];

export const supplementing: readonly Step[] = [
  {
    at: '2025-08-20T09:00:00+09:00',
    title: '제공기업 2 answers the supplement',
    play: async (stage) => {
      const { persona } = APPLICANTS[1] as Applicant;
      const supplier = stage.as(persona);
      await supplier.put('intake', `${path(stage, 2)}/documents/OPERATION_PLAN`, PAPER, {
        'content-type': 'application/pdf',
      });
      await supplier.move('intake', path(stage, 2), '/supplements/1/answer', { answers: [] });
    },
  },
  { at: '2025-08-22T09:00:00+09:00', title: 'the sixth accepted', play: (stage) => accept(stage, 2) },
];
