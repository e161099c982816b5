import { runService } from '#common/service/start-service.js';
import { catalog } from './catalog.service-map.js';

void runService(catalog);
