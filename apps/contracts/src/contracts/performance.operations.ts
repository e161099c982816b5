import { AcceptStatementHttp } from './accept-statement/accept-statement.http.js';
import { AssessDelayDamagesHttp } from './assess-delay-damages/assess-delay-damages.http.js';
import { ClaimPaymentHttp } from './claim-payment/claim-payment.http.js';
import { CorrectClaimHttp } from './correct-claim/correct-claim.http.js';
import { DisputeStatementHttp } from './dispute-statement/dispute-statement.http.js';
import { ExtendInspectionHttp } from './extend-inspection/extend-inspection.http.js';
import { InspectHttp } from './inspect/inspect.http.js';
import { NotifyFixHttp } from './notify-fix/notify-fix.http.js';
import { PlaceOrderHttp } from './place-order/place-order.http.js';
import { RecordPaymentHttp } from './record-payment/record-payment.http.js';
import { RecordRefundHttp } from './record-refund/record-refund.http.js';
import { ReportIncidentHttp } from './report-incident/report-incident.http.js';
import { ReturnClaimHttp } from './return-claim/return-claim.http.js';
import { SetOffDepositHttp } from './set-off-deposit/set-off-deposit.http.js';
import { SubmitStatementHttp } from './submit-statement/submit-statement.http.js';

/** What the parties do while a contract is performed (§5.6). */
export const performanceOperations = {
  placeOrder: [PlaceOrderHttp],
  submitStatement: [SubmitStatementHttp],
  acceptStatement: [AcceptStatementHttp],
  disputeStatement: [DisputeStatementHttp],
  inspect: [InspectHttp],
  extendInspection: [ExtendInspectionHttp],
  notifyFix: [NotifyFixHttp],
  claimPayment: [ClaimPaymentHttp],
  returnClaim: [ReturnClaimHttp],
  correctClaim: [CorrectClaimHttp],
  recordPayment: [RecordPaymentHttp],
  recordRefund: [RecordRefundHttp],
  setOffDeposit: [SetOffDepositHttp],
  assessDelayDamages: [AssessDelayDamagesHttp],
  reportIncident: [ReportIncidentHttp],
} as const;
