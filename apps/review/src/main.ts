import { runService } from '#common/service/start-service.js';
import { review } from './review.service-map.js';

void runService(review);
