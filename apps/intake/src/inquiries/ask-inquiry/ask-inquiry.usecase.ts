import { Injectable } from '@nestjs/common';
import { createdBy } from '#common/aggregates/aggregate-store.js';
import type { Command, Snapshot } from '#common/aggregates/aggregate-type.js';
import type { CommandMeta } from '#common/http/meta.js';
import { Refusal } from '#common/kernel/errors.js';
import { freeDraftNo } from '../../applications/domain/drafting.js';
import { Suppliers } from '../../suppliers/suppliers.repository.js';
import { askInquiry } from '../domain/answering.js';
import type { InquiryState } from '../domain/inquiry.state.js';
import { Inquiries } from '../inquiries.repository.js';
import { INQUIRY_NO_TAKEN } from '../inquiry.type.js';

/** More than any quota: the list is read whole. */
const READ_MAX = 1_000;

type AskCommand = Omit<Command<{ readonly question: string }>, 'id'> & CommandMeta;

/** A registered supplier asks; as with drafts, each try for a number rules one out. */
@Injectable()
export class AskInquiry {
  constructor(
    private readonly inquiries: Inquiries,
    private readonly suppliers: Suppliers,
  ) {}

  async execute({ data: { question }, ...command }: AskCommand): Promise<Snapshot<InquiryState>> {
    const { businessNumber } = (await this.suppliers.registeredOf(command.actor)).facts;
    const inquiryId = createdBy('inquiry', command.causationId);
    const lost = new Set<number>();
    for (;;) {
      const taken = new Set([...lost, ...(await this.openOf(businessNumber))]);
      let no = 0;
      try {
        return await this.inquiries.create({ ...command, id: inquiryId }, (moment) => {
          no = freeDraftNo(taken, moment.policy['intake.openInquiriesMax'], Math.random());
          return askInquiry({ inquiryId, businessNumber, no, question }, moment);
        });
      } catch (error) {
        if (!(error instanceof Refusal && error.code === INQUIRY_NO_TAKEN)) throw error;
        lost.add(no);
      }
    }
  }

  private async openOf(businessNumber: string): Promise<readonly number[]> {
    const open = await this.inquiries.list({
      where: { 'state.businessNumber': businessNumber, 'state.published.at': { exists: false } },
      sortBy: '_id',
      descending: false,
      limit: READ_MAX,
    });
    return open.map(({ state }) => state.no);
  }
}
