import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { CaseView } from '../case.view.js';
import { Standing } from '../../committee/standing.js';
import { CaseViews } from '../case.views.js';
import { Cases } from '../cases.repository.js';

@Controller()
export class GetCaseHttp {
  constructor(
    private readonly cases: Cases,
    private readonly views: CaseViews,
    private readonly standing: Standing,
  ) {}

  @Operation({
    id: 'getCase',
    method: 'GET',
    path: '/v1/cases/:id',
    summary: 'A review case, as far as the reader may know it',
    answers: CaseView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<CaseView> {
    const known = await this.standing.of(asking);
    return this.views.of(await this.cases.get(id, known), known.actor);
  }
}
