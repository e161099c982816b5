import { SERVICE_NAMES, type ServiceName } from '#common/events/define-event.js';
import { Api, until, type Persona, type Session, type View } from './api.js';
import { admin } from './cast.js';

/** The acts of one day of the story. */
export interface Step {
  /** ISO instant, in the time of Seoul. */
  readonly at: string;
  readonly title: string;
  readonly play: (stage: Stage) => Promise<void>;
}

/** Signs for a person of the story. */
interface Signing {
  /** @returns a detached CMS signature, base64 of its DER */
  sign(person: Persona, document: Uint8Array, at: Date): Promise<string>;
}

/** What the steps share: the services, and the ids from earlier steps. */
export class Stage {
  /** Ids by names that the steps share: `application:2`, `case:2`, `listing:2`, `agreement`, `contract:NEGOTIATED`. */
  private readonly ids = new Map<string, string>();
  /** The instant to which the clocks were moved last, and when. */
  private moved = { to: Date.now(), at: performance.now() };

  constructor(
    readonly api: Api,
    /** Resolves when nothing is under way between the services. */
    private readonly drained: () => Promise<void>,
    /** Without it the people attest. */
    private readonly signing?: Signing,
  ) {}

  as(persona: Persona): Session {
    return this.api.as(persona);
  }

  keep(name: string, view: View): View {
    this.ids.set(name, view.id);
    return view;
  }

  id(name: string): string {
    const id = this.ids.get(name);
    if (id === undefined) throw new Error(`The story has no ${name} yet.`);
    return id;
  }

  /** Sets all four clocks, after every event of the day before has arrived. */
  async moveTo(instant: string): Promise<void> {
    await this.drained();
    const now = new Date(instant).toISOString();
    await Promise.all(SERVICE_NAMES.map((service) => this.as(admin).post(service, '/v1/clock', { now })));
    this.moved = { to: Date.parse(now), at: performance.now() };
  }

  /** The person's electronic signature over a document, as the body of a command; empty where people attest. */
  async signature(person: Persona, service: ServiceName, path: string): Promise<{ readonly cms?: string }> {
    if (this.signing === undefined) return {};
    const { to, at } = this.moved;
    const now = new Date(to + performance.now() - at);
    return { cms: await this.signing.sign(person, await this.as(person).file(service, path), now) };
  }

  /** Waits until a resource satisfies `is`. */
  seen(persona: Persona, service: ServiceName, path: string, what: string, is: (view: View) => boolean): Promise<View> {
    return until(what, async () => {
      const view = await this.as(persona).get(service, path);
      return is(view) && view;
    });
  }
}
