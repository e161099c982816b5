import { sampleSupplier } from '#common/events/definitions/samples.js';
import { proves } from '#testing/proves.js';
import { refusalOf, specification } from '#testing/specification.js';
import { supplierType } from '../supplier.type.js';
import {
  approveProfileChange,
  changeContact,
  ensureNotTransferred,
  rejectProfileChange,
  requestProfileChange,
  withdrawProfileChange,
  type ChangeRequest,
} from './changing.js';
import { debarSupplier } from './debarring.js';
import { registerSupplier, verifySupplier } from './registering.js';

const contact = { name: '김담당', email: 'kim@example.kr', phone: '02-1234-5678' };
const registering = (businessNumber = sampleSupplier.businessNumber) =>
  specification(supplierType, '2025-08-04').given((_, moment) =>
    registerSupplier({ ...sampleSupplier, businessNumber, representative: '홍길동', address: '서울', contact }, moment),
  );
const registered = registering();
type Story = typeof registered;
type Moment = Story['moment'];
type State = Story['state'];

const NAME: ChangeRequest = { class: 'NAME', name: '새 이름', reason: '상호 변경' };
const papers = [{ kind: 'TRANSFER_CONTRACT', referenceNo: '2025-17', issuedOn: '2025-08-04' }] as const;
const TRANSFER: ChangeRequest = { class: 'TRANSFER', successor: '2222222222', papers, reason: '영업양도' };
const ask =
  (request: ChangeRequest = NAME) =>
  (state: State, moment: Moment) =>
    requestProfileChange(state, request, moment);
const approve =
  (changeNo = 1, successor?: State) =>
  (state: State, moment: Moment) =>
    approveProfileChange(state, { changeNo, ...(successor !== undefined && { successor }) }, moment);
const reject =
  (changeNo = 1) =>
  (state: State) =>
    rejectProfileChange(state, { changeNo, reason: '서류 부족' });
const withdraw =
  (changeNo = 1) =>
  (state: State) =>
    withdrawProfileChange(state, { changeNo });
const statuses = ({ state }: Story) => state.changes.map(({ status }) => status);

describe('The profile of a supplier', () => {
  it('changes its contact at once, and its address with it', () => {
    const other = { name: '이담당', email: 'lee@example.kr', phone: '02-9876-5432' };
    const changed = registered.when((state) => changeContact(state, { contact: other })).thenEvents('ContactChanged');
    expect(changed.state.details).toMatchObject({ contact: other, address: '서울' });
    const moved = changed.given((state) => changeContact(state, { contact: other, address: '부산' }));
    expect(moved.state.details.address).toBe('부산');
  });

  it('changes its name when NIA approves, and not before', () => {
    const asked = registered.when(ask()).thenEvents('ProfileChangeRequested');
    expect(asked.state.facts.name).toBe(sampleSupplier.name);
    const approved = asked.when(approve()).thenEvents('SupplierChanged');
    expect(approved.state.facts).toEqual({ ...sampleSupplier, name: '새 이름' });
    expect(approved.decided[0]?.data).toMatchObject({ change: 'NAME', supplier: { name: '새 이름' } });
    expect(statuses(approved)).toEqual(['APPROVED']);
  });

  it('tells nobody outside who represents it', () => {
    const request: ChangeRequest = { class: 'REPRESENTATIVE', representative: '새 대표', reason: '대표자 변경' };
    const approved = registered.given(ask(request)).when(approve()).thenEvents('SupplierChanged');
    expect(approved.state.details.representative).toBe('새 대표');
    expect(JSON.stringify(approved.decided[0]?.data)).not.toContain('새 대표');
  });

  it('has one change of each class that waits, and another after its end', () => {
    const asked = registered.given(ask());
    asked.when(ask()).thenRefused('CHANGE_PENDING');
    asked.when(ask(TRANSFER)).thenEvents('ProfileChangeRequested');
    for (const end of [approve(), reject(), withdraw()])
      asked.given(end).when(ask()).thenEvents('ProfileChangeRequested');
  });

  it('keeps an ended change as it ended', () => {
    const asked = registered.given(ask());
    const rejected = asked.when(reject()).thenEvents('ProfileChangeRejected');
    expect(rejected.state.changes[0]).toMatchObject({ status: 'REJECTED', rejection: '서류 부족' });
    const withdrawn = asked.when(withdraw()).thenEvents('ProfileChangeWithdrawn');
    for (const ended of [rejected, withdrawn, asked.given(approve())])
      for (const act of [approve(), reject(), withdraw()]) ended.when(act).thenRefused('CHANGE_DECIDED');
    asked.when(approve(2)).thenRefused('CHANGE_UNKNOWN');
  });

  it.each<[string, object, string]>([
    ['a name without the name', { class: 'NAME', name: undefined }, 'CHANGE_INCOMPLETE'],
    ['a representative by a name', { class: 'REPRESENTATIVE' }, 'CHANGE_INCOMPLETE'],
    ['two things at once', { representative: '홍' }, 'CHANGE_AMBIGUOUS'],
    ['a transfer to itself', { ...TRANSFER, name: undefined, successor: '1234567890' }, 'SUCCESSOR_SELF'],
    ['a name by the papers of a transfer', { papers }, 'CHANGE_AMBIGUOUS'],
  ])('is not asked for %s', (_, change, code) => {
    registered.when(ask({ ...NAME, ...change })).thenRefused(code);
  });

  const asksForTransfer = ask(TRANSFER);
  const taker = registering('2222222222');
  const verifiedTaker = taker.given((state) => verifySupplier(state, { findings: [] }));
  const debarred = (state: State, moment: Moment) =>
    debarSupplier(state, { from: '2025-09-01', to: '2025-09-30', ground: 'FRAUD', reason: '제재' }, moment);

  it(
    '§4.6: is transferred with its papers, which NIA sees before it approves',
    proves({ '4.6/transfer': requestProfileChange, 'R-23': requestProfileChange }),
    () => {
      const asked = registered.when(asksForTransfer).thenEvents('ProfileChangeRequested');
      expect(asked.state).toMatchObject({
        facts: sampleSupplier,
        changes: [{ status: 'PENDING', proposed: { papers } }],
      });
      expect(asked.state.successor).toBeUndefined();
      const { papers: _, ...without } = TRANSFER;
      registered.when(ask(without)).thenRefused('CHANGE_INCOMPLETE');
      registered.when(ask({ ...TRANSFER, papers: [] })).thenRefused('CHANGE_INCOMPLETE');
      const tomorrow = { ...papers[0], issuedOn: '2025-08-05' };
      registered.when(ask({ ...TRANSFER, papers: [...papers, tomorrow] })).thenRefused('TRANSFER_PAPER_DAY');
      asked.when(ask(TRANSFER)).thenRefused('CHANGE_PENDING');
    },
  );

  it(
    'R-23: is transferred to a supplier that is verified and has not transferred its own business',
    proves({ '4.6/transfer': approveProfileChange }),
    () => {
      const asked = registered.given(asksForTransfer);
      asked.when(approve()).thenRefused('SUCCESSOR_NOT_VERIFIED');
      asked.when(approve(1, taker.state)).thenRefused('SUCCESSOR_NOT_VERIFIED');
      asked.when(approve(1, { ...verifiedTaker.state, successor: '3333333333' })).thenRefused('SUCCESSOR_NOT_VERIFIED');
      const { decided, state } = asked.when(approve(1, verifiedTaker.state)).thenEvents('SupplierChanged');
      expect(decided[0]?.data).toMatchObject({ change: 'TRANSFER', successor: verifiedTaker.state.facts });
      expect(state.successor).toBe('2222222222');
    },
  );

  it('R-23: leaves no debarment behind by a transfer, one that is to come included', () => {
    const asked = registered.given(asksForTransfer);
    asked.given(debarred).when(approve(1, verifiedTaker.state)).thenRefused('SUPPLIER_DEBARRED');
    asked.when(approve(1, verifiedTaker.given(debarred).state)).thenRefused('SUPPLIER_DEBARRED');
    asked.given(debarred).on('2025-09-30').when(approve(1, verifiedTaker.state)).thenRefused('SUPPLIER_DEBARRED');
    asked.given(debarred).on('2025-10-01').when(approve(1, verifiedTaker.state)).thenEvents('SupplierChanged');
  });

  it('after a transfer changes no more, and its business applies as the successor', () => {
    const transferred = registered.given(asksForTransfer, approve(1, verifiedTaker.state));
    expect(refusalOf(() => ensureNotTransferred(transferred.state))).toBe('SUPPLIER_TRANSFERRED');
    transferred.when(ask()).thenRefused('SUPPLIER_TRANSFERRED');
    expect(refusalOf(() => ensureNotTransferred(registered.state))).toBe('nothing refused');
  });

  it('has two hundred changes at most', () => {
    const many = Array.from({ length: 200 }).reduce<Story>(
      (spec, _, i) => spec.given(ask(), withdraw(i + 1)),
      registered,
    );
    many.when(ask()).thenRefused('CHANGES_TOO_MANY');
  });
});
