import type { Addresses } from '../story/api.js';
import type { Figures, SignedContract } from './figures.js';
import type { CompletedLife } from './lives.js';

const won = (amount: number): string => `${amount.toLocaleString('ko-KR')}원`;

interface Result {
  readonly figures: Figures;
  readonly signed: readonly SignedContract[];
  readonly lives: readonly CompletedLife[];
}

/** The table at the end, for people. */
export function report({ figures, signed, lives }: Result, addresses: Addresses, brokers: string): string {
  const { selected, activeListings, figures: published, deadLetters, auditChains } = figures;
  const { eventsByTopic, propagationMs } = figures;
  const rows: [string, string][] = [
    ['Services selected (선정)', String(selected)],
    ['Active listings', String(activeListings)],
    ...signed.map(({ no, method, listing, institution, amount, leadTimeBusinessDays }): [string, string] => [
      `Contract ${no}`,
      `${method}, ${institution} ← ${listing}, ${won(amount)}, ${leadTimeBusinessDays} business days`,
    ]),
    ...lives.flatMap(rowsOf),
    ...published.map(({ asOf, selections, aiConvergence, institutions, contracts, amount }): [string, string] => [
      `In all (누계) by ${asOf}`,
      `${selections} services, ${aiConvergence} of AI convergence, ${institutions} institutions, ${contracts} contracts, ${won(amount)}`,
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

function rowsOf({
  contractNo,
  completedOn,
  stated,
  credit,
  paid,
  interest,
  settled,
}: CompletedLife): [string, string][] {
  return [
    [`이행 완료 · completed ${contractNo}`, completedOn],
    ['  청구 · stated', `${won(stated)}, 감면 · SLA credit ${won(credit)}`],
    ['  지급 · paid', `${won(paid)}, 지연이자 · late interest ${won(interest)}`],
    ['  정산 · settled', won(settled)],
  ];
}

/** The width in columns of a terminal, where Hangul and other wide characters take two. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (sum, char) => sum + (/[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7a3\uff00-\uff60]/.test(char) ? 2 : 1),
    0,
  );
