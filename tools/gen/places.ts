import path from 'node:path';

/** Where this code runs from: the repository in tests, its `dist` otherwise. */
export const RUNNING = path.join(import.meta.dirname, '../..');

export const REPOSITORY = path.basename(RUNNING) === 'dist' ? path.dirname(RUNNING) : RUNNING;
