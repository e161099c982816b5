import type { Static, TObject } from 'typebox';

/** The four services, in the order of the process: application, review, listing, contract. */
export const SERVICE_NAMES = ['intake', 'review', 'catalog', 'contracts'] as const;
export type ServiceName = (typeof SERVICE_NAMES)[number];

/** One type of published event: the single source of its TypeScript type, checks, schema, documents and fixtures. */
export interface EventDefinition<T extends TObject = TObject> {
  /** `ApplicationAccepted`. */
  readonly name: string;
  /** CloudEvents type on the wire: `kr.digitalservice.intake.ApplicationAccepted.v1`. */
  readonly type: string;
  readonly service: ServiceName;
  readonly topic: string;
  readonly version: number;
  readonly data: T;
  readonly sample: Static<T>;
  /** One or two sentences for the catalog of events. */
  readonly doc: string;
  /** Fields of `data` that are pseudonyms on the wire and plain for readers with the key: people among them. */
  readonly sealed: readonly string[];
  /** Read by the producing service only; no part of the published contract. */
  readonly internal: boolean;
  /**
   * Its topic forgets (`CONFIDENTIAL_TOPIC_DAYS`), because it tells about people of the review or about the inside of a
   * service. All events of one topic agree in this. A reader may meet a subject with a later event than its first.
   */
  readonly confidential: boolean;
}

export type EventData<D> = D extends EventDefinition<infer T> ? Static<T> : never;

/** Types whose data is sealed, by which of its fields. */
const sealing = new Map<string, readonly string[]>();
export const sealedIn = (type: string): readonly string[] => sealing.get(type) ?? [];

export function defineEvent<N extends string, T extends TObject>(event: {
  readonly name: N;
  /** `<service>.<aggregates>`; `<service>.internal` for facts only the service itself follows. */
  readonly topic: `${ServiceName}.${string}`;
  readonly version?: number;
  readonly doc: string;
  readonly data: T;
  readonly sample: Static<T>;
  /** Fields of `data` that name a person or list people; its topic forgets. */
  readonly people?: readonly string[];
  /** Fields that nobody may read on the wire, and whose topic keeps them. */
  readonly sealed?: readonly string[];
}): EventDefinition<T> & { readonly name: N } {
  const service = event.topic.slice(0, event.topic.indexOf('.')) as ServiceName;
  const version = event.version ?? 1;
  const { people = [] } = event;
  const sealed = [...people, ...(event.sealed ?? [])];
  const type = `kr.digitalservice.${service}.${event.name}.v${version}`;
  if (sealed.length > 0) sealing.set(type, sealed);
  const internal = event.topic.endsWith('.internal');
  return { ...event, sealed, service, version, type, internal, confidential: internal || people.length > 0 };
}
