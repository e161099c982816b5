import { runService } from '#common/service/run-service.js';
import { review } from './review.service-map.js';

void runService(review);
