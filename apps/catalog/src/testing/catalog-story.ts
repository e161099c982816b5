import { randomUUID } from 'node:crypto';
import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import { sampleService } from '#common/events/definitions/samples.js';
import { ServiceSelected } from '#common/events/definitions/service-selected.js';
import { SupplierChanged } from '#common/events/definitions/supplier-changed.js';
import { SupplierDebarred } from '#common/events/definitions/supplier-debarred.js';
import type { Person } from '#common/kernel/actor.js';
import { personas } from '#testing/personas.js';
import { serviceUnderTest, type ServiceUnderTest } from '#testing/service.js';
import { ServiceClient, type Answer, type Caller } from '#testing/service-client.js';
import { eventually } from '#testing/stores.js';
import { catalog } from '../catalog.service-map.js';
import { listingIdOf } from '../listings/domain/preparing.js';

/** An answer as the specs read it: a page has `items`, a resource has the rest. */
export interface View {
  readonly id: string;
  readonly items: readonly View[];
  readonly [field: string]: unknown;
}

type Selected = Partial<Omit<ServiceSelected, 'service'>>;
type Service = Partial<ServiceSelected['service']>;

export const contact = { name: '담당자', email: 'contact@example.kr', phone: '02-1234-5678' };

/** What an officer gives when they take a check on. */
export const check = {
  name: '김담당',
  unit: 'NIA 디지털서비스팀',
  phone: '1522-0089',
  email: 'help@example.kr',
  notLinkedToSupplier: true,
};

export const dossier = {
  productClassNo: '81112299',
  detailedClassNo: '8111229901',
  itemName: '문서 자동화',
  deliveryRecord: '납품 3건',
};

/** The answer, once it is known to be a success. */
export function ok(answer: Answer<View>, status = 200): Answer<View> {
  expect({ status: answer.status, view: answer.view }).toMatchObject({ status });
  return answer;
}

/** Where a created resource is. */
export const locationOf = (answer: Answer<View>): string => answer.headers.get('location') ?? '';

/** The catalog over HTTP, and the steps its specs start from. Its clock begins on the day of selection. */
export class CatalogStory {
  private readonly client: ServiceClient<View>;

  private constructor(readonly under: ServiceUnderTest) {
    this.client = new ServiceClient<View>(under);
  }

  static async start(): Promise<CatalogStory> {
    const story = new CatalogStory(
      await serviceUnderTest(catalog, [ServiceSelected, ContractSigned, SupplierChanged, SupplierDebarred]),
    );
    await story.clock('2025-09-19 16:00');
    return story;
  }

  stop(): Promise<void> {
    return this.under.stop();
  }

  /** This person, or the public. */
  as(person?: Person): Caller<View> {
    return this.client.as(person);
  }

  clock(text: string): Promise<void> {
    return this.client.clock(text);
  }

  /** A service is selected, and its listing opens. */
  async select(service: Service = {}, more: Selected = {}) {
    const applicationId = randomUUID();
    const caseId = randomUUID();
    const selected: ServiceSelected = {
      ...ServiceSelected.sample,
      ...more,
      applicationId,
      caseId,
      service: { ...sampleService, ...service },
    };
    await this.under.emit(ServiceSelected, caseId, selected);
    const id = listingIdOf(applicationId);
    await eventually(async () => expect((await this.as(personas.officer).get(`/v1/listings/${id}`)).status).toBe(200));
    return { id, applicationId, caseId, selected };
  }

  /** A listing with its file, as NIA sees it. */
  async file(id: string): Promise<Answer<View>> {
    return ok(await this.as(personas.officer).get(`/v1/listings/${id}`));
  }

  /** A transition of a listing, on its newest version. */
  act(person: Person, id: string, noun: string, body?: object): Promise<Answer<View>> {
    return this.as(person).move(`/v1/listings/${id}`, noun, body);
  }

  complete(id: string, completion: object): Promise<Answer<View>> {
    return this.as(personas.supplier).move(`/v1/listings/${id}`, '', completion, 'PUT');
  }

  /** The supplier completes its listing and submits it. */
  async submit(id: string, completion: object = {}): Promise<Answer<View>> {
    ok(await this.complete(id, { contact, ...completion }));
    return ok(await this.act(personas.supplier, id, '/submission'));
  }

  /** The officer takes the check on. */
  async startCheck(id: string): Promise<Answer<View>> {
    return ok(await this.act(personas.officer, id, '/check', check));
  }

  /** A published listing. @returns its id */
  async list(service: Service = {}, more: Selected = {}): Promise<string> {
    const { id } = await this.select(service, more);
    await this.submit(id);
    await this.startCheck(id);
    ok(await this.act(personas.officer, id, '/publication'));
    return id;
  }

  async found(query: string): Promise<readonly View[]> {
    return ok(await this.as().get(`/v1/listings?${query}`)).view.items;
  }

  /** Waits until the search finds the listing. */
  finds(query: string, id: string): Promise<void> {
    return eventually(async () => expect((await this.found(query)).map((item) => item.id)).toContain(id), {
      within: 10_000,
    });
  }
}
