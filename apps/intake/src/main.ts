import { runService } from '#common/service/run-service.js';
import { intake } from './intake.service-map.js';

void runService(intake);
