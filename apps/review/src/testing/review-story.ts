import { caseType } from '../cases/case.type.js';
import { sessionType } from '../sessions/session.type.js';
import { committeeType } from '../committee/committee.type.js';
import { verifyAuditTrails, wholeHistories } from '#common/aggregates/verification/verify-histories.js';
import { ApplicationAccepted } from '#common/events/definitions/application-accepted.js';
import { ListingSuspended } from '#common/events/definitions/listing-suspended.js';
import { SupplierDebarred } from '#common/events/definitions/supplier-debarred.js';
import type { StoredEvent } from '#common/events/stored-event.js';
import type { Person } from '#common/kernel/actor.js';
import { newId } from '#common/kernel/ids.js';
import { examinerOf, memberOf, personas } from '#testing/personas.js';
import { ServiceClient, type Answer, type Caller } from '#testing/service-client.js';
import { serviceUnderTest, type ServiceUnderTest } from '#testing/service.js';
import { eventually } from '#testing/stores.js';
import { CRITERIA } from '../cases/domain/case.state.js';
import { caseIdOf } from '../cases/domain/opening.js';
import { review } from '../review.service-map.js';

export const EXAMINERS: readonly Person[] = [1, 2, 3].map(examinerOf);

/** Every criterion is met. */
export const findings = CRITERIA.map((criterion) => ({ criterion, finding: 'MET' }));

/** A case and the application it was opened for. */
export interface KnownCase {
  readonly caseId: string;
  readonly applicationId: string;
  /** `/v1/cases/…` */
  readonly path: string;
}

/** The answer of a request that a story needs. @throws Error when it was refused */
export function granted<V>(answer: Answer<V>): Answer<V> {
  if (answer.status < 400) return answer;
  throw new Error(`The story stops here: ${answer.outcome} ${JSON.stringify(answer.body)}`);
}

/** The review service in this process, and what brings its committee and its cases as far as a test needs them. */
export class ReviewStory {
  private readonly client: ServiceClient<unknown>;

  private constructor(readonly under: ServiceUnderTest) {
    this.client = new ServiceClient(under);
  }

  /** @param env other settings than those of a test */
  static async start(env: Readonly<Record<string, string>> = {}): Promise<ReviewStory> {
    return new ReviewStory(
      await serviceUnderTest(review, [ApplicationAccepted, SupplierDebarred, ListingSuspended], undefined, env),
    );
  }

  stop(): Promise<void> {
    return this.under.stop();
  }

  /** This person, or the public, reading answers as `V`. */
  as<V = unknown>(person?: Person): Caller<V> {
    return this.client.as(person) as Caller<V>;
  }

  clock(text: string): Promise<void> {
    return this.client.clock(text);
  }

  /** 0 is the chair. Ten officials, 0 to 9; the others are professors. */
  appoint(n: number, change: object = {}): Promise<Answer<unknown>> {
    return this.as(personas.ministry).post('/v1/members', {
      memberId: memberOf(n).sub,
      name: `위원 ${n}`,
      role: n === 0 ? 'CHAIR' : 'MEMBER',
      official: n < 10,
      qualification: n < 10 ? 'SENIOR_OFFICIAL' : 'PROFESSOR',
      termFrom: '2025-08-04',
      ...change,
    });
  }

  /** Twenty members; those who are in office already stay. */
  async appointCommittee(): Promise<void> {
    for (let n = 0; n < 20; n++) {
      const appointed = await this.appoint(n);
      if (appointed.outcome !== '409 MEMBER_IN_OFFICE') granted(appointed);
    }
  }

  /** Intake accepted an application; its case is open. @param change to the application */
  async openCase(change: Partial<ApplicationAccepted> = {}): Promise<KnownCase> {
    const applicationId = newId();
    const accepted = { ...ApplicationAccepted.sample, ...change, applicationId };
    await this.under.emit(ApplicationAccepted, applicationId, accepted);
    const caseId = caseIdOf(applicationId);
    const path = `/v1/cases/${caseId}`;
    await eventually(async () => granted(await this.as(personas.secretary).get(path)));
    return { caseId, applicationId, path };
  }

  /** The secretary asks these people to declare. */
  async invite({ path }: KnownCase, ...examiners: readonly Person[]): Promise<void> {
    const examinerIds = examiners.map(({ sub }) => sub);
    granted(await this.as(personas.secretary).move(path, '/invitations', { examinerIds }));
  }

  /** The examiners are asked, declare no conflict and get the papers. */
  async assignExaminers(known: KnownCase): Promise<void> {
    const { path } = known;
    await this.invite(known, ...EXAMINERS);
    for (const examiner of EXAMINERS) {
      granted(await this.as(examiner).put(`${path}/declarations/${examiner.sub}`, { ground: 'NONE' }));
    }
    const examinerIds = EXAMINERS.map(({ sub }) => sub);
    granted(await this.as(personas.secretary).move(path, '/examiners', { examinerIds }));
  }

  submit<V = unknown>({ path }: KnownCase, examiner: Person, change: object = {}): Promise<Answer<V>> {
    const text = { findings, recommendation: 'SELECT', comment: '적정', ...change };
    return this.as<V>(examiner).put(`${path}/examinations/${examiner.sub}`, text);
  }

  async assignedCase(): Promise<KnownCase> {
    const known = await this.openCase();
    await this.assignExaminers(known);
    return known;
  }

  /** Ready for an agenda. */
  async examinedCase(): Promise<KnownCase> {
    const known = await this.assignedCase();
    for (const examiner of EXAMINERS) granted(await this.submit(known, examiner));
    return known;
  }

  /** Archived events included. */
  async historyOf(collection: string, id: string): Promise<readonly StoredEvent[]> {
    for await (const history of wholeHistories(this.db, collection)) if (history.id === id) return history.events;
    return [];
  }

  private get db() {
    const { db } = this.under.database.connection;
    if (db === undefined) throw new Error('The store is not connected.');
    return db;
  }

  /** The types of the events that a case has published. */
  async publishedBy({ caseId }: KnownCase): Promise<readonly string[]> {
    const history = await this.historyOf('cases', caseId);
    return history.filter(({ topic }) => topic !== undefined).map(({ type }) => type);
  }

  /** Dead letters of the service, and aggregates whose history chain is broken. */
  async leftBehind(): Promise<{ readonly deadLetters: number; readonly broken: readonly string[] }> {
    const { invalid } = await verifyAuditTrails(this.db, [caseType, sessionType, committeeType] as never);
    const broken = invalid.map(({ collection, id }) => `${collection} ${id}`);
    return { deadLetters: await this.db.collection('dead_letters').countDocuments(), broken };
  }
}
