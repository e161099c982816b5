import { evolution } from '#common/aggregates/evolution.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import type { InquiryEvent } from './inquiry.events.js';
import type { InquiryState } from './inquiry.state.js';

export const evolve = evolution<InquiryState, InquiryEvent>()(
  {
    InquiryAsked: ({ data: { inquiryId, businessNumber, no, question }, at, actor }) => ({
      id: inquiryId,
      businessNumber,
      no,
      question,
      askedAt: at.toISOString(),
      ...(actor.kind === 'person' && { askedBy: actor.sub }),
    }),
  },
  (state, event) => {
    switch (event.type) {
      case 'InquiryAnswered':
        return { ...state, published: { ...event.data, at: event.at.toISOString() } };
    }
  },
);

export const inquiryMachine: StatusMachine<InquiryState> = {
  name: 'inquiry',
  statusesOf: (inquiry) => ({ '': statusOf(inquiry) }),
  edges: {
    InquiryAsked: { NEW: 'OPEN' },
    InquiryAnswered: { OPEN: 'PUBLISHED', PUBLISHED: 'PUBLISHED' },
  },
};

export const statusOf = ({ published }: InquiryState): 'OPEN' | 'PUBLISHED' =>
  published === undefined ? 'OPEN' : 'PUBLISHED';
