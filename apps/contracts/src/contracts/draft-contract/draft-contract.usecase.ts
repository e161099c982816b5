import { Injectable } from '@nestjs/common';
import type { Intent, Snapshot } from '#common/aggregates/aggregate-type.js';
import { Stores } from '#common/aggregates/stores.js';
import type { Person } from '#common/kernel/actor.js';
import { ChosenListing } from '../chosen-listing.js';
import { ContractPapers } from '../contract-papers.js';
import { Contracts } from '../contracts.repository.js';
import type { ContractState } from '../domain/contract.state.js';
import { draftContract, ensureMayDraft, type DraftInput } from '../domain/drafting.js';

/** The institution draws up the contract (계약서 작성): its document is made here, once. */
@Injectable()
export class DraftContract {
  constructor(
    private readonly contracts: Contracts,
    private readonly listings: ChosenListing,
    private readonly papers: ContractPapers,
    private readonly stores: Stores,
  ) {}

  async execute(
    intent: Intent & { readonly actor: Person; readonly operation: string },
    given: Omit<DraftInput, 'entry'>,
  ): Promise<Snapshot<ContractState>> {
    const { state, version } = await this.contracts.get(intent.id, intent);
    const draft = { ...given, entry: await this.listings.chosen(state) };
    // A repeat, or a draft that will be refused: nothing is printed, and the contract itself gives the answer.
    const idle = state.status !== 'DRAFTED' || intent.expectedVersion !== version;
    const document = idle ? undefined : await this.drawUp(state, draft);
    return this.contracts.change(intent, (now, moment) => draftContract(now, { ...draft, document }, moment));
  }

  private async drawUp(state: ContractState, draft: DraftInput) {
    const moment = this.stores.moment();
    const terms = ensureMayDraft(state, draft, moment);
    return this.papers.drawUp(state, { terms, deposit: draft.deposit }, moment);
  }
}
