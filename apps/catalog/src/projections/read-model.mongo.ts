import { OPERATION_TIMEOUT_MS } from '#common/aggregates/mongo-documents.js';

/** A read model is read as the majority has it, and no request waits for it longer than for an aggregate. */
export const READ = { readConcern: { level: 'majority' }, timeoutMS: OPERATION_TIMEOUT_MS } as const;
