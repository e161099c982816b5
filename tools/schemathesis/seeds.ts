import { ROLES } from '#common/kernel/actor.js';
import type { ServiceName } from '#common/events/define-event.js';
import type { Api, Persona, View } from '../story/api.js';
import {
  admin,
  APPLICANTS,
  auditor,
  BY_CATALOG,
  EXAMINERS,
  MEMBERS,
  ministry,
  NEGOTIATING,
  officer,
  ppsOfficer,
  secretary,
} from '../story/cast.js';

/** What generated requests may say so that they reach more than a refusal. */
export interface Seeds {
  /** Values of the Authorization header: of each role, and of none. */
  readonly tokens: readonly string[];
  /** The same of all roles at once: such a request gets past the permissions. */
  readonly wide: readonly string[];
  /** Values of path parameters that mean something, by their name. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
}

const nobody: Persona = { sub: 'nobody', name: '이름 없음', roles: [] };
/** Of a supplier, of an institution, and of neither. */
const everyRole: readonly Persona[] = [APPLICANTS[0]?.businessNumber, NEGOTIATING.code, undefined].map((org, i) => ({
  sub: `everyone-${i}`,
  name: '모든 역할',
  roles: ROLES,
  ...(org !== undefined && { org }),
}));
const [firstApplicant, secondApplicant] = APPLICANTS.map(({ persona }) => persona);

const CALLERS: readonly (Persona | undefined)[] = [
  firstApplicant,
  secondApplicant,
  officer,
  secretary,
  MEMBERS[0],
  MEMBERS[1],
  EXAMINERS[0],
  NEGOTIATING.persona,
  BY_CATALOG.persona,
  ppsOfficer,
  ministry,
  auditor,
  admin,
  nobody,
];

const LISTS: Readonly<Record<ServiceName, readonly string[]>> = {
  intake: ['/v1/applications'],
  review: ['/v1/cases'],
  catalog: ['/v1/listing-files', '/v1/agreements'],
  contracts: ['/v1/contracts'],
};

/** The people and the resources of the story. */
export async function seedsOf(api: Api, service: ServiceName): Promise<Seeds> {
  const tokensOf = (personas: readonly (Persona | undefined)[]) =>
    Promise.all(
      personas.flatMap((persona) =>
        persona === undefined ? [] : [api.token(persona).then((text) => `Bearer ${text}`)],
      ),
    );
  const ids: string[] = [];
  for (const path of LISTS[service]) {
    const page = await api.as(auditor).get(service, `${path}?limit=20`);
    ids.push(...(page['items'] as View[]).map(({ id }) => id));
  }
  return {
    tokens: await tokensOf(CALLERS),
    wide: await tokensOf(everyRole),
    parameters: {
      id: service === 'review' ? [...ids, ...MEMBERS.slice(0, 3).map(({ sub }) => sub)] : ids,
      businessNumber: APPLICANTS.slice(0, 2).map(({ businessNumber }) => businessNumber),
      documentType: ['SLA', 'OPERATION_PLAN', 'PRICE_TABLE'],
      code: [NEGOTIATING.code, BY_CATALOG.code],
      fiscalYear: ['2025'],
      no: ['62'],
      item: ['1', '2', '3'],
      n: ['1', '2'],
      version: ['1', '2'],
      memberId: MEMBERS.slice(0, 3).map(({ sub }) => sub),
      examinerId: EXAMINERS.map(({ sub }) => sub),
    },
  };
}
