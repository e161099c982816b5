import { Injectable } from '@nestjs/common';
import type { Moment } from '#common/kernel/clock.js';
import { wrongState } from '#common/kernel/errors.js';
import type { KeptPaper } from '#common/kernel/kept-paper.js';
import { KeptPapers } from '#common/papers/kept-papers.js';
import { paperAsHtml } from '#common/papers/paper.html.js';
import { Printer } from '#common/papers/printer.js';
import { CONTRACT_TEMPLATE, contractPaper, paperFactsOf } from './contract.paper.js';
import { chosenOf } from './domain/contract.rules.js';
import type { ContractDocument, ContractState, Deposit, Terms } from './domain/contract.state.js';

/** The contract document (계약서): printed once, at the draft, and kept. */
@Injectable()
export class ContractPapers {
  constructor(
    private readonly printer: Printer,
    private readonly papers: KeptPapers,
  ) {}

  /**
   * Prints the document of a draft and keeps it; swept when no draft names it.
   * @throws Refusal 503 PRINTING_UNAVAILABLE
   */
  async drawUp(
    contract: ContractState,
    { terms, deposit }: { readonly terms: Terms; readonly deposit: Deposit },
    moment: Moment,
  ): Promise<KeptPaper | undefined> {
    const chosen = chosenOf(contract);
    if (chosen === undefined) return undefined;
    const paper = contractPaper({ contract, chosen, terms, deposit, madeAt: moment.at });
    const { fileId, sha256, bytes } = await this.papers.keep(await this.printer.print(paper));
    return { template: CONTRACT_TEMPLATE, madeAt: moment.at.toISOString(), fileId, sha256, bytes };
  }

  /** The same document for the screen, by the template that made it. @throws Refusal as `documentOf` */
  asHtml(state: ContractState): string {
    const facts = paperFactsOf(state);
    if (facts === undefined) throw noDocument(state);
    return paperAsHtml(contractPaper(facts, state.document?.template));
  }
}

/** @throws Refusal 409 PAPER_NOT_MADE before the draft, and for a contract that was concluded before this system */
export function documentOf(state: ContractState): ContractDocument {
  if (state.document === undefined) throw noDocument(state);
  return state.document;
}

const noDocument = ({ status }: ContractState) =>
  wrongState(
    'PAPER_NOT_MADE',
    `The contract is ${status} and has no document: it is made when the contract is drafted.`,
  );
