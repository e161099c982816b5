import type { Fault } from './fault.js';
import { lineFaults } from './line-faults.js';
import { processFaults } from './process-faults.js';
import { recordFaults } from './record-faults.js';
import { serverFaults } from './server-faults.js';

/** Every way to break the installation, except the kills at crash points, which run alongside. */
export const FAULTS: readonly Fault[] = [...processFaults, ...serverFaults, ...lineFaults, ...recordFaults];
