import { SERVICES } from '../../../tools/services.js';
import { startNaively } from './naive-service.js';

/**
 * `node dist/test/chaos/naive/main.js <service>`: a service wired as a tutorial would. It is the control of the chaos
 * suite, which must fail on it.
 */
const map = SERVICES.find(({ service }) => service === process.argv[2]);
if (map === undefined) throw new Error(`Name one of ${SERVICES.map(({ service }) => service).join(', ')}.`);
const service = await startNaively(map, process.env);
const end = (): void => void service.stop().then(() => process.exit(0));
process.once('SIGTERM', end).once('SIGINT', end);
