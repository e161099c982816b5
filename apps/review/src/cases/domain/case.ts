/** The review case, by behaviour: examination, following its session, conclusion. */
export { evolve } from './case.evolve.js';
export { conclude, type Conclusion } from './conclusion.js';
export {
  assignExaminers,
  declareExaminerConflict,
  openCase,
  submitExamination,
  type ExaminationText,
} from './examination.js';
export {
  followAgenda,
  followClearance,
  followDismissal,
  followRecusal,
  followRelease,
  followRemovalRefusal,
  followWithdrawal,
  requestWithdrawal,
} from './following.js';
