import { own } from '../kernel/own.js';

/** The status before the first event of a part. */
export const NEW = 'NEW';

/**
 * The statuses of one kind of thing in an aggregate (상태 전이), as data: the aggregate itself, or its items, changes,
 * terms. The walk of random commands in the specs has to reach exactly these edges, all of them.
 */
export interface StatusMachine<S> {
  /** Marker of its diagram in `docs/domain/process.md`: `application`. */
  readonly name: string;
  /** The status of each part by its id; one part with the id '' where the aggregate itself is meant. */
  readonly statusesOf: (state: S) => Readonly<Record<string, string>>;
  /** Event type → status before (`NEW` for none) → status or statuses after. What changes no status is left out. */
  readonly edges: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** One way from a status to another. */
export interface Edge {
  /** Name of the machine: an item may go the way that its session may not. */
  readonly machine: string;
  readonly from: string;
  readonly event: string;
  readonly to: string;
}

/** The declared edges, one by one. */
export const edgesOf = ({ name, edges }: Pick<StatusMachine<never>, 'name' | 'edges'>): readonly Edge[] =>
  Object.entries(edges).flatMap(([event, ways]) =>
    Object.entries(ways).flatMap(([from, to]) => [to].flat().map((one) => ({ machine: name, from, event, to: one }))),
  );

/** What one event did to the statuses. */
export function edgesBetween<S>(
  machine: StatusMachine<S>,
  event: string,
  before: S | undefined,
  after: S,
): readonly Edge[] {
  const was = before === undefined ? {} : machine.statusesOf(before);
  return Object.entries(machine.statusesOf(after)).flatMap(([id, to]) => {
    const from = own(was, id) ?? NEW;
    return from === to ? [] : [{ machine: machine.name, from, event, to }];
  });
}

/** The diagram, as Mermaid text. */
export function mermaidOf(machine: StatusMachine<never>): string {
  const edges = edgesOf(machine);
  const ends = [...new Set(edges.map(({ to }) => to))].filter((status) => !edges.some(({ from }) => from === status));
  return [
    'stateDiagram-v2',
    ...edges.map(({ from, event, to }) => `  ${from === NEW ? '[*]' : from} --> ${to}: ${event}`),
    ...ends.map((status) => `  ${status} --> [*]`),
  ].join('\n');
}
