import { sampleListing } from '#common/events/definitions/listing-facts.js';
import { ListingPublished } from '#common/events/definitions/listing-published.js';
import type { Person } from '#common/kernel/actor.js';
import { newId } from '#common/kernel/ids.js';
import { APPLICANT, BUYER } from '#testing/matrix/callers.js';
import { COMMON_CALLS, noDeadLetter } from '#testing/matrix/common-calls.js';
import {
  markerText,
  type Call,
  type Conditions,
  type Marker,
  type Matrix,
  type Thing,
} from '#testing/matrix/matrix.js';
import { personas } from '#testing/personas.js';
import { deposit, done, LISTING, line, quote, SECOND, type ContractStory } from './contract-story.js';
import { ContractsUnderTest, institution } from './contracts-under-test.js';

/** What the suite knows of an institution, a budget or a contract. */
interface Facts {
  /** Of its institution. */
  readonly org: string;
  /** The suppliers that were asked, and the one that was chosen. */
  readonly asked?: readonly string[];
  readonly chosen?: string;
  /** The companies that perform it together with the chosen one. */
  readonly consortium?: readonly string[];
  readonly concluded?: boolean;
  readonly absent?: boolean;
  /** Of a red flag: the institution, and all who offered. */
  readonly concerned?: readonly string[];
  /** Of a text: the supplier that wrote it. */
  readonly author?: string;
}

const { buyer, supplier, competitor, stranger } = personas;
const RIVAL = competitor.org ?? '';
const BOTH = [APPLICANT, RIVAL];
const MEMBER = stranger.org ?? '';
const CONSORTIUM = { manner: 'JOINT', members: [{ businessNumber: MEMBER, perMille: 300 }] };

const conditions: Conditions<Facts> = {
  own: ({ facts, person }) => person.org === facts.org,
  'of others': ({ facts, person }) => person.org !== facts.org,
  asked: ({ facts, person }) => person.org !== undefined && facts.asked?.includes(person.org) === true,
  chosen: ({ facts, person }) => person.org !== undefined && facts.chosen === person.org,
  'in the consortium': ({ facts, person }) =>
    person.org !== undefined && facts.consortium?.includes(person.org) === true,
  concluded: ({ facts }) => facts.concluded === true,
  // No institution of this world is a local government.
  disclosed: () => false,
  'not concerned': ({ facts, person }) => person.org === undefined || facts.concerned?.includes(person.org) !== true,
  'the author': ({ facts, person }) => person.org !== undefined && facts.author === person.org,
};

const YEAR = { fiscalYear: '2025', fundingSource: 'BID_SAVINGS' };
const period = { from: '2025-10-20', to: '2026-10-19' };
const terms = {
  lines: [line()],
  period,
  sla: '월 가용률 99.9 %',
  billingModel: 'FLAT',
  endOfContractData: '돌려주고 지운다.',
  noBroker: true,
};
const reason = { reason: '사유' };

const calls: Readonly<Record<string, Call<Facts>>> = {
  ...COMMON_CALLS,
  registerInstitution: { bodyOf: ({ org }) => institution(org), only: ({ absent }) => absent !== true },
  changeInstitution: { body: { from: '2025-08-04', legalBasis: '정부조직법', name: '새 이름' } },
  mergeInstitution: { body: { into: '1000003', from: '2025-08-04', legalBasis: '정부조직법' } },
  listInstitutions: { lists: (body) => (body as { items: { code: string }[] }).items.map(({ code }) => code) },
  setBudget: { body: { amount: 1 }, only: ({ absent }) => absent !== true },
  listBudgets: {
    lists: (body) => (body as { items: { institutionCode: string }[] }).items.map((one) => one.institutionCode),
  },
  // Its period has passed, so nothing is planned.
  planContract: {
    body: {
      projectName: '도입',
      budgetAmount: 1_000,
      fundingSource: 'GENERAL',
      fiscalYear: 2024,
      sensitivity: 'LOW',
      networks: ['INTERNAL'],
      period: { from: '2024-01-01', to: '2024-12-31' },
      method: 'NEGOTIATED',
      route: 'SELF',
    },
    letIn: [409, 422],
  },
  listContracts: { lists: (body) => (body as { items: { id: string }[] }).items.map(({ id }) => id) },
  requestQuotes: { body: { listingIds: [LISTING] } },
  requestProposals: { body: { listingIds: [LISTING] } },
  submitQuote: { body: quote() },
  submitProposal: { body: quote() },
  declineQuote: { body: reason, at: { n: '1' } },
  chooseSupplier: { body: { requestNo: 1, ...reason } },
  evaluateProposals: { body: { evaluations: [{ requestNo: 1, score: 1, ...reason }], requestNo: 1, ...reason } },
  recordPreConsultation: { body: { kind: 'CONSULTED', referenceNo: '사전협의-2025-17', decidedOn: '2025-09-01' } },
  agreeTerms: { body: terms },
  draftContract: { body: deposit },
  downloadContractDocument: { letIn: [200, 409] },
  readContractDocument: { letIn: [200, 409] },
  // No use is registered in this world.
  downloadUsageCertificate: { at: { n: '1' }, letIn: [404] },
  checkUsageCertificate: { at: { code: '0000-0000-0000-0000-0000' }, letIn: [404] },
  exportContractDocument: { letIn: [200, 409] },
  // No one signs electronically in this world.
  downloadSignature: { at: { party: 'SUPPLIER' }, letIn: [409] },
  // The listing of the chosen offer is looked up before the version is compared.
  signContract: { letIn: [412, 409] },
  cancelContract: { body: reason },
  placeOrder: { body: { lines: [{ priceCode: 'STD', quantity: 1 }] } },
  openContractYear: { body: { fiscalYear: 2026 } },
  submitStatement: { body: { period, availability: 100 } },
  acceptStatement: { body: {}, at: { n: '1' } },
  disputeStatement: { body: reason, at: { n: '1' } },
  inspect: { body: { statementNo: 1, result: 'PASSED' } },
  extendInspection: { body: reason, at: { n: '1' } },
  notifyFix: { body: { note: '시정' }, at: { n: '1' } },
  claimPayment: { body: { statements: [1], amount: 1, invoiceNo: '1' } },
  returnClaim: { body: reason, at: { n: '1' } },
  correctClaim: { body: { invoiceNo: '1' }, at: { n: '1' } },
  recordPayment: { body: { amount: 1, paidOn: '2025-10-20' }, at: { n: '1' } },
  recordRefund: { body: { amount: 1, receivedOn: '2025-10-20' } },
  // It stands on no version: what is let in is refused by the times, and nothing is written.
  reportIncident: {
    body: {
      class: 'OUTAGE',
      intervals: [{ from: '2025-10-20T00:01:00Z', to: '2025-10-20T00:00:00Z' }],
      what: '중단',
      cause: '장비',
      measures: '교체',
      advice: '없음',
      desk: { unit: '고객지원', number: '02-1234-5678' },
    },
    letIn: [409, 412, 422],
  },
  assessDelayDamages: { body: { dueOn: '2025-10-20', performedOn: '2025-10-21', ...reason } },
  registerUsage: { body: { projectName: '도입', actualUser: '수요기관' } },
  correctUsage: { body: { projectName: '도입', actualUser: '수요기관', ...reason } },
  listLocalNegotiatedContracts: {
    // The month in which the contract of this world is concluded.
    listQuery: '&month=2025-08',
    lists: (body) => (body as { items: { id: string }[] }).items.map(({ id }) => id),
  },
  listRedFlags: { lists: (body) => (body as { items: { id: string }[] }).items.map(({ id }) => id) },
  amendContract: { body: { lines: [line()], until: '2026-12-31', ...reason }, letIn: [412, 409] },
  signAmendment: { at: { n: '1' }, letIn: [412, 409] },
  declineAmendment: { body: reason, at: { n: '1' } },
  giveEndNotice: { body: { retrieval: '내려받기', desk: { unit: '고객지원', number: '02-1234-5678' } } },
  confirmDataReturn: { body: { outcome: 'RETURNED' } },
  confirmDataDestruction: { body: { note: '덮어쓰기' } },
  completeContract: { body: { inspectedOn: '2026-10-19' } },
  terminateContract: { body: { ground: 'AGREEMENT', ...reason, effectiveOn: '2026-03-01', usedAmount: 1 } },
  keepContract: { body: reason },
  rescindContract: { body: reason },
  setOffDeposit: { body: { amount: 1 }, at: { n: '1' } },
  reportBreach: { body: { occurredOn: '2025-10-20', facts: '위반' } },
  answerBreach: { body: { statement: '의견' }, at: { n: '1' } },
  decideBreach: { body: { consequence: 'NONE', ...reason }, at: { n: '1' } },
  confirmCorrection: { body: { note: '시정' }, at: { n: '1' } },
  // A day to come, so nothing is published.
  publishFigures: { body: { title: '공표', format: 'JSON', asOf: '2099-01-01' }, letIn: [422] },
  listPublishedFigures: { lists: (body) => (body as { items: { id: string }[] }).items.map(({ id }) => id) },
};

const OPENS = {
  contract: 'getContract',
  institution: 'getInstitution',
  budget: 'getBudget',
  record: 'getSupplierRecord',
  'red flag': 'listRedFlags',
  publication: 'getPublishedFigures',
  'dead letter': 'getDeadLetter',
} as const;

/** The stages after the choice, in their order. */
const LATER = ['NEGOTIATING', 'DRAFTED', 'SIGNING', 'HALF_SIGNED', 'CONCLUDED'] as const;

/** The stages that a joint contract is looked at in. */
const JOINT = ['NEGOTIATING', 'SIGNING', 'CONCLUDED'] as const;

/** Brings institutions, a budget and contracts into the states that matter, each with texts of its own. */
export class World {
  readonly things: Thing<Facts>[] = [];
  readonly markers: Marker<Facts>[] = [];

  private constructor(private readonly under: ContractsUnderTest) {}

  static async build(under: ContractsUnderTest): Promise<Matrix<Facts>> {
    const world = new World(under);
    const own = { ...sampleListing, listingId: newId(), listingNo: 'DS-2025-000777' };
    await under.publish(ListingPublished, {
      ...own,
      supplier: { businessNumber: MEMBER, name: '제공기업 9', size: 'SMALL_MEDIUM' },
    });
    await world.institutions();
    await world.contracts();
    await world.publications();
    const { things, markers } = world;
    return { under: under.test, conditions, things, calls, markers, opens: OPENS };
  }

  private mark(field: string, place: string, facts: Facts): string {
    const text = markerText();
    this.markers.push({ field, text, facts, place });
    return text;
  }

  private async institutions(): Promise<void> {
    const owner = await this.under.buyer(900_000_000);
    expect(owner).toEqual(buyer);
    const facts: Facts = { org: BUYER };
    this.things.push({ name: 'verified institution', on: 'institution', at: { code: BUYER }, facts, version: 2 });
    this.things.push({ name: 'budget', on: 'budget', at: { code: BUYER, ...YEAR }, facts, version: 1 });
    const other: Facts = { org: personas.otherBuyer.org ?? '' };
    done(await this.under.as(personas.otherBuyer).post('/v1/institutions', institution(other.org)));
    this.things.push({
      name: 'unverified institution',
      on: 'institution',
      at: { code: other.org },
      facts: other,
      version: 1,
    });
    const absent: Facts = { org: '7777777', absent: true };
    this.things.push({
      name: 'no institution',
      on: 'institution',
      at: { code: absent.org },
      facts: absent,
      isAbsent: true,
    });
    this.things.push({
      name: 'no budget',
      on: 'budget',
      at: { code: absent.org, ...YEAR },
      facts: absent,
      isAbsent: true,
    });
    this.things.push({ name: 'no contract', on: 'contract', at: { id: newId() }, facts: absent, isAbsent: true });
    this.things.push({
      name: 'record of the applicant',
      on: 'record',
      at: { businessNumber: APPLICANT },
      facts: { org: APPLICANT },
    });
    this.things.push(noDeadLetter(absent));
  }

  private async publications(): Promise<void> {
    const published = { title: '공표', format: 'JSON' };
    const { id } = done(await this.under.as(personas.ministry).post('/v1/published-figures', published));
    const facts: Facts = { org: BUYER };
    this.things.push({ name: 'published figures', on: 'publication', at: { id }, facts });
    const absent: Facts = { org: '7777777', absent: true };
    this.things.push({ name: 'no figures', on: 'publication', at: { id: newId() }, facts: absent, isAbsent: true });
  }

  /** A contract on which both suppliers were asked, and have offered unless said otherwise. */
  private async contract(stage: 'PLANNED' | 'QUOTING' | 'QUOTED', name: string, facts: Facts, due: boolean) {
    const projectName = this.mark('need of a contract', name, facts);
    const story = await this.under.story({ buyer, listingIds: [LISTING, SECOND], projectName });
    await story.to('PLANNED');
    if (stage === 'PLANNED') return story;
    await story.to('QUOTING');
    if (stage === 'QUOTING') return story;
    const field = due ? 'an offer after it is due' : 'an offer before it is due';
    // A member reads the offer that binds it, and no rival's.
    const { consortium, ...others } = facts;
    const together = consortium !== undefined && { consortium: CONSORTIUM };
    const note = this.mark(field, name, { ...facts, author: APPLICANT });
    await this.offer(story, supplier, LISTING, { note, ...together });
    await this.offer(story, competitor, SECOND, { note: this.mark(field, name, { ...others, author: RIVAL }) });
    return story;
  }

  private async offer({ path }: ContractStory, person: Person, listing: string, changed: object): Promise<void> {
    const { requests } = done(await this.under.as(person).get(path));
    const requestNo = requests[0]?.n ?? 1;
    expect(requests[0]).toMatchObject({ listingId: listing });
    done(await this.under.as(person).post(`${path}/quotes`, quote({ requestNo, ...changed })));
  }

  private async keep(name: string, story: ContractStory, facts: Facts): Promise<void> {
    const { version } = await story.seenBy(personas.auditor);
    this.things.push({ name, on: 'contract', at: { id: story.contractId }, facts, version });
  }

  private async contracts(): Promise<void> {
    const asked: Facts = { org: BUYER, asked: BOTH };
    const chosen: Facts = { ...asked, chosen: APPLICANT };
    const later = [];
    const joint: Facts = { ...chosen, consortium: [MEMBER] };
    const kinds = [
      ...LATER.map((stage) => ({ stage, name: `contract ${stage}`, parties: chosen })),
      ...JOINT.map((stage) => ({ stage, name: `joint contract ${stage}`, parties: joint })),
    ];
    for (const { stage, name, parties } of kinds) {
      const facts: Facts = { ...parties, concluded: stage === 'CONCLUDED' };
      later.push({ stage, name, facts, story: await this.contract('QUOTED', name, facts, true) });
    }
    for (const { stage, name, facts, story } of later) {
      await this.lead(stage, name, facts, story);
      await this.keep(name, story, facts);
    }
    await this.flags(later);
    const facts: Facts = { org: BUYER };
    await this.keep('contract PLANNED', await this.contract('PLANNED', 'contract PLANNED', facts, false), facts);
    await this.keep('contract QUOTING', await this.contract('QUOTING', 'contract QUOTING', asked, false), asked);
    await this.keep('contract QUOTED', await this.contract('QUOTED', 'contract QUOTED', asked, false), asked);
  }

  /** Both suppliers offered the same amount for each contract that is concluded. */
  private async flags(contracts: readonly { readonly story: ContractStory; readonly facts: Facts }[]): Promise<void> {
    const { body } = await this.under.as(personas.auditor).get('/v1/red-flags');
    const { items } = body as { items: readonly { id: string; contracts: readonly { id: string }[] }[] };
    const concluded = contracts.filter(({ facts }) => facts.concluded === true);
    expect(items).toHaveLength(concluded.length);
    for (const { story, facts } of concluded) {
      const flag = items.find((one) => one.contracts.some(({ id }) => id === story.contractId));
      const concerned = [BUYER, ...BOTH, ...(facts.consortium ?? [])];
      this.things.push({
        name: 'equal offers',
        on: 'red flag',
        at: { id: flag?.id ?? '' },
        facts: { org: BUYER, concerned },
      });
    }
  }

  /** From the offers to this stage. */
  private async lead(stage: (typeof LATER)[number], name: string, facts: Facts, story: ContractStory): Promise<void> {
    const { requests } = await story.seenBy();
    for (const { due } of requests) await this.under.notBefore(due.dueAt);
    const comparisonId = await this.under.compared(buyer, [LISTING, SECOND]);
    const choice = { requestNo: 1, reason: this.mark('reason of a choice', name, facts), comparisonId };
    done(await story.act(buyer, 'supplier-choice', choice));
    const sla = this.mark('terms of a contract', name, facts);
    done(await story.act(buyer, 'terms', story.terms({ sla })));
    if (stage === 'NEGOTIATING') return;
    done(await story.act(supplier, 'terms', story.terms({ sla })));
    if (stage === 'DRAFTED') return;
    done(await story.act(buyer, 'draft', deposit));
    if (stage === 'SIGNING') return;
    done(await story.act(buyer, 'signatures'));
    if (stage === 'HALF_SIGNED') return;
    done(await story.act(supplier, 'signatures'));
    if (facts.consortium !== undefined) done(await story.act(stranger, 'signatures'));
  }
}
