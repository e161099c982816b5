import { runService } from '#common/service/run-service.js';
import { catalog } from './catalog.service-map.js';

void runService(catalog);
