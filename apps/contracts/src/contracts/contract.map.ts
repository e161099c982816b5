import { aggregateMap } from '#common/service/service-map.js';
import { papersAndSignatures, signatureTrust } from '#common/signatures/papers-and-signatures.js';
import { AgreeTermsHttp } from './agree-terms/agree-terms.http.js';
import { AmendContractHttp } from './amend-contract/amend-contract.http.js';
import { AmendContract } from './amend-contract/amend-contract.usecase.js';
import { breachOperations } from './breach.operations.js';
import { CancelContractHttp } from './cancel-contract/cancel-contract.http.js';
import { ChooseSupplierHttp } from './choose-supplier/choose-supplier.http.js';
import { ChosenListing } from './chosen-listing.js';
import { contractPermissions } from './contract.permissions.js';
import { CompleteContractHttp } from './complete-contract/complete-contract.http.js';
import { ConfirmDataDestructionHttp } from './confirm-data-destruction/confirm-data-destruction.http.js';
import { ConfirmDataReturnHttp } from './confirm-data-return/confirm-data-return.http.js';
import { ContractPapers } from './contract-papers.js';
import { ContractTimer } from './contract.timer.js';
import { contractType } from './contract.type.js';
import { ContractViews } from './contract.views.js';
import { Contracts } from './contracts.repository.js';
import { CorrectUsageHttp } from './correct-usage/correct-usage.http.js';
import { DeclineAmendmentHttp } from './decline-amendment/decline-amendment.http.js';
import { DeclineQuoteHttp } from './decline-quote/decline-quote.http.js';
import { documentOperations } from './document.operations.js';
import { DraftContractHttp } from './draft-contract/draft-contract.http.js';
import { DraftContract } from './draft-contract/draft-contract.usecase.js';
import { EvaluateProposalsHttp } from './evaluate-proposals/evaluate-proposals.http.js';
import { GetContractHistoryHttp } from './get-contract-history/get-contract-history.http.js';
import { GetContractHttp } from './get-contract/get-contract.http.js';
import { GiveEndNoticeHttp } from './give-end-notice/give-end-notice.http.js';
import { KeepContractHttp } from './keep-contract/keep-contract.http.js';
import { Lineage } from './lineage.js';
import { ListContractsHttp } from './list-contracts/list-contracts.http.js';
import { OpenContractYearHttp } from './open-contract-year/open-contract-year.http.js';
import { OpenContractYear } from './open-contract-year/open-contract-year.usecase.js';
import { performanceOperations } from './performance.operations.js';
import { ListLocalNegotiatedContractsHttp } from './list-local-negotiated-contracts/list-local-negotiated-contracts.http.js';
import { ListUnregisteredContractsHttp } from './list-unregistered-contracts/list-unregistered-contracts.http.js';
import { PlanContractHttp } from './plan-contract/plan-contract.http.js';
import { PlanContract } from './plan-contract/plan-contract.usecase.js';
import { RecordPreConsultationHttp } from './record-pre-consultation/record-pre-consultation.http.js';
import { RegisterUsageHttp } from './register-usage/register-usage.http.js';
import { RequestProposalsHttp } from './request-proposals/request-proposals.http.js';
import { RequestProposals } from './request-proposals/request-proposals.usecase.js';
import { RequestQuotesHttp } from './request-quotes/request-quotes.http.js';
import { RequestQuotes } from './request-quotes/request-quotes.usecase.js';
import { RescindContractHttp } from './rescind-contract/rescind-contract.http.js';
import { AmendmentGround } from './sign-amendment/amendment-ground.js';
import { SignAmendmentHttp } from './sign-amendment/sign-amendment.http.js';
import { SignAmendment } from './sign-amendment/sign-amendment.usecase.js';
import { SettleTerminationHttp } from './settle-termination/settle-termination.http.js';
import { SignContractHttp } from './sign-contract/sign-contract.http.js';
import { SignContract } from './sign-contract/sign-contract.usecase.js';
import { SigningGround } from './sign-contract/signing-ground.js';
import { SubmitProposalHttp } from './submit-proposal/submit-proposal.http.js';
import { SubmitProposal } from './submit-proposal/submit-proposal.usecase.js';
import { SubmitQuoteHttp } from './submit-quote/submit-quote.http.js';
import { SubmitQuote } from './submit-quote/submit-quote.usecase.js';
import { SweepContractPapers } from './sweep-contract-papers.js';
import { TerminateContractHttp } from './terminate-contract/terminate-contract.http.js';

/** Use contracts (이용계약), from the need to the registration of the use. */
export const useContracts = aggregateMap({
  type: contractType,
  repository: Contracts,
  operations: {
    planContract: [PlanContractHttp, PlanContract],
    getContract: [GetContractHttp],
    listContracts: [ListContractsHttp],
    getContractHistory: [GetContractHistoryHttp],
    requestQuotes: [RequestQuotesHttp, RequestQuotes],
    submitQuote: [SubmitQuoteHttp, SubmitQuote],
    declineQuote: [DeclineQuoteHttp],
    chooseSupplier: [ChooseSupplierHttp],
    requestProposals: [RequestProposalsHttp, RequestProposals],
    submitProposal: [SubmitProposalHttp, SubmitProposal],
    evaluateProposals: [EvaluateProposalsHttp],
    recordPreConsultation: [RecordPreConsultationHttp],
    agreeTerms: [AgreeTermsHttp],
    draftContract: [DraftContractHttp, DraftContract],
    signContract: [SignContractHttp, SignContract],
    cancelContract: [CancelContractHttp],
    openContractYear: [OpenContractYearHttp, OpenContractYear],
    registerUsage: [RegisterUsageHttp],
    correctUsage: [CorrectUsageHttp],
    listUnregisteredContracts: [ListUnregisteredContractsHttp],
    listLocalNegotiatedContracts: [ListLocalNegotiatedContractsHttp],
    amendContract: [AmendContractHttp, AmendContract],
    signAmendment: [SignAmendmentHttp, SignAmendment],
    declineAmendment: [DeclineAmendmentHttp],
    giveEndNotice: [GiveEndNoticeHttp],
    confirmDataReturn: [ConfirmDataReturnHttp],
    confirmDataDestruction: [ConfirmDataDestructionHttp],
    completeContract: [CompleteContractHttp],
    terminateContract: [TerminateContractHttp],
    settleTermination: [SettleTerminationHttp],
    keepContract: [KeepContractHttp],
    rescindContract: [RescindContractHttp],
    ...breachOperations,
    ...performanceOperations,
    ...documentOperations,
  },
  permissions: contractPermissions,
  timers: [ContractTimer],
  chores: [SweepContractPapers],
  providers: [
    ContractViews,
    SigningGround,
    AmendmentGround,
    ChosenListing,
    Lineage,
    ContractPapers,
    ...papersAndSignatures,
  ],
  adapters: [signatureTrust],
});
