import { runService } from '#common/service/start-service.js';
import { contracts } from './contracts.service-map.js';

void runService(contracts);
