import { open, type FileHandle } from 'node:fs/promises';
import type { ServiceName } from '#common/events/define-event.js';
import type { FieldError } from '#common/kernel/errors.js';
import { momentAt, type Moment } from '#common/kernel/clock.js';
import { koreanCalendar } from '#common/kernel/holidays.js';
import { PolicyTable } from '#common/kernel/policy.js';
import { readerOf, type RecordReader } from '#common/records/reading.js';
import type { RecordKind, SourceRecord } from '#common/records/shapes.js';
import { SERVICES } from '../../services.js';
import { readArgs, WrongUsage, type OpsCommand } from '../command.js';
import { withStore } from '../stores.js';
import { Entering, type Outcome, type Run } from './entering.js';
import { ImportRun, type ImportReport, type RefusedLine } from './import-run.js';
import { IntoCatalog } from './into-catalog.js';
import { IntoContracts } from './into-contracts.js';
import { IntoIntakeAndReview } from './into-intake-and-review.js';

const PATIENCE_MS = 60_000;
const CHUNK_BYTES = 64 * 1024;
/** Refused lines in the table; `--json` has all of them. */
const SHOWN = 1_000;

/** The services that a kind of line is written to. */
const SERVICES_OF: Readonly<Record<RecordKind, readonly ServiceName[]>> = {
  supplier: ['intake'],
  institution: ['contracts'],
  selection: ['intake', 'review'],
  listing: ['catalog'],
  agreement: ['catalog'],
  contract: ['contracts'],
  registration: ['contracts'],
};

export const importRecords: OpsCommand = {
  usage: `  import <file> [--as NAME]
                    takes over records from before this system: JSON Lines in UTF-8, one record a line,
                    or CSV where the name ends in .csv (docs/import/README.md). Lines that are there already change
                    nothing: a run that was ended or killed is resumed by running it again. Exit code 1 when a line
                    was refused
                    --dry-run: says what would be accepted and refused, and writes nothing
                    --as NAME: who imports (your account)`,

  async run(args) {
    const { values, positionals } = readArgs(args, { as: { type: 'string' } });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new WrongUsage('import takes one file.');
    const run = { dryRun: values['dry-run'], as: values.as };
    const began = performance.now();
    const report = await importFile(file, run, (text) => void process.stderr.write(`${text}\n`));
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    console.log(values.json ? JSON.stringify({ file, ...run, seconds, ...report }) : inWords(report, run, seconds));
    return report.refused.length === 0 ? 0 : 1;
  },
};

async function importFile(file: string, run: Run, say: (text: string) => void): Promise<ImportReport> {
  const handle = await open(file, 'r');
  try {
    const source = await SourceFile.of(handle);
    const read = readerOf(file);
    const found = await looked(source, read);
    const needed = SERVICES.map(({ service }) => service).filter((service) =>
      [...found.kinds].some((kind) => SERVICES_OF[kind].includes(service)),
    );
    return await withStores(needed, run, (stores) => {
      const checking = [...stores.values()][0]?.moment ?? wallMoment();
      const take = takersOf(stores);
      let told = performance.now();
      const onProgress = (lines: number): void => {
        if (lines < found.lines && performance.now() - told < 1_000) return;
        told = performance.now();
        say(`${lines} of ${found.lines} lines`);
      };
      const options = {
        take,
        dryRun: run.dryRun,
        stopped: () => source.changed(),
        onProgress,
        patienceMs: PATIENCE_MS,
      };
      return new ImportRun(options).read(read(source.chunks(), checking));
    });
  } finally {
    await handle.close();
  }
}

/** A file that is read in pieces. What it says is believed as long as nobody writes to it. */
class SourceFile {
  private constructor(
    private readonly handle: FileHandle,
    private readonly opened: string,
  ) {}

  static async of(handle: FileHandle): Promise<SourceFile> {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new Error('This is no file.');
    if (stat.size === 0) throw new Error('The file is empty.');
    return new SourceFile(handle, await markOf(handle));
  }

  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    for (let position = 0; ;) {
      const { bytesRead, buffer } = await this.handle.read(Buffer.alloc(CHUNK_BYTES), 0, CHUNK_BYTES, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  }

  /** Why the rest is not read. */
  async changed(): Promise<FieldError | undefined> {
    if ((await markOf(this.handle)) === this.opened) return undefined;
    const detail = 'the file was written to while it was read: nothing from this line on was imported';
    return { pointer: '', code: 'FILE_CHANGED', detail: `${detail}; import it again when it is complete` };
  }
}

async function markOf(handle: FileHandle): Promise<string> {
  const { size, mtimeNs, ctimeNs } = await handle.stat({ bigint: true });
  return `${size} ${mtimeNs} ${ctimeNs}`;
}

/** How many lines there are, of which kinds. No day is in the future here: business time is in the stores. */
async function looked(
  source: SourceFile,
  read: RecordReader,
): Promise<{ readonly lines: number; readonly kinds: ReadonlySet<RecordKind> }> {
  const checking = { ...wallMoment(), today: '9999-12-31' };
  const kinds = new Set<RecordKind>();
  let lines = 0;
  for await (const line of read(source.chunks(), checking)) {
    lines += 1;
    if ('record' in line) kinds.add(line.record.kind);
  }
  return { lines, kinds };
}

const wallMoment = (): Moment => momentAt(new Date(), PolicyTable.defaults, koreanCalendar(PolicyTable.defaults));

type OpenStores = ReadonlyMap<ServiceName, Entering>;

/** Opens these stores, and closes them after `work`. */
async function withStores<T>(
  services: readonly ServiceName[],
  run: Run,
  work: (stores: OpenStores) => Promise<T>,
): Promise<T> {
  const opened = ([service, ...others]: readonly ServiceName[], stores: OpenStores): Promise<T> =>
    service === undefined
      ? work(stores)
      : withStore(
          service,
          async (db) => opened(others, new Map([...stores, [service, await Entering.of(db, run)]])),
          run.dryRun ? 'READ' : 'WRITE',
        );
  return opened(services, new Map());
}

/** Who takes which kind. */
function takersOf(stores: OpenStores): (record: SourceRecord) => Promise<Outcome> {
  const storeOf = (service: ServiceName): Entering => {
    const store = stores.get(service);
    if (store === undefined) throw new Error(`The store of ${service} is not open.`);
    return store;
  };
  // A store is asked for when the first line of its kind comes.
  const once = <T>(make: () => T): (() => T) => {
    let made: T | undefined;
    return () => (made ??= make());
  };
  const selections = once(() => new IntoIntakeAndReview(storeOf('intake'), () => storeOf('review')));
  const listings = once(() => new IntoCatalog(storeOf('catalog')));
  const contracts = once(() => new IntoContracts(storeOf('contracts')));
  return (record) => {
    switch (record.kind) {
      case 'supplier':
      case 'selection':
        return selections().take(record);
      case 'listing':
      case 'agreement':
        return listings().take(record);
      case 'institution':
      case 'contract':
      case 'registration':
        return contracts().take(record);
    }
  };
}

function inWords({ lines, accepted, alreadyThere, refused: left }: ImportReport, run: Run, seconds: number): string {
  const did = run.dryRun ? 'would be accepted' : 'accepted';
  return [
    `${lines} lines in ${seconds} s: ${accepted} ${did}, ${alreadyThere} already there, ${left.length} refused`,
    ...left.slice(0, SHOWN).flatMap(rowsOf),
    ...(left.length > SHOWN ? [`and ${left.length - SHOWN} more refused lines: --json names them`] : []),
  ].join('\n');
}

/** Line, number, field, code, what to do. */
const rowsOf = ({ line, kind, number, reasons }: RefusedLine): readonly string[] =>
  reasons.map(({ pointer, code, detail }) =>
    [`  ${line}`, [kind, number].filter(Boolean).join(' ') || '-', pointer || '-', code, detail].join('  '),
  );
