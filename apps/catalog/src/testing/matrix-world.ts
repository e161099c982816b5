import { samplePrice, sampleSupplier } from '#common/events/definitions/samples.js';
import type { Person } from '#common/kernel/actor.js';
import { newId } from '#common/kernel/ids.js';
import { BUYER } from '#testing/matrix/callers.js';
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
import { CatalogStory, check, contact, dossier, locationOf, ok } from './catalog-story.js';

/** What the suite knows of a listing, an agreement or a comparison. */
interface Facts {
  /** Of its supplier, or of its institution. */
  readonly org: string;
  readonly published?: boolean;
  readonly concluded?: boolean;
  /** The officer of a listing, and those who declared a tie to its supplier. */
  readonly officer?: string;
  readonly tied?: readonly string[];
  /** Of an agreement: its listing. */
  readonly listingId?: string;
}

const { supplier, officer, otherOfficer, buyer, pps } = personas;
const org = sampleSupplier.businessNumber;

const ofOthers = (facts: Facts, { org: theirs }: Person): boolean => theirs !== facts.org;
const hasNoTie = ({ tied = [] }: Facts, { sub }: Person): boolean => !tied.includes(sub);

const conditions: Conditions<Facts> = {
  own: ({ facts, person }) => person.org === facts.org,
  'of others': ({ facts, person }) => ofOthers(facts, person),
  responsible: ({ facts, person }) =>
    facts.officer === person.sub && ofOthers(facts, person) && hasNoTie(facts, person),
  'no tie declared': ({ facts, person }) => hasNoTie(facts, person),
  published: ({ facts }) => facts.published === true,
  concluded: ({ facts }) => facts.concluded === true,
  'of an organisation': ({ person }) => person.org !== undefined,
  'of none': ({ person }) => person.org === undefined,
};

const reason = { reason: '사유' };
const { notLinkedToSupplier: _declared, ...nextOfficer } = check;
const nisResult = { network: 'EXTERNAL', outcome: 'SUITABLE', referenceNo: '국정원-2025-17', decidedOn: '2025-09-01' };
const certificates = { certificates: [], ...reason };
const idsOf = (body: unknown): string[] => (body as { items: { id: string }[] }).items.map(({ id }) => id);

const callsWith = (other: string): Readonly<Record<string, Call<Facts>>> => ({
  ...COMMON_CALLS,
  listListingFiles: { lists: idsOf },
  listAgreements: { lists: idsOf },
  compareListings: { query: ({ at }) => `ids=${at['id']},${other}` },
  getListingVersion: { at: { version: '1' } },
  estimateCost: { query: () => 'use=STD:1' },
  completeListing: { body: { contact } },
  requestChange: { body: certificates },
  approveChange: { body: reason, at: { n: '1' } },
  rejectChange: { body: reason, at: { n: '1' } },
  withdrawChange: { body: reason, at: { n: '1' } },
  startListingCheck: { body: check },
  takeOverListing: { body: { ...check, ...reason } },
  handOverListing: { body: { officer: { ...nextOfficer, sub: 'officer-3' }, ...reason } },
  declareListingTie: { body: reason },
  recordNisResult: { body: nisResult },
  correctNisResult: { body: { ...nisResult, ...reason } },
  nameSuccessor: { body: { successorId: other, ...reason } },
  requestRenewal: { body: reason },
  renewListing: { body: reason },
  refuseRenewal: { body: reason },
  requestDelisting: { body: { lastDay: '2099-12-31', ...reason } },
  delistListing: { body: { lastDay: '2099-12-31', ...reason } },
  returnListing: { body: reason },
  closeSuspensionReview: { body: reason },
  suspendListing: { body: { cause: 'OTHER', ...reason } },
  resumeListing: { body: reason },
  // Another class than the one of the item, so nothing is applied for.
  applyAgreement: {
    bodyOf: ({ listingId }) => ({ listingId, ...dossier, detailedClassNo: '9911229901' }),
    letIn: [409, 422],
  },
  saveComparison: { bodyOf: ({ listingId }) => ({ listingIds: [listingId, other] }), letIn: [201] },
  concludeAgreement: { body: { contractNo: '002500001', validFrom: '2025-09-30', validTo: '2028-09-29' } },
  suspendAgreement: { body: reason },
  endAgreement: { body: reason },
  withdrawAgreement: { body: reason },
});

const OPENS = {
  listing: 'getListing',
  agreement: 'getAgreement',
  comparison: 'getComparison',
  'dead letter': 'getDeadLetter',
} as const;

/** Brings listings, agreements and a comparison into the states that matter, each with texts of its own. */
export class World {
  readonly things: Thing<Facts>[] = [];
  readonly markers: Marker<Facts>[] = [];

  private constructor(
    private readonly story: CatalogStory,
    /** A published listing, to compare with. */
    private readonly other: string,
  ) {}

  static async build(story: CatalogStory): Promise<Matrix<Facts>> {
    const world = new World(story, await story.list());
    await world.listings();
    await world.agreements();
    await world.comparison();
    const { things, markers } = world;
    return { under: story.under, conditions, things, calls: callsWith(world.other), markers, opens: OPENS };
  }

  private mark(field: string, place: string, facts: Facts): string {
    const text = markerText();
    this.markers.push({ field, text, facts, place });
    return text;
  }

  private async listing(
    name: string,
    more: Omit<Facts, 'org' | 'listingId'>,
    bring: (id: string, marked: string) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<string> {
    const texts: Facts = { org, published: false, ...more };
    const summary = this.mark('content of a listing', name, texts);
    const { id } = await this.story.select({ name, summary });
    const facts: Facts = { ...texts, listingId: id };
    const marked = { ...contact, name: this.mark('contact of a listing', name, texts) };
    ok(await this.story.complete(id, { contact: marked }));
    if (texts.officer !== undefined) {
      ok(await this.story.act(supplier, id, '/submission'));
      const email = `${this.mark("e-mail of a listing's officer", name, texts)}@example.kr`;
      ok(await this.story.act(officer, id, '/check', { ...check, email }));
    }
    if (texts.published === true) ok(await this.story.act(officer, id, '/publication'));
    await bring(id, this.mark('file of a listing', name, texts));
    const { etag = '' } = await this.story.file(id);
    this.things.push({ name, on: 'listing', at: { id }, facts, version: Number(etag.replaceAll('"', '')) });
    return id;
  }

  private async listings(): Promise<void> {
    const { story } = this;
    const inCheck = { officer: officer.sub };
    const published = { ...inCheck, published: true };
    await this.listing('returned listing', inCheck, async (id, marked) => {
      ok(await story.act(officer, id, '/return', { reason: marked }));
    });
    const tied = [otherOfficer.sub];
    await this.listing('listing that changed officers', { ...inCheck, tied }, async (id, marked) => {
      ok(await story.act(officer, id, '/return', { reason: marked }));
      await this.changeOfficers(id);
    });
    await this.listing('listing with a change asked for', published, async (id, marked) => {
      const prices = [{ ...samplePrice, unitPrice: samplePrice.unitPrice + 1 }];
      ok(await story.act(supplier, id, '/changes', { prices, reason: marked }));
    });
    await this.listing('suspended listing', { ...published, tied }, async (id, marked) => {
      ok(await story.act(officer, id, '/suspension', { cause: 'OTHER', reason: marked }));
      ok(await story.act(otherOfficer, id, '/officer-tie', reason));
    });
    await this.listing('listing whose officer has a tie', { ...published, tied: [officer.sub] }, async (id, marked) => {
      ok(await story.act(officer, id, '/suspension', { cause: 'OTHER', reason: marked }));
      ok(await story.act(officer, id, '/officer-tie', reason));
    });
    const { id } = await story.select({ name: '검토 중' });
    await story.submit(id);
    const facts: Facts = { org, published: false, listingId: id };
    this.things.push({ name: 'listing in check', on: 'listing', at: { id }, facts, version: 3 });
    const absent = newId();
    this.things.push({
      name: 'no listing',
      on: 'listing',
      at: { id: absent },
      facts: { org, listingId: absent },
      isAbsent: true,
    });
    this.things.push(noDeadLetter<Facts>({ org }));
  }

  /** Handed to another officer, who has a tie; taken back by the first. */
  private async changeOfficers(id: string): Promise<void> {
    const facts: Facts = { org, published: false };
    const why = { reason: this.mark('reasons about officers of a listing', 'listing that changed officers', facts) };
    const file = (await this.story.file(id)).view['file'] as { readonly officer: { readonly email: string } };
    const { email } = file.officer;
    const next = { officer: { ...nextOfficer, sub: otherOfficer.sub }, ...why };
    ok(await this.story.act(officer, id, '/hand-over', next));
    ok(await this.story.act(officer, id, '/take-over', { ...check, email, ...why }));
    ok(await this.story.act(otherOfficer, id, '/officer-tie', why));
  }

  private async agreement(name: string, concluded: boolean, bring: (path: string) => Promise<unknown>): Promise<void> {
    const listingId = await this.story.list({ name });
    const facts: Facts = { org, concluded };
    const deliveryRecord = this.mark('dossier of an agreement', name, facts);
    const applied = await this.story.as(supplier).post('/v1/agreements', { listingId, ...dossier, deliveryRecord });
    const path = locationOf(ok(applied, 201));
    await bring(path);
    const { etag = '', view } = ok(await this.story.as(pps).get(path));
    this.things.push({ name, on: 'agreement', at: { id: view.id }, facts, version: Number(etag.replaceAll('"', '')) });
  }

  private async agreements(): Promise<void> {
    const step = async (path: string, noun: string, body?: object) =>
      ok(await this.story.as(pps).move(path, noun, body));
    const terms = (contractNo: string) => ({ contractNo, validFrom: '2025-09-30', validTo: '2028-09-29' });
    const conclude = async (path: string, contractNo: string) => {
      await step(path, '/review');
      await step(path, '/conclusion', terms(contractNo));
    };
    await this.agreement('agreement applied for', false, () => Promise.resolve());
    await this.agreement('agreement in review', false, (path) => step(path, '/review'));
    await this.agreement('agreement in force', true, (path) => conclude(path, '002500011'));
    await this.agreement('suspended agreement', true, async (path) => {
      await conclude(path, '002500012');
      await step(path, '/suspension', reason);
    });
    await this.agreement('agreement ended', true, async (path) => {
      await conclude(path, '002500013');
      await step(path, '/end', reason);
    });
    await this.agreement('agreement ended before it was concluded', false, (path) => step(path, '/end', reason));
    this.things.push({ name: 'no agreement', on: 'agreement', at: { id: newId() }, facts: { org }, isAbsent: true });
  }

  private async comparison(): Promise<void> {
    const facts: Facts = { org: BUYER };
    const purpose = this.mark('purpose of a comparison', 'comparison', facts);
    const listingIds = [this.other, await this.story.list()];
    const saved = ok(await this.story.as(buyer).post('/v1/comparisons', { listingIds, purpose }), 201);
    this.things.push({ name: 'comparison', on: 'comparison', at: { id: saved.view.id }, facts });
    this.things.push({ name: 'no comparison', on: 'comparison', at: { id: newId() }, facts, isAbsent: true });
  }
}
