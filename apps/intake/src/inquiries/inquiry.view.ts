import { Type, type Static } from 'typebox';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { statusOf } from './domain/inquiry.evolve.js';
import type { InquiryState } from './domain/inquiry.state.js';

/** A question about the scheme and its answer (질의응답); who asked is shown to no reader. */
export const InquiryView = Type.Object(
  {
    id: Type.String(),
    version: Type.Integer(),
    self: Type.String(),
    status: Type.Enum(['OPEN', 'PUBLISHED']),
    /** As published; before, as it was asked. Absent where it was erased. */
    question: Type.Optional(Type.String()),
    answer: Type.Optional(Type.String()),
    answeredAt: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { $id: 'Inquiry' },
);
export type InquiryView = Static<typeof InquiryView>;

export function inquiryView({ id, version, state }: Snapshot<InquiryState>): InquiryView {
  const { published } = state;
  const question = published?.question ?? state.question;
  return {
    id,
    version,
    self: `/v1/inquiries/${id}`,
    status: statusOf(state),
    ...(question !== null && { question }),
    ...(published !== undefined && { answer: published.answer, answeredAt: published.at }),
  };
}
