import { closedShape } from '#common/records/checking.js';
import type { RecordKind } from '#common/records/shapes.js';
import { plain, type JsonObject } from './event-schema.js';

const DOCS: Readonly<Record<RecordKind, string>> = {
  supplier: 'A supplier (제공기업). Its number is the business number.',
  institution: 'A demand institution (수요기관). Its number is the institution code.',
  selection: 'A decision of the committee by which a service was selected (선정).',
  listing: 'The publication of a selected service in the catalog (이용지원시스템 등록).',
  agreement: 'A catalog agreement of the Public Procurement Service (카탈로그 계약).',
  contract: 'A concluded use contract (이용계약). Its amount is that of its lines, VAT included.',
  registration: 'The registration of a use (이용 내역 등록).',
};

/** The JSON Schema of a line of records from before this system. Closed: a name that is not known is refused. */
export const recordSchema = (kind: RecordKind): JsonObject => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: `urn:kr.digitalservice:record:${kind}`,
  title: kind,
  description: DOCS[kind],
  ...plain(closedShape(kind)),
});
