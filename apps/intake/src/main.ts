import { runService } from '#common/service/start-service.js';
import { intake } from './intake.service-map.js';

void runService(intake);
