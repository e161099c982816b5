import { runService } from '#common/service/run-service.js';
import { catalogServiceMap } from './catalog.service-map.js';

await runService(catalogServiceMap);
