import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import type { Moment } from '#common/kernel/clock.js';
import { Refusal } from '#common/kernel/errors.js';
import type { SupplierState } from '../suppliers/domain/supplier.state.js';
import { DRAFT_NO_TAKEN } from './application.type.js';
import { Applications } from './applications.repository.js';
import type { ApplicationEvent } from './domain/application.events.js';
import { freeDraftNo } from './domain/drafting.js';
import type { ApplicationState } from './domain/application.state.js';

/** More than any quota: the list is read whole. */
const DRAFTS_READ_MAX = 1_000;

/** The drafts of suppliers, each with a number that no other draft of its supplier has. */
@Injectable()
export class Drafts {
  constructor(private readonly applications: Applications) {}

  /**
   * Drafts that begin at the same time may choose the same number, and only one gets it. Each try rules out a number,
   * so the tries end with a draft or with the refusal that the supplier has too many.
   */
  async begin(
    intent: Intent,
    { facts: { businessNumber } }: SupplierState,
    decide: (draftNo: number, moment: Moment) => readonly ApplicationEvent[],
  ): Promise<Snapshot<ApplicationState>> {
    const lost = new Set<number>();
    for (;;) {
      const taken = new Set([...lost, ...(await this.takenBy(businessNumber))]);
      let draftNo = 0;
      try {
        return await this.applications.create(intent, (moment) => {
          draftNo = freeDraftNo(taken, moment.policy['intake.supplierDraftsMax'], Math.random());
          return decide(draftNo, moment);
        });
      } catch (error) {
        if (!(error instanceof Refusal && error.code === DRAFT_NO_TAKEN)) throw error;
        lost.add(draftNo);
      }
    }
  }

  private async takenBy(businessNumber: string): Promise<readonly number[]> {
    const drafts = await this.applications.list({
      where: { 'state.supplier.businessNumber': businessNumber, 'state.status': 'DRAFT' },
      sortBy: '_id',
      descending: false,
      limit: DRAFTS_READ_MAX,
    });
    return drafts.map(({ state }) => state.draftNo);
  }
}
