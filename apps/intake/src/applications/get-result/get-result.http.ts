import { Controller, Param } from '@nestjs/common';
import { Stores } from '#common/aggregates/stores.js';
import type { Asking } from '#common/kernel/actor.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import type { ReviewResultNotified } from '#common/events/definitions/review-result-notified.js';
import { reasonTexts } from '#common/kernel/finding-reasons.js';
import { objectionViews, officerView } from '../application.view.js';
import { Applications } from '../applications.repository.js';
import { remediesOf } from '../domain/remedies.js';
import { resultTexts, ResultView } from './result.view.js';

/** Each code of a criterion once, however many examiners named it. */
const reasonsOf = ({ criteria }: ReviewResultNotified) =>
  criteria.flatMap(({ criterion, findings }) => {
    const codes = [...new Set(findings.flatMap(({ reasons = [] }) => reasons))];
    return reasonTexts(criterion, codes).map((reason) => ({ criterion, ...reason }));
  });

@Controller()
export class GetResultHttp {
  constructor(
    private readonly applications: Applications,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'getResult',
    method: 'GET',
    path: '/v1/applications/:id/result',
    summary: 'The decision on an application, with reasons by criterion',
    accesses: { what: 'CONTACT', when: ({ officer }) => officer !== undefined },
    answers: ResultView,
  })
  async handle(@Param('id') id: string, @Asker() asking: Asking): Promise<ResultView> {
    const { state } = await this.applications.get(id, asking);
    return {
      applicationId: id,
      status: state.status,
      ...(state.result !== undefined && { result: resultTexts(state.result), reasons: reasonsOf(state.result) }),
      remedies: [...remediesOf(state, this.stores.moment().at)],
      ...(state.objections !== undefined && { objections: objectionViews(state) }),
      ...(state.officer !== undefined && { officer: officerView(state.officer) }),
    };
  }
}
