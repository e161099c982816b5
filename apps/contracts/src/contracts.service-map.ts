import { ContractSigned } from '#common/events/definitions/contract-signed.js';
import { kept, type ServiceMap } from '#common/service/service-map.js';
import { budgetType } from './budgets/budget.type.js';
import { Budgets } from './budgets/budgets.repository.js';
import { SettleReservations } from './budgets/settle-reservations/settle-reservations.timer.js';
import { CatalogFreshness } from './catalog/catalog-freshness.js';
import { Catalog } from './catalog/catalog.mongo.js';
import { OnContractSigned } from './consumers/on-contract-signed.js';
import { contractsPermissions } from './contracts.permissions.js';
import { ContractTimer } from './contracts/contract.timer.js';
import { contractType } from './contracts/contract.type.js';
import { ContractViews } from './contracts/contract.views.js';
import { Contracts } from './contracts/contracts.repository.js';
import { SigningGround } from './contracts/sign-contract/signing-ground.js';
import { institutionType } from './institutions/institution.type.js';
import { Institutions } from './institutions/institutions.repository.js';
import { catalogProjection } from './projections/catalog.projection.js';
import { contractFigures, selectionFigures } from './projections/statistics.projection.js';
import { Figures } from './statistics/figures.mongo.js';
import { RegisterInstitutionHttp } from './institutions/register-institution/register-institution.http.js';
import { RegisterInstitution } from './institutions/register-institution/register-institution.usecase.js';
import { VerifyInstitutionHttp } from './institutions/verify-institution/verify-institution.http.js';
import { VerifyInstitution } from './institutions/verify-institution/verify-institution.usecase.js';
import { GetInstitutionHttp } from './institutions/get-institution/get-institution.http.js';
import { SetBudgetHttp } from './budgets/set-budget/set-budget.http.js';
import { SetBudget } from './budgets/set-budget/set-budget.usecase.js';
import { GetBudgetHttp } from './budgets/get-budget/get-budget.http.js';
import { PlanContractHttp } from './contracts/plan-contract/plan-contract.http.js';
import { PlanContract } from './contracts/plan-contract/plan-contract.usecase.js';
import { GetContractHttp } from './contracts/get-contract/get-contract.http.js';
import { ListContractsHttp } from './contracts/list-contracts/list-contracts.http.js';
import { GetContractHistoryHttp } from './contracts/get-contract-history/get-contract-history.http.js';
import { RequestQuotesHttp } from './contracts/request-quotes/request-quotes.http.js';
import { RequestQuotes } from './contracts/request-quotes/request-quotes.usecase.js';
import { SubmitQuoteHttp } from './contracts/submit-quote/submit-quote.http.js';
import { SubmitQuote } from './contracts/submit-quote/submit-quote.usecase.js';
import { DeclineQuoteHttp } from './contracts/decline-quote/decline-quote.http.js';
import { DeclineQuote } from './contracts/decline-quote/decline-quote.usecase.js';
import { ChooseSupplierHttp } from './contracts/choose-supplier/choose-supplier.http.js';
import { ChooseSupplier } from './contracts/choose-supplier/choose-supplier.usecase.js';
import { RequestProposalsHttp } from './contracts/request-proposals/request-proposals.http.js';
import { RequestProposals } from './contracts/request-proposals/request-proposals.usecase.js';
import { SubmitProposalHttp } from './contracts/submit-proposal/submit-proposal.http.js';
import { SubmitProposal } from './contracts/submit-proposal/submit-proposal.usecase.js';
import { EvaluateProposalsHttp } from './contracts/evaluate-proposals/evaluate-proposals.http.js';
import { EvaluateProposals } from './contracts/evaluate-proposals/evaluate-proposals.usecase.js';
import { AgreeTermsHttp } from './contracts/agree-terms/agree-terms.http.js';
import { AgreeTerms } from './contracts/agree-terms/agree-terms.usecase.js';
import { DraftContractHttp } from './contracts/draft-contract/draft-contract.http.js';
import { DraftContract } from './contracts/draft-contract/draft-contract.usecase.js';
import { SignContractHttp } from './contracts/sign-contract/sign-contract.http.js';
import { SignContract } from './contracts/sign-contract/sign-contract.usecase.js';
import { CancelContractHttp } from './contracts/cancel-contract/cancel-contract.http.js';
import { CancelContract } from './contracts/cancel-contract/cancel-contract.usecase.js';
import { RegisterUsageHttp } from './contracts/register-usage/register-usage.http.js';
import { RegisterUsage } from './contracts/register-usage/register-usage.usecase.js';
import { GetStatisticsHttp } from './statistics/get-statistics/get-statistics.http.js';

/** Contracts (이용계약): institutions ask, suppliers quote, both sign within a budget; use is registered and counted. */
export const contracts: ServiceMap = {
  service: 'contracts',
  title: 'Contracts',
  description:
    'Institutions contract listed digital services, negotiated or by catalog, and register their use (이용계약).',
  defaultPort: 3004,
  aggregates: [kept(institutionType, Institutions), kept(budgetType, Budgets), kept(contractType, Contracts)],
  operations: {
    registerInstitution: [RegisterInstitutionHttp, RegisterInstitution],
    verifyInstitution: [VerifyInstitutionHttp, VerifyInstitution],
    getInstitution: [GetInstitutionHttp],
    setBudget: [SetBudgetHttp, SetBudget],
    getBudget: [GetBudgetHttp],
    planContract: [PlanContractHttp, PlanContract],
    getContract: [GetContractHttp],
    listContracts: [ListContractsHttp],
    getContractHistory: [GetContractHistoryHttp],
    requestQuotes: [RequestQuotesHttp, RequestQuotes],
    submitQuote: [SubmitQuoteHttp, SubmitQuote],
    declineQuote: [DeclineQuoteHttp, DeclineQuote],
    chooseSupplier: [ChooseSupplierHttp, ChooseSupplier],
    requestProposals: [RequestProposalsHttp, RequestProposals],
    submitProposal: [SubmitProposalHttp, SubmitProposal],
    evaluateProposals: [EvaluateProposalsHttp, EvaluateProposals],
    agreeTerms: [AgreeTermsHttp, AgreeTerms],
    draftContract: [DraftContractHttp, DraftContract],
    signContract: [SignContractHttp, SignContract],
    cancelContract: [CancelContractHttp, CancelContract],
    registerUsage: [RegisterUsageHttp, RegisterUsage],
    getStatistics: [GetStatisticsHttp],
  },
  consumers: [[ContractSigned, OnContractSigned]],
  projections: [catalogProjection, contractFigures, selectionFigures],
  timers: [ContractTimer, SettleReservations],
  permissions: contractsPermissions,
  providers: [Catalog, CatalogFreshness, ContractViews, SigningGround, Figures],
};
