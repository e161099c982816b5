import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { savedComparisonView, SavedComparisonView } from '../comparison.view.js';
import { Comparisons } from '../comparisons.repository.js';

@Controller()
export class GetComparisonHttp {
  constructor(private readonly comparisons: Comparisons) {}

  @Operation({
    id: 'getComparison',
    method: 'GET',
    path: '/v1/comparisons/:id',
    summary: 'A saved comparison, as it was saved',
    answers: SavedComparisonView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<SavedComparisonView> {
    return savedComparisonView(await this.comparisons.get(id, asking));
  }
}
