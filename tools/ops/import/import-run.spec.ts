import type { FieldError } from '#common/kernel/errors.js';
import type { ReadLine } from '#common/records/reading-lines.js';
import { sampleRecords } from '#common/records/samples.js';
import type { SourceRecord } from '#common/records/shapes.js';
import { refused, type Outcome } from './entering.js';
import { ImportRun } from './import-run.js';

const { institution, supplier, contract, registration } = sampleRecords;
const lines = (...records: readonly SourceRecord[]): readonly ReadLine[] =>
  records.map((record, i) => ({ record, at: i + 1 }));

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield await Promise.resolve(item);
}

const waits: Outcome = { is: 'WAITING', for: { kind: 'contract', number: contract.number, pointer: '/contract' } };

/** A run whose lines come to what `take` says of them. */
const importing = (
  given: readonly ReadLine[],
  take: (record: SourceRecord) => Outcome,
  options: {
    readonly dryRun?: boolean;
    readonly stopped?: () => FieldError | undefined;
    readonly patienceMs?: number;
  } = {},
) =>
  new ImportRun({
    take: (record) => Promise.resolve(take(record)),
    dryRun: options.dryRun ?? false,
    stopped: () => Promise.resolve(options.stopped?.()),
    onProgress: () => undefined,
    patienceMs: options.patienceMs ?? 0,
  }).read(each(given));

describe('A run of an import', () => {
  it('takes kinds in the order in which each finds what it refers to, wherever they stand', async () => {
    const taken: string[] = [];
    const report = await importing(lines(registration, contract, institution, supplier), ({ kind }) => {
      taken.push(kind);
      return { is: 'ACCEPTED' };
    });
    expect(taken).toEqual(['supplier', 'institution', 'contract', 'registration']);
    expect(report).toMatchObject({ lines: 4, accepted: 4, refused: [] });
  });

  it('counts what is there already, and names every line that is refused', async () => {
    const wrong = { pointer: '/name', code: 'FIELD_REQUIRED', detail: 'is missing: state it' };
    const report = await importing([...lines(institution, supplier), { at: 3, refused: [wrong] }], ({ kind }) =>
      kind === 'supplier' ? refused({ ...wrong, code: 'NUMBER_TAKEN' }) : { is: 'ALREADY_THERE' },
    );
    expect(report).toEqual({
      lines: 3,
      accepted: 0,
      alreadyThere: 1,
      refused: [
        { line: 2, kind: 'supplier', number: supplier.number, reasons: [{ ...wrong, code: 'NUMBER_TAKEN' }] },
        { line: 3, reasons: [wrong] },
      ],
    });
  });

  it('holds a line back until the event that it waits for has come', async () => {
    let tries = 0;
    const report = await importing(lines(contract, registration), ({ kind }) =>
      kind === 'registration' && (tries += 1) < 2 ? waits : { is: 'ACCEPTED' },
    );
    expect([tries, report.accepted, report.refused]).toEqual([2, 2, []]);
  });

  it('waits in bounded time, and says that what was imported has not arrived', async () => {
    const report = await importing(lines(contract, registration), ({ kind }) =>
      kind === 'registration' ? waits : { is: 'ACCEPTED' },
    );
    expect(report.refused.map(({ line, reasons }) => [line, reasons[0]?.code])).toEqual([[2, 'REFERENCE_NOT_ARRIVED']]);
  });

  it('asks for a few lines while nothing comes, and leaves none behind those that never come', async () => {
    const many = Array.from({ length: 60 }, (_, n) => ({ ...registration, number: `R-${n}`, contract: `C-${n}` }));
    const never = new Set(many.slice(0, 30).map(({ number }) => number));
    const tries = new Map<string, number>();
    const report = await importing(
      lines(contract, ...many),
      ({ kind, number }) => {
        tries.set(number, (tries.get(number) ?? 0) + 1);
        return kind === 'contract' || (!never.has(number) && tries.get(number) === 2) ? { is: 'ACCEPTED' } : waits;
      },
      { patienceMs: 500 },
    );
    expect([report.accepted, report.refused.length]).toEqual([31, 30]);
    expect(new Set(report.refused.map(({ number }) => number))).toEqual(never);
  });

  it('refuses at once what refers to a line that it never met, or refused', async () => {
    const alone = await importing(lines(registration), () => waits);
    const behind = await importing(lines(contract, registration), ({ kind }) =>
      kind === 'contract' ? refused({ pointer: '/amount', code: 'X', detail: '' }) : waits,
    );
    expect(alone.refused[0]?.reasons[0]).toMatchObject({ pointer: '/contract', code: 'REFERENCE_UNKNOWN' });
    expect(behind.refused.map(({ reasons }) => reasons[0]?.code)).toEqual(['X', 'REFERENCE_UNKNOWN']);
  });

  it('counts in a dry run what only waits for a line of the same file', async () => {
    const take = ({ kind }: SourceRecord): Outcome => (kind === 'registration' ? waits : { is: 'ACCEPTED' });
    expect(await importing(lines(contract, registration), take, { dryRun: true })).toMatchObject({ accepted: 2 });
  });

  it('takes two lines of one number one after the other', async () => {
    const names: string[] = [];
    const twin = { ...institution, name: '다른 기관' } as SourceRecord;
    await importing(lines(institution, twin, institution), (record) => {
      names.push((record as { name: string }).name);
      return { is: 'ACCEPTED' };
    });
    expect(names).toEqual(['수요기관 9001', '다른 기관', '수요기관 9001']);
  });

  it('ends where the file was written to, and takes nothing from there on', async () => {
    const taken: string[] = [];
    const many = Array.from({ length: 700 }, (_, i) => ({ ...institution, number: `INST-${i}` }) as SourceRecord);
    let asked = 0;
    const changed = { pointer: '', code: 'FILE_CHANGED', detail: 'import it again' };
    const report = await importing(
      lines(...many),
      ({ number }) => {
        taken.push(number);
        return { is: 'ACCEPTED' };
      },
      { stopped: () => ((asked += 1) > 1 ? changed : undefined) },
    );
    expect(taken).toHaveLength(500);
    expect(report).toMatchObject({ accepted: 500, refused: [{ line: 501, reasons: [changed] }] });
  });
});
