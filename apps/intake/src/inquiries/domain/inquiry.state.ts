/** A question about the scheme, and its answer for all (질의응답). */
export interface InquiryState {
  readonly id: string;
  /** Who asked; shown to no reader. */
  readonly businessNumber: string;
  /** Which of its supplier's open questions it is, from 0. */
  readonly no: number;
  /** As it was asked; null once erased. */
  readonly question: string | null;
  readonly askedAt: string;
  /** `sub` of the person who asked; they do not answer. */
  readonly askedBy?: string;
  readonly published?: PublishedAnswer;
}

/** What all may read: the question in words that tell nothing of who asked, and the answer. */
export interface PublishedAnswer {
  readonly question: string;
  readonly answer: string;
  readonly at: string;
}
