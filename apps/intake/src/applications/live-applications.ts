import { Injectable } from '@nestjs/common';
import { Refusal, wrongState } from '#common/kernel/errors.js';
import { Applications } from './applications.repository.js';
import { serviceKey } from './domain/application.rules.js';
import { isLiveObjection, type ApplicationState } from './domain/application.state.js';

/** More than any supplier has: the list is read whole. */
const REFUSED_READ_MAX = 1_000;

/** One live application or objection for each service of a supplier. */
@Injectable()
export class LiveApplications {
  constructor(private readonly applications: Applications) {}

  /**
   * Does something by which an application claims its service. The claim alone decides; the refusal names what was
   * there first, all of it the supplier's own.
   * @throws Refusal 409 APPLICATION_DUPLICATE
   */
  async naming<T>(id: string, act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'APPLICATION_DUPLICATE') throw error;
      throw (await this.refusalNaming(id)) ?? error;
    }
  }

  /** The newest refusal of the same service, or of the application that this one was copied from. */
  async refusedBefore(mine: ApplicationState): Promise<ApplicationState | undefined> {
    const refused = await this.applications.list({
      where: { 'state.supplier.businessNumber': mine.supplier.businessNumber, 'state.status': 'NOT_SELECTED' },
      sortBy: '_id',
      descending: true,
      limit: REFUSED_READ_MAX,
    });
    const ofSameService = refused.find(
      ({ state }) => serviceKey(state) === serviceKey(mine) || state.id === mine.copyOf?.applicationId,
    );
    return ofSameService?.state;
  }

  /** What its claim would be refused with now; undefined where nothing else stands for the service. */
  async duplicateOf(mine: ApplicationState): Promise<Refusal | undefined> {
    const [first] = await this.applications.list({
      where: { claims: serviceKey(mine) },
      sortBy: '_id',
      descending: false,
      limit: 1,
    });
    if (first === undefined || first.id === mine.id) return undefined;
    return wrongState('APPLICATION_DUPLICATE', `${mine.service.name}: ${standing(first.state)} A service has one.`);
  }

  /** Undefined where the other one has let go of the service since. */
  private async refusalNaming(id: string): Promise<Refusal | undefined> {
    const mine = await this.applications.find(id);
    return mine && this.duplicateOf(mine.state);
  }
}

function standing({ id, status, objections = [], decision, revote }: ApplicationState): string {
  const objection = objections.find(isLiveObjection);
  if (objection !== undefined)
    return `objection ${objection.n} of application ${id}, filed on ${objection.filedOn}, waits for its answer.`;
  if (revote !== undefined)
    return `the committee votes again on application ${id}, which session ${revote.sessionNo} decided.`;
  const since = decision === undefined ? '' : ` since session ${decision.sessionNo}`;
  return `application ${id} is ${status}${since}.`;
}
