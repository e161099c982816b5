import type { Fault } from './fault.js';
import { lineFaults } from './line-faults.js';
import { processFaults } from './process-faults.js';
import { recordFaults } from './record-faults.js';
import { serverFaults } from './server-faults.js';

/** Every way to break the installation but the kills at crash points, which go on beside them. */
export const FAULTS: readonly Fault[] = [...processFaults, ...serverFaults, ...lineFaults, ...recordFaults];
