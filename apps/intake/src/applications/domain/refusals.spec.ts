import { sampleCertificate, samplePrice } from '#common/events/definitions/samples.js';
import { Refusal } from '#common/kernel/errors.js';
import {
  attach,
  checking,
  draft,
  form,
  submit,
  supplier,
  type Act,
  type Story,
} from '../../testing/application-story.js';
import { complete, deferred, hears, refused, underReview } from '../../testing/reviewed-application.js';
import { answerDeferral } from './answering-deferral.js';
import { ensureInDate } from './document-places.js';
import { acceptApplication, checkDocument } from './checking.js';
import { copyApplication } from './copying.js';
import { describeDocument, draftApplication, reviseApplication, submitApplication } from './drafting.js';
import { fileObjection } from './objecting.js';
import type { AskedItem } from './supplement-items.js';
import { answerSupplement, extendSupplement, requestSupplement, type Answer } from './supplementing.js';
import { withdrawApplication } from './withdrawing.js';

/** What a decision is refused with. @throws Error when it is not */
function refusalOf({ state, moment }: Story, act: Act): Refusal {
  try {
    act(state, moment);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}
/** Each mistake as `pointer CODE detail`. */
const mistakesOf = (story: Story, act: Act): readonly string[] =>
  refusalOf(story, act).errors.map(({ pointer, code, detail }) => `${pointer} ${code}: ${detail}`);
const detailOf = (story: Story, act: Act): string => refusalOf(story, act).detail;

const describes =
  (documentType: string, description: object): Act =>
  (state, moment) =>
    describeDocument(state, { documentType, description }, moment);
const asks =
  (items: readonly AskedItem[], businessDays?: number): Act =>
  (state, moment) =>
    requestSupplement(state, { items, ...(businessDays !== undefined && { businessDays }) }, moment);
const answers =
  (answer: Omit<Answer, 'n'>): Act =>
  (state, moment) =>
    answerSupplement(state, { n: 1, ...answer }, moment);
const reason = '고쳐야 한다.';
const asked = checking.on('2025-08-07').given(
  asks([
    { subject: 'SLA', reason },
    { subject: '/prices', reason },
  ]),
);

describe('A refusal about the form names each mistake and where it is', () => {
  const revises =
    (change: Partial<typeof form>): Act =>
    (state, moment) =>
      reviseApplication(state, { form: { ...form, ...change } }, moment);

  it('of what a later service could not take', () => {
    const prices = [samplePrice, { ...samplePrice, unitPrice: 10_000_000_000_001, vatIncluded: true }];
    const certificates = [{ ...sampleCertificate, validFrom: '2025-08-06', validTo: '2025-08-05' }];
    const creditRating = { agency: 'x', grade: 'B', validFrom: '2026-01-01', validTo: '2025-12-31' };
    const change = revises({ prices, certificates, creditRating });
    expect(mistakesOf(complete(), change)).toEqual([
      '/prices/1/code PRICE_CODE_REPEATED: already used above: give every line its own code',
      '/prices/1/unitPrice MONEY_INVALID: with VAT it is above 10000000000000 won',
      '/certificates/0/validTo VALIDITY_REVERSED: is before validFrom',
      '/creditRating/validTo VALIDITY_REVERSED: is before validFrom',
    ]);
    expect(detailOf(complete(), change)).toBe('4 points of the form do not fit: see errors.');
    const specification = ['A', 'B', 'A'].map((code) => ({ code, answer: '매일' }));
    expect(mistakesOf(complete(), revises({ service: { ...form.service, specification } }))).toEqual([
      '/service/specification/2/code SPECIFICATION_CODE_REPEATED: already used above: give every line its own code',
    ]);
  });

  it('of what a submission lacks', () => {
    const { creditRating: _none, ...rest } = form;
    const bare = { ...rest, service: { name: '서비스', kind: 'CONVERGENCE' as const }, prices: [], certificates: [] };
    const story = complete().given((state, moment) => reviseApplication(state, { form: bare }, moment));
    const mistakes = mistakesOf(story, submit);
    expect(mistakes).toContain('/service/summary FIELD_MISSING: is needed for the submission');
    expect(mistakes).toContain('/prices FIELD_MISSING: at least one price line is needed');
    expect(mistakes).toContain('/certificates FIELD_MISSING: a security certificate valid today is needed (A-01)');
    expect(mistakes).toContain('/creditRating FIELD_MISSING: a credit rating valid on the day of submission is needed');
    expect(detailOf(story, submit)).toBe(
      `${mistakes.length} points of the application stand in the way of its submission.`,
    );
    const of = complete().given(revises({ certificates: [] }));
    expect(mistakesOf(of, submit)).toEqual([
      '/certificates FIELD_MISSING: a security certificate valid today is needed for ' +
        `${form.service.infrastructureProviders?.[0]} (A-01)`,
    ]);
  });

  it('of documents: those that are not there, and those that do not hold today', () => {
    const none = complete().given(draft());
    expect(mistakesOf(none, submit)).toContain('/documents/SLA DOCUMENT_MISSING: this document is required (A-03)');
    const late = complete().given(describes('SLA', { validFrom: '2025-08-06', validTo: '2025-08-07' }));
    expect(mistakesOf(late, submit)).toEqual([
      '/documents/SLA DOCUMENT_NOT_VALID: holds from 2025-08-06 to 2025-08-07, and today is 2025-08-05',
    ]);
    const over = complete().given(describes('SLA', { validTo: '2025-08-04' }));
    expect(mistakesOf(over, submit)).toEqual([
      '/documents/SLA DOCUMENT_NOT_VALID: holds from its beginning to 2025-08-04, and today is 2025-08-05',
    ]);
    const early = complete().given(describes('SLA', { validFrom: '2025-08-06' }));
    expect(mistakesOf(early, submit)).toEqual([
      '/documents/SLA DOCUMENT_NOT_VALID: holds from 2025-08-06 to its end, and today is 2025-08-05',
    ]);
    const inDate: Act = (state, moment) => {
      ensureInDate(state, moment);
      return [];
    };
    expect(detailOf(over, inDate)).toBe(
      'SLA holds from its beginning to 2025-08-04, and today is 2025-08-05: ask for a supplement.',
    );
  });

  it('of a description, and of a new application that says nothing of what changed', () => {
    expect(mistakesOf(complete(), describes('SLA', { validFrom: '2025-02-01', validTo: '2025-01-31' }))).toEqual([
      '/validTo DOCUMENT_PERIOD_INVALID: 2025-02-01 or later',
    ]);
    const again: Act = (state, moment) =>
      submitApplication(state, { attested: true, refused: refused().state }, moment);
    expect(mistakesOf(complete(), again)).toEqual(['/whatChanged CHANGES_MISSING: say what changed since then']);
    expect(detailOf(complete(), again)).toContain('was refused on 2025-09-23 (A-22)');
  });
});

describe('A refusal in the check names each mistake and where it is', () => {
  it('of a document found deficient without a reason', () => {
    const deficient: Act = (state) => checkDocument(state, { documentType: 'SLA', result: 'DEFICIENT' });
    expect(mistakesOf(checking, deficient)).toEqual(['/reason REASON_MISSING: say what is deficient']);
    checking
      .when((state) => checkDocument(state, { documentType: 'SLA', result: 'DEFICIENT', reason }))
      .thenEvents({ type: 'DocumentChecked', data: { check: { result: 'DEFICIENT', reason } } });
  });

  it('of documents that are not in order yet, all of them', () => {
    const accept: Act = (state, moment) => acceptApplication(state, { version: 9 }, moment);
    const ok: Act = (state) => checkDocument(state, { documentType: 'SLA', result: 'OK' });
    const bad: Act = (state) => checkDocument(state, { documentType: 'SLA', result: 'DEFICIENT', reason });
    const named = (story: Story) =>
      detailOf(story, accept)
        .replace(/^.*first: |\.$/g, '')
        .split(', ');
    const all = named(checking);
    expect(all).toContain('SLA');
    expect(named(checking.given(ok))).toEqual(all.filter((type) => type !== 'SLA'));
    expect(named(checking.given(ok, bad))).toEqual(all);
  });

  it('of a supplement that asks for something unknown, or gives another period', () => {
    const items = [{ subject: 'SLA', reason }, { subject: 'CONSTRUCTOR', reason }, { reason }];
    expect(mistakesOf(checking, asks(items))).toEqual([
      '/items/1/subject SUPPLEMENT_SUBJECT_UNKNOWN: ' +
        'a document type of this kind (SLA), a part of the form (/service/sla), or none for a question',
    ]);
    expect(mistakesOf(checking, asks(items.slice(0, 1), 21))).toEqual(['/businessDays SUPPLEMENT_PERIOD: 10 to 20']);
  });

  it('of an answer to a supplement: what is unanswered, unknown or not asked for', () => {
    expect(mistakesOf(asked, answers({ answers: [] }))).toEqual(
      ['item 1, SLA', 'item 2, /prices'].map(
        (item) =>
          `/answers ITEM_UNANSWERED: ${item}: explain it, attach the document anew or change the part of the form`,
      ),
    );
    const stray = [1, 3].map((item) => ({ item, explanation: '이러하다.' }));
    expect(mistakesOf(asked, answers({ answers: stray }))).toEqual(['/answers/1/item ITEM_UNKNOWN: 1 to 2']);
    const service = { ...form.service, summary: '달리 쓴다.' };
    expect(mistakesOf(asked, answers({ answers: stray.slice(0, 1), form: { service } }))).toEqual([
      '/form/service/summary FORM_PART_NOT_ASKED: leave it as it was',
    ]);
    expect(mistakesOf(asked, answers({ answers: stray.slice(0, 1), form: { prices: [] } }))).toEqual([
      '/form/prices FIELD_MISSING: at least one price line is needed',
    ]);
  });

  it('but not what was wrong before and is left as it was', () => {
    // Of before the rule: two lines of one code.
    const [line] = form.prices;
    const old = asked.given([{ type: 'ApplicationRevised', data: { form: { ...form, prices: [line!, line!] } } }]);
    const sla = [1, 2].map((item) => ({ item, explanation: '이러하다.' }));
    old.when(answers({ answers: sla })).thenEvents('ApplicationSupplemented');
    const more = (code: string) => answers({ answers: sla, form: { prices: [line!, line!, { ...line!, code }] } });
    old.when(more('NEW')).thenEvents('ApplicationSupplemented');
    expect(mistakesOf(old, more(line!.code))).toEqual([
      '/form/prices/2/code PRICE_CODE_REPEATED: already used above: give every line its own code',
    ]);
  });
});

describe('A refusal by the status of an application', () => {
  it('says what it is, and when the act is possible', () => {
    expect(detailOf(complete(), asks([{ reason }]))).toBe(
      'The application is DRAFT; this is possible while it is CHECKING.',
    );
    const copies: Act = (state, moment) =>
      copyApplication({ applicationId: 'app-2', supplier, draftNo: 1, source: state }, moment);
    expect(detailOf(complete(), copies)).toBe(
      'The application is DRAFT; this is possible while it is RETURNED or WITHDRAWN or NOT_SELECTED.',
    );
    expect(detailOf(checking, attach('SLA'))).toBe(
      'The application is CHECKING; only a draft can be changed or submitted.',
    );
  });

  it('says how often a period was extended, and until when it was', () => {
    const extend: Act = (state, moment) => extendSupplement(state, { n: 1 }, moment);
    expect(detailOf(asked.given(extend, extend), extend)).toContain('extended 2 times');
    expect(detailOf(asked.on('2025-08-23 00:00'), extend)).toBe(
      'The supplement was due by the end of 2025-08-22 in Seoul.',
    );
    const other: Act = (state, moment) => extendSupplement(state, { n: 2 }, moment);
    expect(detailOf(asked, other)).toBe('Supplement request 2 is not the open one.');
  });
});

describe('A refusal after the check says where the application stands', () => {
  const deferral =
    (...requests: readonly number[]): Act =>
    (state, moment) =>
      answerDeferral(state, { answers: requests.map((request) => ({ request, text: '붙임' })) }, moment);

  it('of an answer to a deferral', () => {
    expect(mistakesOf(deferred(), deferral(1, 3))).toEqual([
      '/answers REQUEST_UNANSWERED: request 2 has no answer',
      '/answers/1/request REQUEST_UNKNOWN: the number of no request of the committee',
    ]);
    expect(detailOf(deferred(), deferral(1))).toBe('Every one of the 2 requests has to be answered, by its number.');
  });

  it('of an objection and of a withdrawal', () => {
    const objects: Act = (state, moment) => fileObjection(state, { statement: '다시' }, moment);
    const filed = refused().on('2025-10-02').given(objects);
    expect(detailOf(filed, objects)).toBe('Objection 1 to this refusal was filed on 2025-10-02.');
    const withdraws: Act = (state, moment) => withdrawApplication(state, { reason: '사정' }, moment);
    expect(detailOf(underReview().given(hears('SELECTED')), withdraws)).toBe(
      'The application is SELECTED and can no longer be withdrawn.',
    );
  });

  it('of a quota: what it is, and whether time helps', () => {
    const many: Act = (_, moment) => draftApplication({ applicationId: 'app-2', supplier, draftNo: 20, form }, moment);
    // 10:00 in Seoul.
    expect(refusalOf(complete(), many)).toMatchObject({ kind: 'exhausted', retryAfterSeconds: 14 * 3_600 });
    expect(detailOf(complete(), many)).toContain('at most 20 drafts at once');
    expect(detailOf(complete(), attach('CONSTRUCTOR'))).toContain('it takes BUSINESS_REGISTRATION, ');
  });
});
