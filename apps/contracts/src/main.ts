import { runService } from '#common/service/run-service.js';
import { contracts } from './contracts.service-map.js';

void runService(contracts);
