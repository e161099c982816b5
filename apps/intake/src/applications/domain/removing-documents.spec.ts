import { sampleService, sampleSupplier } from '#common/events/definitions/samples.js';
import { specification, type Decide } from '#testing/specification.js';
import { applicationType } from '../application.type.js';
import type { ApplicationEvent } from './application.events.js';
import type { ApplicationState } from './application.state.js';
import { filesOf } from './document-places.js';
import { attachDocument, removeDocument } from './drafting.js';

type Act = Decide<ApplicationState, ApplicationEvent>;

const form = { contact: null, service: sampleService, prices: [], certificates: [] };
const questionSet = { questionSetId: 'CONVERGENCE.SAAS', n: 1 };
const data = {
  applicationId: 'app-1',
  supplier: sampleSupplier,
  keptUntil: '2026-02-01',
  draftNo: 0,
  questionSet,
  form,
};
const attach =
  (n: number, fileId = `sla-${n}`): Act =>
  (state, moment) => {
    const document = { fileId, sha256: 'a'.repeat(64), contentType: 'application/pdf', bytes: 1 };
    return attachDocument(state, { documentType: 'SLA', n, document }, moment);
  };
const remove =
  (n?: number): Act =>
  (state) =>
    removeDocument(state, { documentType: 'SLA', ...(n !== undefined && { n }) });

const drafted = specification(applicationType, '2025-08-05').given([{ type: 'ApplicationDrafted', data }]);
const three = drafted.given(attach(1), attach(2), attach(3));
const idsOf = (state: ApplicationState) => filesOf(state, 'SLA').map(({ fileId }) => fileId);
const placesOf = ({ files }: ApplicationState) => files.map(({ documentType, fileId }) => `${documentType} ${fileId}`);

describe('A file that is taken off a draft', () => {
  it('is no longer named: its bytes go with it', () => {
    const { state } = drafted.given(attach(1)).when(remove()).thenEvents('DocumentRemoved');
    expect([state.documents, state.files]).toEqual([{}, []]);
  });

  it('leaves no gap: the files behind it move up', () => {
    const { state } = three.given(remove(2));
    expect(idsOf(state)).toEqual(['sla-1', 'sla-3']);
    expect(placesOf(state)).toEqual(['SLA sla-1', 'SLA/2 sla-3']);
    const first = three.given(remove(1));
    expect(idsOf(first.state)).toEqual(['sla-2', 'sla-3']);
    expect(idsOf(first.given(attach(3, 'new')).state)).toEqual(['sla-2', 'sla-3', 'new']);
  });

  it('has to be there', () => {
    three.when(remove(4)).thenRefused('DOCUMENT_MISSING');
    drafted.when(remove()).thenRefused('DOCUMENT_MISSING');
  });

  it('stays with what was submitted', () => {
    const { state, moment } = three;
    const submitted = { ...state, status: 'SUBMITTED' } as const;
    expect(() => remove(1)(submitted, moment)).toThrow(/only a draft/);
  });
});
