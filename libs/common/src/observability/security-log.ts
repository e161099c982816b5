/** Refusals of one cause by one caller that are written in a minute; the others are counted. */
const PER_CALLER = 10;
/** The same of all callers together. */
const PER_MINUTE = 300;
const MINUTE_MS = 60_000;
/** Callers that are told apart within a minute; the others share one count. */
const CALLERS_MAX = 10_000;

/** A request that was refused for what its caller may do. */
export interface RefusedRequest {
  readonly status: number;
  /** Stable code of the refusal; for 401 also what was wrong with the token. */
  readonly cause: string;
  /** Method and route: `GET /v1/cases/:id`. */
  readonly operation: string;
  /** The path with its ids, without the query. */
  readonly path: string;
  /** Who the token names; absent without one that holds. */
  readonly sub?: string;
  /** Of the client, only where no person is known. */
  readonly address?: string;
}

/** Personal data or documents that left the service. */
export interface AccessRecord {
  /** `DOCUMENT`, `CONTACT`, `HISTORY`, `EXPORT`, `ERASURE`, `DEAD_LETTER` … */
  readonly what: string;
  readonly operation: string;
  readonly sub: string;
  /** Of the resources that were read. */
  readonly ids: readonly string[];
}

type Write = (message: string, fields: object) => void;

/**
 * The security log: refusals by cause, and accesses to personal data. Accesses are all written, because the law wants
 * them kept (개인정보의 안전성 확보조치 기준 제8조). Refusals are sampled, so that a client that probes cannot fill a
 * disk. No token, no body and no name is ever in it.
 */
export class SecurityLog {
  private readonly counts = new Map<string, number>();
  private readonly suppressed = new Map<string, number>();
  private written = 0;
  private ending: NodeJS.Timeout | undefined;

  constructor(private readonly write: Write) {}

  refused(request: RefusedRequest): void {
    const { cause, sub, address } = request;
    this.beginMinute();
    const caller = `${cause} ${sub ?? address ?? ''}`;
    const key = this.counts.has(caller) || this.counts.size < CALLERS_MAX ? caller : cause;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    if (count > PER_CALLER || this.written >= PER_MINUTE) {
      this.suppressed.set(cause, (this.suppressed.get(cause) ?? 0) + 1);
      return;
    }
    this.written++;
    this.write('refused', request);
  }

  accessed(record: AccessRecord): void {
    this.write('accessed', record);
  }

  /** The bytes of a file in the store are others than were uploaded. */
  altered(fileId: string): void {
    this.write('document altered', { what: 'DOCUMENT', ids: [fileId] });
  }

  /** Says how many refusals were not written; also at the end of the process. */
  endMinute(): void {
    clearTimeout(this.ending);
    this.ending = undefined;
    if (this.suppressed.size > 0) this.write('refusals not written', { byCause: Object.fromEntries(this.suppressed) });
    this.counts.clear();
    this.suppressed.clear();
    this.written = 0;
  }

  private beginMinute(): void {
    this.ending ??= setTimeout(() => this.endMinute(), MINUTE_MS).unref();
  }
}
