import { randomUUID } from 'node:crypto';
import type { Person } from '#common/kernel/actor.js';
import { devToken } from '#common/http/dev-tokens.http.js';
import { baseFor } from '#common/http/ports.js';
import type { ServiceUnderTest } from '../service.js';
import { CALLERS, type MatrixCaller } from './callers.js';
import { whoMay, whoSees, type Denial, type FieldRow, type Grant, type Row } from './who-may.js';

/** A resource in one of the states that matter. `F` is what the suite knows of it, because the suite made it so. */
export interface Thing<F> {
  /** `application in check`. */
  readonly name: string;
  /** The kind of resource, as in the column "on". */
  readonly on: string;
  /** Path parameters. */
  readonly at: Readonly<Record<string, string>>;
  readonly facts: F;
  /** Its version now, for requests that have to be refused. */
  readonly version?: number;
  /** Operations that its status allows; elsewhere a rule about the person may come after one about the status. */
  readonly allows?: readonly string[];
  /** It cannot be found: each of its operations answers as for a resource the caller may not know of. */
  readonly isAbsent?: boolean;
}

/** What a condition is asked of. */
export interface Question<F> {
  readonly facts: F;
  readonly person: Person;
  readonly operation: string;
  /** Whether the path names the caller. */
  readonly inOwnName: boolean;
}

export type Conditions<F> = Readonly<Record<string, (question: Question<F>) => boolean>>;

/** How an operation is called. */
export interface Call<F> {
  readonly body?: unknown;
  readonly bodyOf?: (facts: F, person: Person | undefined) => unknown;
  /** Instead of JSON. */
  readonly document?: Buffer<ArrayBuffer>;
  readonly query?: (thing: Thing<F>) => string;
  /** Path parameters that do not come from the resource. */
  readonly at?: Readonly<Record<string, string>>;
  /** The path parameter that names a person, and a person other than the caller. */
  readonly names?: readonly [parameter: string, other: string];
  /** Status when the caller is let in; 200 for a read and 412 for a command unless said otherwise. */
  readonly letIn?: readonly number[];
  /** The same where it is about the caller alone: the operation is on no resource that the table could name. */
  readonly letInFor?: (person: Person | undefined) => readonly number[];
  /** A list of the resources of its kind: each is there, or not. */
  readonly lists?: (body: unknown) => readonly string[];
  /** What a list has to be asked with. */
  readonly listQuery?: string;
  /** The kinds of things it is not called on. */
  readonly only?: (facts: F) => boolean;
}

/** A text that is in one place only. */
export interface Marker<F> {
  readonly field: string;
  readonly text: string;
  readonly facts: F;
  /** `application in check`. */
  readonly place: string;
}

export interface Matrix<F> {
  readonly under: ServiceUnderTest;
  readonly conditions: Conditions<F>;
  readonly things: readonly Thing<F>[];
  readonly calls: Readonly<Record<string, Call<F>>>;
  readonly markers: readonly Marker<F>[];
  /** The read by which each kind is known: `application: 'getApplication'`. */
  readonly opens: Readonly<Record<string, string>>;
}

interface Playing {
  /** All unless given. */
  readonly operation?: string;
  /** All unless given. */
  readonly callers?: readonly MatrixCaller[];
  /** Also a request that has to be refused names a version that is not there: nothing changes, whatever is let in. */
  readonly harmless?: boolean;
}

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string | Buffer<ArrayBuffer> | undefined;
}

interface Answered {
  readonly statusCode: number;
  readonly payload: string;
}

interface Route {
  readonly method: string;
  readonly path: string;
}

interface Cell<F> {
  readonly caller: MatrixCaller;
  readonly row: Row;
  readonly thing: Thing<F> | undefined;
  readonly call: Call<F>;
  readonly route: Route;
  readonly inOwnName: boolean;
}

export interface Played {
  readonly cells: number;
  /** Wall time per cell, milliseconds. */
  readonly wallMs: number;
  /** Time of this process on a core per cell, service and caller together: a busy machine does not change it. */
  readonly cpuMs: number;
  /** `rival supplier × getContract × contract in quoting: expected 404, was 200`. */
  readonly differences: readonly string[];
  /** By caller: the markers in what was read. */
  readonly seen: ReadonlyMap<string, ReadonlySet<string>>;
}

const STALE = '"999999999999999"';
const AT_ONCE = 24;
const MARKER = /mk-[0-9a-f]{12}/g;

/** A text for `Marker.text`. */
export const markerText = (): string => `mk-${randomUUID().slice(-12)}`;

/** Plays a table of expectations against a service in this process. */
export class MatrixSuite<F extends object> {
  private readonly rows: readonly Row[];
  private readonly tokens = new Map<string, string>();

  private constructor(
    private readonly matrix: Matrix<F>,
    private readonly routes: ReadonlyMap<string, Route>,
  ) {
    this.rows = whoMay().filter(({ operation }) => routes.has(operation));
  }

  static async of<F extends object>(matrix: Matrix<F>): Promise<MatrixSuite<F>> {
    const { payload } = await matrix.under.service.app.inject({ method: 'GET', url: '/openapi.json' });
    const { paths } = JSON.parse(payload) as { paths: Record<string, Record<string, { operationId?: string }>> };
    const routes = new Map<string, Route>();
    for (const [path, operations] of Object.entries(paths)) {
      for (const [method, { operationId }] of Object.entries(operations)) {
        if (operationId !== undefined) routes.set(operationId, { method: method.toUpperCase(), path });
      }
    }
    const suite = new MatrixSuite(matrix, routes);
    for (const { name, person } of CALLERS) {
      if (person !== undefined) suite.tokens.set(name, `Bearer ${(await devToken(tokenOf(person))).token}`);
    }
    return suite;
  }

  /** Operations of the service that have no row. */
  withoutRow(): readonly string[] {
    const known = new Set(this.rows.map(({ operation }) => operation));
    // They exist in development only, and are no part of the API.
    const development = (path: string) => path === '/v1/clock' || path.startsWith('/dev/');
    return [...this.routes].filter(([id, { path }]) => !known.has(id) && !development(path)).map(([id]) => id);
  }

  /** Rows that no cell is played for, because their kind of resource is in none of the states. */
  withoutThing(): readonly string[] {
    return this.rows
      .filter((row) => row.on !== undefined && this.thingsFor(row).length === 0)
      .map((row) => row.operation);
  }

  async play({ operation, callers = CALLERS, harmless = false }: Playing = {}): Promise<Played> {
    const rows = this.rows.filter((row) => operation === undefined || row.operation === operation);
    const cells = rows.flatMap((row) => this.cellsOf(row, callers));
    const differences: string[] = [];
    const seen = new Map<string, Set<string>>();
    const begun = performance.now();
    const cpu = process.cpuUsage();
    let next = 0;
    const worker = async (): Promise<void> => {
      for (let cell = cells[next++]; cell !== undefined; cell = cells[next++]) {
        differences.push(...(await this.differencesAt(cell, seen, harmless)));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    const { user, system } = process.cpuUsage(cpu);
    return {
      cells: cells.length,
      wallMs: (performance.now() - begun) / cells.length,
      cpuMs: (user + system) / 1_000 / cells.length,
      differences: differences.toSorted(),
      seen,
    };
  }

  /** What was read against "Who sees which field". */
  fieldDifferences(seen: Played['seen'], rows: readonly FieldRow[] = whoSees()): readonly string[] {
    const byField = new Map(rows.map((row) => [row.field, row]));
    return this.matrix.markers.flatMap(({ field, text, facts, place }) => {
      const row = byField.get(field);
      if (row === undefined) return [`${field}: no row in the table`];
      return CALLERS.flatMap(({ name, person }) => {
        const may = this.holdsAny(row.grants, { facts, person, operation: field, inOwnName: true });
        const does = seen.get(name)?.has(text) ?? false;
        if (may === does) return [];
        return [`${name} × ${field} × ${place}: ${does ? 'seen, and may not be' : 'not seen, and should be'}`];
      });
    });
  }

  private thingsFor({ operation, on }: Row): readonly Thing<F>[] {
    const { only = () => true } = this.matrix.calls[operation] ?? {};
    return this.matrix.things.filter((thing) => thing.on === on && only(thing.facts));
  }

  private cellsOf(row: Row, callers: readonly MatrixCaller[]): readonly Cell<F>[] {
    const call = this.matrix.calls[row.operation] ?? {};
    const route = this.routes.get(row.operation);
    if (route === undefined) return [];
    const things = row.on === undefined || call.lists !== undefined ? [undefined] : this.thingsFor(row);
    const owns = call.names === undefined ? [true] : [true, false];
    return callers.flatMap((caller) =>
      things.flatMap((thing) =>
        owns
          .filter((inOwnName) => inOwnName || caller.person?.sub !== call.names?.[1])
          .map((inOwnName) => ({ caller, row, thing, call, route, inOwnName })),
      ),
    );
  }

  private async differencesAt(cell: Cell<F>, seen: Map<string, Set<string>>, harmless: boolean): Promise<string[]> {
    const { caller, row, thing, call, route } = cell;
    const denial = this.denialOf(cell, harmless);
    const isRead = route.method === 'GET';
    const version = denial === undefined || harmless || thing?.version === undefined ? STALE : `"${thing.version}"`;
    const { statusCode, payload } = await this.send(cell, isRead ? undefined : version);
    const where = `${caller.name} × ${row.operation} × ${thing?.name ?? '–'}${cell.inOwnName ? '' : ', for another'}`;
    if (isRead) note(seen, caller.name, payload);
    const letIn = call.letInFor?.(caller.person) ?? call.letIn ?? [isRead ? 200 : 412];
    const expected = denial === undefined ? letIn : denial;
    if (!expected.includes(statusCode)) {
      return [`${where}: expected ${expected.join(' or ')}, was ${statusCode} ${codeOf(payload)}`];
    }
    if (call.lists === undefined || denial !== undefined) return [];
    return this.listDifferences(cell, call.lists(JSON.parse(payload)));
  }

  private listDifferences({ caller: { name, person }, row }: Cell<F>, listed: readonly string[]): string[] {
    return this.thingsFor(row).flatMap((thing) => {
      const { facts, isAbsent = false } = thing;
      const may = !isAbsent && this.holdsAny(row.grants, { facts, person, operation: row.operation, inOwnName: true });
      const does = listed.includes(Object.values(thing.at)[0] ?? '');
      return may === does ? [] : [`${name} × ${row.operation} × ${thing.name}: ${does ? 'listed' : 'not listed'}`];
    });
  }

  private send({ caller, call, route, thing, inOwnName }: Cell<F>, ifMatch: string | undefined) {
    const [parameter, other] = call.names ?? [];
    const at: Readonly<Record<string, string>> = {
      ...thing?.at,
      ...call.at,
      ...(parameter !== undefined && { [parameter]: (inOwnName ? caller.person?.sub : other) ?? 'nobody' }),
    };
    const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(at[name] ?? '1'));
    const body = call.bodyOf === undefined || thing === undefined ? call.body : call.bodyOf(thing.facts, caller.person);
    const authorization = this.tokens.get(caller.name);
    const payload = call.document ?? (body === undefined ? undefined : JSON.stringify(body));
    return this.answerTo({
      method: route.method,
      url:
        path +
        (call.query === undefined || thing === undefined ? '' : `?${call.query(thing)}`) +
        (call.lists ? `?limit=200${call.listQuery ?? ''}` : ''),
      headers: {
        ...(authorization !== undefined && { authorization }),
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
        ...(payload !== undefined && { 'content-type': call.document ? 'application/pdf' : 'application/json' }),
      },
      payload,
    });
  }

  private async answerTo({ method, url, headers, payload }: Sent): Promise<Answered> {
    const { service } = this.matrix.under;
    const base = baseFor(service, url);
    if (base === service.url) {
      return service.app.inject({
        method: method as 'GET',
        url,
        headers: { ...headers },
        ...(payload !== undefined && { payload }),
      });
    }
    // What is injected into the application comes in by the business port.
    const answer = await fetch(base + url, { method, headers, ...(payload !== undefined && { body: payload }) });
    return { statusCode: answer.status, payload: await answer.text() };
  }

  /** The answers that the table allows; undefined when it lets the caller in. */
  private denialOf(cell: Cell<F>, harmless: boolean): readonly number[] | undefined {
    const { person } = cell.caller;
    const { row, thing, call, inOwnName } = cell;
    const hasRole = row.grants.some(
      ({ roles, anyone }) => anyone || roles.some((role) => person?.roles.includes(role)),
    );
    if (!hasRole) return [(person === undefined ? row.noToken : row.otherRole) ?? 0];
    if (thing === undefined || call.lists !== undefined) return undefined;
    const question = { facts: thing.facts, person, operation: row.operation, inOwnName };
    if (thing.isAbsent !== true && this.holdsAny(row.grants, question)) return undefined;
    if (person === undefined) return [row.noToken ?? 0];
    const exception = row.exceptions.find(([condition]) => this.holds(condition, { ...question, person }));
    if (thing.isAbsent === true) return [exception?.[1] ?? 404];
    const denial = exception?.[1] ?? row.otherwise ?? 0;
    const answers = this.answersTo(denial, row, question, thing);
    // Such a request does not get as far as the rules about the person.
    return harmless && this.isDeniedByRule(row, question) ? [...answers, 412] : answers;
  }

  private answersTo(denial: Denial, row: Row, question: Asked<F>, { allows = [] }: Thing<F>): readonly number[] {
    const status = denial === 'both' ? (this.opens(row.on ?? '', question) ? 403 : 404) : denial;
    // A rule about the person may come after one about the status.
    return this.isDeniedByRule(row, question) && !allows.includes(row.operation) ? [status, 409] : [status];
  }

  private isDeniedByRule({ grants }: Row, question: Asked<F>): boolean {
    return this.holdsAny(grants.map(withoutRules), question);
  }

  private opens(on: string, question: Asked<F>): boolean {
    const opening = whoMayOpen(this.rows, this.matrix.opens[on]);
    return this.holdsAny(opening.grants, { ...question, operation: opening.operation });
  }

  private holdsAny(grants: readonly Grant[], question: Asked<F>): boolean {
    const { person } = question;
    return grants.some(({ roles, anyone, conditions }) => {
      if (!anyone && !roles.some((role) => person?.roles.includes(role))) return false;
      // Without a token there is no role and no organisation. A role counts by itself: another one adds nothing to it.
      const asked = person ?? { kind: 'person', sub: 'public', roles: [] };
      const each = anyone
        ? [asked]
        : roles.filter((role) => asked.roles.includes(role)).map((role) => ({ ...asked, roles: [role] }));
      return each.some((one) => conditions.every(({ name }) => this.holds(name, { ...question, person: one })));
    });
  }

  private holds(name: string, question: Question<F>): boolean {
    const condition = this.matrix.conditions[name];
    if (condition === undefined) throw new Error(`The condition "${name}" is not one that this suite can tell.`);
    return condition(question);
  }
}

type Asked<F> = Omit<Question<F>, 'person'> & { readonly person: Person | undefined };

const withoutRules = (grant: Grant): Grant => ({
  ...grant,
  conditions: grant.conditions.filter(({ isRule }) => !isRule),
});

function whoMayOpen(rows: readonly Row[], operation: string | undefined): Row {
  const row = rows.find((one) => one.operation === operation);
  if (row === undefined) throw new Error(`No row of the table opens a resource by ${operation}.`);
  return row;
}

const tokenOf = ({ sub, org, roles }: Person) => ({ sub, roles, ...(org !== undefined && { org }) });

function note(seen: Map<string, Set<string>>, caller: string, payload: string): void {
  const found = payload.match(MARKER);
  if (found === null) return;
  const known = seen.get(caller) ?? new Set<string>();
  for (const marker of found) known.add(marker);
  seen.set(caller, known);
}

const codeOf = (payload: string): string => /"code":"([A-Z_]+)"/.exec(payload)?.[1] ?? '';
