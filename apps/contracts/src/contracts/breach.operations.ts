import { AnswerBreachHttp } from './answer-breach/answer-breach.http.js';
import { ConfirmCorrectionHttp } from './confirm-correction/confirm-correction.http.js';
import { DecideBreachHttp } from './decide-breach/decide-breach.http.js';
import { ReportBreachHttp } from './report-breach/report-breach.http.js';

/** What the parties do when one of them breaks the contract. */
export const breachOperations = {
  reportBreach: [ReportBreachHttp],
  answerBreach: [AnswerBreachHttp],
  decideBreach: [DecideBreachHttp],
  confirmCorrection: [ConfirmCorrectionHttp],
} as const;
