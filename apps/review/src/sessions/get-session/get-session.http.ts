import { Controller } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker, NumberParam } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { sessionIdOf } from '../session.type.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';
import { Sessions } from '../sessions.repository.js';

@Controller()
export class GetSessionHttp {
  constructor(
    private readonly sessions: Sessions,
    private readonly views: SessionViews,
  ) {}

  @Operation({
    id: 'getSession',
    method: 'GET',
    path: '/v1/sessions/:no',
    summary: 'A session, as far as the reader may know it; the public once it is published',
    answers: SessionView,
  })
  async handle(@NumberParam('no') no: number, @Asker() asking: Asking): Promise<SessionView> {
    return this.views.now(await this.sessions.get(sessionIdOf(no), asking), asking.actor);
  }
}
