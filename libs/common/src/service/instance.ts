import { hostname } from 'node:os';
import { newId } from '../kernel/ids.js';

/** Names this process among the instances of its service. */
export const INSTANCE = `${hostname()}/${process.pid}/${newId()}`;
