import type { AiDisclosure, Certificate, DocumentFact, PriceLine, ServiceProfile, SupplierFacts } from './shapes.js';

/** Sample values for the events' samples, fixtures and documents; none of them is a real offer. */
export const sampleIds = {
  application: '018f6f2a-0000-7000-8000-000000000001',
  case: '018f6f2a-0000-7000-8000-000000000002',
  listing: '018f6f2a-0000-7000-8000-000000000003',
  contract: '018f6f2a-0000-7000-8000-000000000004',
  agreement: '018f6f2a-0000-7000-8000-000000000005',
  session: '018f6f2a-0000-7000-8000-000000000006',
  objection: '018f6f2a-0000-7000-8000-000000000007',
};

export const sampleSupplier: SupplierFacts = { businessNumber: '1234567890', name: '제공기업 2', size: 'SMALL_MEDIUM' };

export const sampleCertificate: Certificate = {
  scheme: 'CSAP',
  grade: 'MEDIUM',
  number: 'CSAP-2025-001',
  validFrom: '2025-01-01',
  validTo: '2029-12-31',
  infrastructureProvider: '샘플 클라우드',
};

export const samplePrice: PriceLine = {
  code: 'STD',
  item: '표준형',
  unit: '월',
  unitPrice: 1_000_000,
  vatIncluded: true,
  billingModel: 'FLAT',
};

export const sampleAi: AiDisclosure = {
  models: [{ name: '문서 언어모델', provider: '제공기업 2', hosting: 'OWN' }],
  trainingData: '공개 문서와 이용 허락을 받은 문서',
  trainsOnInput: false,
  limits: '사실과 다른 문장을 만들 수 있다.',
  oversight: 'HUMAN_REVIEWS',
  networks: ['INTERNAL'],
};

export const sampleService: ServiceProfile = {
  name: '문서 자동화 서비스',
  kind: 'CONVERGENCE',
  subtype: 'SAAS',
  categories: ['DOCUMENT'],
  technologies: ['AI'],
  networks: ['INTERNAL', 'EXTERNAL'],
  deployment: 'PUBLIC',
  infrastructureProviders: ['샘플 클라우드'],
  summary: '생성형 AI로 공문서를 작성하고 요약한다.',
  specification: [{ code: 'BACKUP', answer: '매일 백업하고 30일 보관한다.' }],
  sla: { availabilityPercent: 99.9, description: '월 가용률 99.9 %' },
};

export const sampleDocument: DocumentFact = {
  type: 'SLA',
  sha256: 'a'.repeat(64),
  contentType: 'application/pdf',
  bytes: 1024,
};
