import { Controller } from '@nestjs/common';
import type { Asking } from '#common/kernel/actor.js';
import { Asker, NumberParam } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { SessionReading } from '../session-reading.js';
import { SessionView } from '../session.view.js';
import { SessionViews } from '../session.views.js';

@Controller()
export class GetSessionHttp {
  constructor(
    private readonly sessions: SessionReading,
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
    const { session, reader } = await this.sessions.get(no, asking);
    return this.views.now(session, reader);
  }
}
