import { randomUUID } from 'node:crypto';
import type { Api, Persona } from '../../story/api.js';
import { contactOf, DOCUMENTS, formOf, PAPER } from '../../story/applying.js';
import { APPLICANTS, officer, type Applicant } from '../../story/cast.js';
import { closedLoop } from '../closed-loop.js';

const CLIENTS = 16;

/** A draft with all its documents. */
export interface Draft {
  readonly path: string;
  readonly version: number;
  readonly persona: Persona;
}

/** A supplier of the benchmark: the first of the story under a number of its own. */
export const applicant = (n: number): Applicant => {
  const businessNumber = String(6_300_000_000 + n);
  const sub = `bench-${n}`;
  return {
    ...(APPLICANTS[0] as Applicant),
    businessNumber,
    persona: { sub, name: sub, roles: ['SUPPLIER'], org: businessNumber },
  };
};

/** Registered and verified. */
export async function register(api: Api, one: Applicant): Promise<void> {
  const { businessNumber, name, size, persona } = one;
  const profile = { businessNumber, name, size, representative: '대표자', address: '서울', contact: contactOf(name) };
  await api.as(persona).post('intake', '/v1/suppliers', profile);
  await api.as(officer).move('intake', `/v1/suppliers/${businessNumber}`, '/verification');
}

/** Complete drafts, `each` of every supplier. */
export async function completeDrafts(api: Api, suppliers: readonly Applicant[], each: number): Promise<Draft[]> {
  const drafts: Draft[] = [];
  // No supplier may have two live applications for one service.
  const wanted = suppliers.flatMap((supplier) =>
    Array.from({ length: each }, (_, i) => ({ ...supplier, serviceName: `${supplier.serviceName} ${i}` })),
  );
  await closedLoop(wanted, CLIENTS, async (supplier) => {
    const session = api.as(supplier.persona);
    const { id } = await session.post('intake', '/v1/applications', formOf(supplier));
    const path = `/v1/applications/${id}`;
    let version = 1;
    for (const type of DOCUMENTS) {
      const pdf = { 'content-type': 'application/pdf' };
      ({ version } = await session.put('intake', `${path}/documents/${type}`, PAPER, pdf));
    }
    drafts.push({ path, version, persona: supplier.persona });
  });
  return drafts;
}

/** Answers of one service to many requests, without the repeats that the story's client makes. */
export class Requests {
  private readonly tokens = new Map<string, string>();

  constructor(private readonly api: Api) {}

  /** @throws Error for another status than `expected`: a benchmark counts only what it means to count */
  async post(persona: Persona, path: string, body: string, expected: number, version?: number): Promise<void> {
    let token = this.tokens.get(persona.sub);
    if (token === undefined) {
      token = await this.api.token(persona);
      this.tokens.set(persona.sub, token);
    }
    const response = await fetch(this.api.addresses.intake.url + path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        ...(version !== undefined && { 'if-match': `"${version}"` }),
      },
      body,
    });
    const answer = await response.text();
    if (response.status !== expected) {
      throw new Error(`POST ${path} was answered with ${response.status}, not ${expected}: ${answer.slice(0, 300)}`);
    }
  }
}
