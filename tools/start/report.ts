import type { Addresses } from '../story/api.js';
import type { Figures, SignedContract } from './figures.js';

const won = (amount: number): string => `${amount.toLocaleString('ko-KR')}원`;

/** The table at the end, for people. */
export function report(
  figures: Figures,
  signed: readonly SignedContract[],
  addresses: Addresses,
  brokers: string,
): string {
  const { selected, activeListings, deadLetters, auditChains, eventsByTopic, propagationMs } = figures;
  const rows: [string, string][] = [
    ['Services selected (선정)', String(selected)],
    ['Active listings', String(activeListings)],
    ...signed.map(({ no, method, listing, institution, amount, leadTimeBusinessDays }): [string, string] => [
      `Contract ${no}`,
      `${method}, ${institution} ← ${listing}, ${won(amount)}, ${leadTimeBusinessDays} business days`,
    ]),
    ...Object.entries(eventsByTopic).map(([topic, count]): [string, string] => [`Events on ${topic}`, String(count)]),
    ['Dead letters', String(deadLetters)],
    ['Audit chains', `${auditChains.checked} walked, ${auditChains.invalid} broken`],
    [
      'Commit → visible in the next service',
      `p50 ${propagationMs.p50} ms, p99 ${propagationMs.p99} ms, ${propagationMs.events} effects`,
    ],
    ['Broker', brokers],
    ...Object.entries(addresses).map(([service, { url, opsUrl }]): [string, string] => [
      service,
      `${url}/docs, operations ${opsUrl}`,
    ]),
  ];
  const width = Math.max(...rows.map(([name]) => widthOf(name)));
  return rows.map(([name, value]) => `  ${name}${' '.repeat(width - widthOf(name))}  ${value}`).join('\n');
}

/** The width in columns of a terminal, where Hangul and other wide characters take two. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (sum, char) => sum + (/[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7a3\uff00-\uff60]/.test(char) ? 2 : 1),
    0,
  );
