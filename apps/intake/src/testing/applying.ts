import type { FieldError } from '#common/kernel/errors.js';
import type { PolicyFile } from '#common/kernel/policy.js';
import { personas } from '#testing/personas.js';
import { ServiceClient, type Answer } from '#testing/service-client.js';
import { serviceUnderTest, type ServiceUnderTest } from '#testing/service.js';
import type { ApplicationView } from '../applications/application.view.js';
import { intake } from '../intake.service-map.js';

/** An application as the specs read it, or what came instead: a problem, a history. */
export type Shown = ApplicationView & {
  readonly errors: readonly FieldError[];
  readonly items: readonly { readonly type: string }[];
};

const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n');

/** What the submission of a convergence service needs. */
const REQUIRED = [
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

export const contact = { name: '김담당', email: 'kim@example.kr', phone: '02-1234-5678' };

/** The registration of `personas.supplier`. */
export const registration = {
  businessNumber: '123-45-67890',
  name: '제공기업 2',
  size: 'SMALL_MEDIUM',
  representative: '홍길동',
  address: '서울특별시',
  contact,
};

/** The form of a convergence service. Each live application needs a service of another name. */
export const form = (name = '문서 자동화') => ({
  contact,
  service: {
    name,
    kind: 'CONVERGENCE',
    subtype: 'SAAS',
    categories: ['DOCUMENT'],
    technologies: ['AI'],
    networks: ['INTERNAL', 'EXTERNAL'],
    deployment: 'PUBLIC',
    infrastructureProviders: ['샘플 클라우드'],
    summary: '공문서를 자동으로 작성한다.',
    specification: [{ code: 'BACKUP', answer: '매일' }],
    sla: { availabilityPercent: 99.9, description: '월 99.9 %' },
  },
  prices: [{ code: 'STD', item: '표준형', unit: '월', unitPrice: 1_000_000, vatIncluded: true, billingModel: 'FLAT' }],
  certificates: [{ scheme: 'CSAP', grade: 'MEDIUM', number: 'C-1', validFrom: '2025-01-01', validTo: '2029-12-31' }],
  creditRating: { agency: '샘플평가', grade: 'BBB', validTo: '2026-06-30' },
});

/** What a command led to. @throws Error when it was refused: a spec that builds on it cannot begin */
function done({ outcome, view }: Answer<Shown>): Shown {
  if (!/^20[01]$/.test(outcome)) throw new Error(`The story stops: ${outcome} ${JSON.stringify(view)}`);
  return view;
}

/** What a supplier and an officer do until the point where a spec begins. */
export class Applying {
  readonly client: ServiceClient<Shown>;

  private constructor(readonly under: ServiceUnderTest) {
    this.client = new ServiceClient<Shown>(under);
  }

  /**
   * The intake service in this process, on the morning of 4 August 2025.
   * @param policy the built-in one unless given
   * @param env other settings than those of a test
   */
  static async start(policy?: PolicyFile, env: Readonly<Record<string, string>> = {}): Promise<Applying> {
    const story = new Applying(await serviceUnderTest(intake, undefined, policy, env));
    await story.client.clock('2025-08-04 09:00');
    return story;
  }

  stop(): Promise<void> {
    return this.under.stop();
  }

  get supplier() {
    return this.client.as(personas.supplier);
  }

  get officer() {
    return this.client.as(personas.officer);
  }

  /** The supplier may apply from here on. */
  async registerSupplier(): Promise<void> {
    const { version } = done(await this.supplier.post('/v1/suppliers', registration));
    const verification = '/v1/suppliers/1234567890/verification';
    done(await this.officer.post(verification, undefined, { ifMatch: version }));
  }

  attach(id: string, type: string, document = PDF, contentType = 'application/pdf'): Promise<Answer<Shown>> {
    const headers = { 'content-type': contentType };
    return this.supplier.put(`/v1/applications/${id}/documents/${type}`, document, { headers });
  }

  /** A draft that lacks nothing. @param change to its form */
  async completeDraft(name?: string, change: object = {}): Promise<Shown> {
    let draft = done(await this.supplier.post('/v1/applications', { ...form(name), ...change }));
    for (const type of REQUIRED) draft = done(await this.attach(draft.id, type));
    return draft;
  }

  async submit({ id, version }: Shown): Promise<Shown> {
    return done(
      await this.supplier.post(`/v1/applications/${id}/submission`, { attested: true }, { ifMatch: version }),
    );
  }

  /** The officer takes a submitted application on. */
  async startCheck({ id, version }: Shown): Promise<Shown> {
    const officer = {
      name: '박담당',
      unit: 'NIA',
      phone: '1522-0089',
      email: 'help@example.kr',
      notLinkedToSupplier: true,
    };
    return done(await this.officer.post(`/v1/applications/${id}/check`, officer, { ifMatch: version }));
  }

  async inCheck(name?: string): Promise<Shown> {
    return this.startCheck(await this.submit(await this.completeDraft(name)));
  }

  /** The officer asks for a supplement to the SLA. */
  async requestSupplement({ id, version }: Shown): Promise<Shown> {
    const body = { items: [{ subject: 'SLA', reason: '배상 기준이 없다.' }] };
    return done(await this.officer.post(`/v1/applications/${id}/supplements`, body, { ifMatch: version }));
  }

  /** The officer finds every document in order. */
  async allOk(inCheck: Shown): Promise<Shown> {
    let checked = inCheck;
    for (const type of REQUIRED) {
      const path = `/v1/applications/${inCheck.id}/documents/${type}/check`;
      checked = done(await this.officer.post(path, { result: 'OK' }, { ifMatch: checked.version }));
    }
    return checked;
  }

  /** The supplier's view now. */
  async read(id: string): Promise<Shown> {
    return done(await this.supplier.get(`/v1/applications/${id}`));
  }
}
