import { SERVICE_NAMES, type ServiceName } from '#common/events/define-event.js';
import { Api, until, type Persona, type Session, type View } from './api.js';
import { admin } from './cast.js';

/** Something that is done on one day of the story. */
export interface Step {
  /** Instant in Seoul. */
  readonly at: string;
  readonly title: string;
  readonly play: (stage: Stage) => Promise<void>;
}

/** What the steps share: the services, and what came of earlier steps. */
export class Stage {
  /** Ids by a name the steps agree on: `application:2`, `case:2`, `listing:2`, `agreement`, `contract:NEGOTIATED`. */
  private readonly ids = new Map<string, string>();

  constructor(
    readonly api: Api,
    /** Resolves when nothing is on its way between the services any more. */
    private readonly drained: () => Promise<void>,
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

  /** All four clocks; what is under way arrives first, in the day it belongs to. */
  async moveTo(instant: string): Promise<void> {
    await this.drained();
    const now = new Date(instant).toISOString();
    await Promise.all(SERVICE_NAMES.map((service) => this.as(admin).post(service, '/v1/clock', { now })));
  }

  /** Waits until a resource looks as it should. */
  seen(persona: Persona, service: ServiceName, path: string, what: string, is: (view: View) => boolean): Promise<View> {
    return until(what, async () => {
      const view = await this.as(persona).get(service, path);
      return is(view) && view;
    });
  }
}
