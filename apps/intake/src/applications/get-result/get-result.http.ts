import { Controller, Param } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { Applications } from '../applications.repository.js';
import { REMEDY, ResultView } from './result.view.js';

@Controller()
export class GetResultHttp {
  constructor(private readonly applications: Applications) {}

  @Operation({
    id: 'getResult',
    method: 'GET',
    path: '/v1/applications/:id/result',
    summary: 'The decision on an application, with reasons by criterion',
    answers: ResultView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<ResultView> {
    const { state } = await this.applications.get(id, asking);
    return {
      applicationId: id,
      status: state.status,
      ...(state.result !== undefined && { result: state.result }),
      ...(state.status === 'NOT_SELECTED' && { remedy: REMEDY }),
    };
  }
}
