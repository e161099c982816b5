import { sampleSupplier } from '#common/events/definitions/samples.js';
import type { Recorded } from '#common/aggregates/aggregate-type.js';
import { draftsOf, type NoticeDraft } from '#common/aggregates/notices.js';
import { momentOf } from '#testing/specification.js';
import type { SupplierEvent } from './domain/supplier.events.js';
import type { SupplierState } from './domain/supplier.state.js';
import { supplierNoticeTexts } from './supplier.notice-texts.js';
import { supplierNotices } from './supplier.notices.js';

const supplier = {
  facts: { ...sampleSupplier, name: '제공기업' },
  changes: [{ no: 1, class: 'REPRESENTATIVE' }],
} as unknown as SupplierState;
const moment = momentOf('2026-03-02');
const manager = { kind: 'person', sub: 'manager-1', roles: ['SUPPLIER'] };
const SUPPLIER = `SUPPLIER@${sampleSupplier.businessNumber}`;

/** What an event makes known of a supplier. */
const told = (event: object): readonly NoticeDraft[] =>
  draftsOf(supplierNotices, {
    event: { at: moment.at, actor: manager, ...event } as unknown as Recorded<SupplierEvent>,
    state: supplier,
    moment,
  });
const reasonsOf = (event: object): readonly string[] => told(event).map(({ reason, to }) => `${reason} ${to}`);

describe('What a supplier and its people are told', () => {
  it('§2.4: a change that NIA decided is told once for each, its reason is read with the supplier', () => {
    const [approved] = told({ type: 'SupplierChanged', data: {}, details: { changeNo: 1 } });
    expect(approved).toMatchObject({
      reason: 'CHANGE_APPROVED',
      to: SUPPLIER,
      once: '1',
      rule: expect.stringMatching(/^R-\d\d$/) as string,
    });
    expect(approved?.text.ko).toContain('변경 신청(대표자)');
    const rejected = told({ type: 'ProfileChangeRejected', data: { changeNo: 1 }, reason: '서류가 다르다' });
    expect(rejected[0]).toMatchObject({ reason: 'CHANGE_REJECTED', to: SUPPLIER, once: '1' });
    expect(JSON.stringify(rejected)).not.toContain('서류가 다르다');
  });

  it('§2.4: a function that is given or taken is told to its person, and not to who did it to themselves', () => {
    const listed = { type: 'PersonListed', data: { sub: 'editor-1', function: 'EDITOR' } };
    expect(reasonsOf(listed)).toEqual(['FUNCTION_GIVEN person:editor-1']);
    expect(told(listed)[0]?.text.ko).toContain('작성자(EDITOR)');
    expect(reasonsOf({ type: 'PersonRemoved', data: { sub: 'editor-1' } })).toEqual(['FUNCTION_TAKEN person:editor-1']);
    expect(told({ type: 'PersonListed', data: { sub: 'manager-1', function: 'MANAGER' } })).toEqual([]);
    expect(told({ type: 'PersonRemoved', data: { sub: 'manager-1' } })).toEqual([]);
  });

  it('§2.4: a hand-over is told to the person named, and its end to who leaves', () => {
    const handover = { from: 'manager-1', to: 'manager-2' };
    expect(reasonsOf({ type: 'HandoverOffered', data: handover })).toEqual(['HANDOVER_OFFERED person:manager-2']);
    expect(reasonsOf({ type: 'HandoverAccepted', data: handover })).toEqual(['HANDOVER_ACCEPTED person:manager-1']);
  });

  it('tells all of the supplier that NIA appointed a manager, and the manager too; never which papers it was shown', () => {
    const appointed = { type: 'ManagerAppointed', data: { sub: 'manager-3' }, reason: '임원 사망 증명' };
    expect(reasonsOf(appointed)).toEqual(['FUNCTION_GIVEN person:manager-3', `MANAGER_APPOINTED ${SUPPLIER}`]);
    expect(JSON.stringify(told(appointed))).not.toContain('사망');
  });

  it('tells the days of a debarment, of its end and of a bar for fraud', () => {
    const days = { debarmentNo: 1, from: '2026-03-02', to: '2026-09-01' };
    expect(told({ type: 'SupplierDebarred', data: days, reason: '비밀' })[0]?.text.ko).toContain(
      '2026-03-02부터 2026-09-01까지',
    );
    expect(told({ type: 'SupplierReinstated', data: { ...days, from: '2026-09-02' } })[0]?.text.ko).toContain(
      '2026-09-02부터 다시',
    );
    const barred = { type: 'SupplierBarred', data: { applicationId: 'app-1', until: '2027-03-02' } };
    expect(told(barred)[0]).toMatchObject({ reason: 'SUPPLIER_BARRED', to: SUPPLIER, rule: 'A-22' });
    expect(told({ type: 'DebarmentBegan', data: { debarmentNo: 1 } })).toEqual([]);
  });
});

describe('The texts of notices about a supplier', () => {
  const facts = { change: 'NAME', function: 'SIGNER', from: '2026-03-02', to: '2026-09-01' } as const;

  it.each(Object.keys(supplierNoticeTexts) as (keyof typeof supplierNoticeTexts)[])('%s: both languages', (reason) => {
    for (const name of ['제공기업', '샘플', 'Cloud-M']) {
      const { title, text, rule } = supplierNoticeTexts[reason]({ ...facts, name });
      for (const part of [title.ko, title.en, text.ko, text.en, rule]) {
        expect(part).not.toMatch(/undefined|\n/);
        expect(part.trim()).toBe(part);
      }
      expect(title.ko).toContain(name);
      expect(text.ko).toMatch(/[가-힣]/);
      expect(`${title.en} ${text.en}`.replaceAll(name, '')).not.toMatch(/[가-힣]/);
    }
  });
});
