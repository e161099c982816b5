import { Body, Controller } from '@nestjs/common';
import { createdBy } from '#common/aggregates/aggregate-store.js';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { savedComparisonView, SavedComparisonView } from '../comparison.view.js';
import { SaveComparisonRequest } from './save-comparison.request.js';
import { SaveComparison } from './save-comparison.usecase.js';

@Controller()
export class SaveComparisonHttp {
  constructor(private readonly useCase: SaveComparison) {}

  @Operation({
    id: 'saveComparison',
    method: 'POST',
    path: '/v1/comparisons',
    summary: 'An institution keeps a comparison as evidence for its choice',
    status: 201,
    answers: SavedComparisonView,
    refuses: ['COMPARISON_EXISTS', 'COMPARISON_SIZE', 'SUBTYPES_DIFFER'],
  })
  async handle(@Body() body: SaveComparisonRequest, @Meta() meta: CommandMeta): Promise<SavedComparisonView> {
    const id = createdBy('comparison', meta.causationId);
    return savedComparisonView(await this.useCase.execute({ ...meta, id, data: body }));
  }
}
