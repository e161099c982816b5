import { evolution } from '#common/aggregates/evolution.js';
import type { StatusMachine } from '#common/aggregates/transitions.js';
import type { QuestionSetEvent } from './question-set.events.js';
import type { QuestionSetState } from './question-set.state.js';

export const evolve = evolution<QuestionSetState, QuestionSetEvent>()(
  {
    QuestionSetPublished: ({ data: { kind, subtype, n, effectiveFrom, questions }, at }, state) => ({
      kind,
      ...(subtype !== undefined && { subtype }),
      versions: [...(state?.versions ?? []), { n, effectiveFrom, questions, publishedAt: at.toISOString() }],
    }),
  },
  (state, event) => {
    switch (event.type) {
      case 'QuestionSetWithdrawn':
        return {
          ...state,
          versions: state.versions.map((version) =>
            version.n === event.data.n ? { ...version, withdrawnAt: event.at.toISOString() } : version,
          ),
        };
    }
  },
);

export const questionSetMachine: StatusMachine<QuestionSetState> = {
  name: 'question-set-version',
  statusesOf: ({ versions }) =>
    Object.fromEntries(
      versions.map(({ n, withdrawnAt }) => [String(n), withdrawnAt === undefined ? 'PUBLISHED' : 'WITHDRAWN']),
    ),
  edges: {
    QuestionSetPublished: { NEW: 'PUBLISHED' },
    QuestionSetWithdrawn: { PUBLISHED: 'WITHDRAWN' },
  },
};
