import type {
  DeadLetterView,
  SettledLettersView,
  WholeDeadLetterView,
} from '#common/service/operations/dead-letters.view.js';

/** What redrive or discard did in one service, or would do. */
export type Settled = Pick<SettledLettersView, 'ids' | 'left'> &
  Partial<SettledLettersView> & { readonly service: string };

/** `kr.digitalservice.review.ServiceSelected.v1` → `ServiceSelected.v1` */
const nameOf = (type: string | undefined): string => type?.split('.').slice(-2).join('.') ?? '-';

/** One line a letter; ids last, for they are long. */
export function tableOf(letters: readonly DeadLetterView[], open: Readonly<Record<string, number>>): string {
  const rows = letters.map((letter) => [
    letter.at.slice(0, 19),
    letter.status,
    letter.reason,
    `${letter.attempts}`,
    nameOf(letter.type),
    `${letter.sequence ?? '-'}`,
    letter.subject ?? '-',
    letter.id,
  ]);
  const counts = Object.entries(open).map(([service, count]) => `${service} ${count}`);
  const total = Object.values(open).reduce((sum, count) => sum + count, 0);
  const summary = `${letters.length} shown; open: ${total} (${counts.join(', ')})`;
  if (rows.length === 0) return summary;
  const all = [['buried at', 'status', 'reason', 'tries', 'type', 'seq', 'subject', 'id'], ...rows];
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, '', summary].join('\n');
}

export function letterLines(letter: WholeDeadLetterView): string {
  const { headers, data, text, base64, waiting, acts, advice, redrive, discard, ...plain } = letter;
  const mark = (done: typeof redrive) => done && `${done.at} by ${done.by}: ${done.reason}`;
  const pairs: readonly (readonly [string, unknown])[] = [
    ...Object.entries(plain),
    ['redrive', mark(redrive)],
    ['discard', mark(discard)],
    ['acts', acts.join(', ')],
    ['waiting', waiting.map(({ sequence, why }) => `${sequence} (${why})`).join(', ')],
    ['advice', advice],
  ];
  const lines = pairs
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name.padEnd(10)}${String(value)}`);
  const heads = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`);
  const value = data === undefined ? (text ?? (base64 === undefined ? '(none)' : `base64 ${base64}`)) : pretty(data);
  return [...lines, 'headers', ...heads, 'value', value].join('\n');
}

export function settledLines(what: 'REDRIVE' | 'DISCARD', settled: readonly Settled[]): string {
  if (settled.length === 0) return 'no open dead letter fits';
  const [did, would] = what === 'REDRIVE' ? ['handed in again', 'would hand in again'] : ['discarded', 'would discard'];
  return settled
    .flatMap(({ service, ids, left, act, by, changed }) => [
      act === undefined
        ? `${service}: ${would} ${ids.length}`
        : `${service}: ${did} ${changed} of ${ids.length} (act ${act} by ${by})`,
      ...ids.map((id) => `  ${id}`),
      ...(left > 0 ? [`  … and ${left} more: run it again`] : []),
    ])
    .join('\n');
}

const pretty = (data: unknown): string => JSON.stringify(data, undefined, 2);
