import { Body, Controller } from '@nestjs/common';
import { Type, type Static } from 'typebox';
import { Stores } from '#common/aggregates/stores.js';
import { Meta, type CommandMeta } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { questionSetView, QuestionSetView } from '../question-set.view.js';
import { PublishQuestionSetRequest } from './publish-question-set.request.js';
import { PublishQuestionSet } from './publish-question-set.usecase.js';

const Codes = Type.Array(Type.String());

const PublicationView = Type.Object(
  {
    ...QuestionSetView.properties,
    publication: Type.Object({
      n: Type.Integer({ minimum: 1 }),
      dryRun: Type.Boolean({ description: 'Nothing was written' }),
      added: Codes,
      removed: Codes,
      changed: Type.Array(Type.String(), { description: 'The same code, asked in another way' }),
      drafts: Type.Optional(
        Type.Object(
          { open: Type.Integer(), lacking: Type.Integer({ description: 'They lack an answer, or one does not fit' }) },
          { description: 'Of a dry run: open drafts that would be held to the version' },
        ),
      ),
    }),
  },
  { $id: 'QuestionSetPublication' },
);
type PublicationView = Static<typeof PublicationView>;

@Controller()
export class PublishQuestionSetHttp {
  constructor(
    private readonly useCase: PublishQuestionSet,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'publishQuestionSet',
    method: 'POST',
    path: '/v1/question-sets',
    summary: 'NIA publishes the next version of a question set, or says by a dry run what it would change',
    answers: PublicationView,
    refuses: ['QUESTION_SET_CHANGED', 'QUESTION_SET_TOO_EARLY', 'QUESTION_SET_INVALID', 'NOTHING_CHANGED'],
    takesLong: true,
  })
  async handle(@Body() body: PublishQuestionSetRequest, @Meta() meta: CommandMeta): Promise<PublicationView> {
    const { set, n, changes, drafts } = await this.useCase.execute(body, meta);
    const { added, removed, changed } = changes;
    return {
      ...questionSetView(set, this.stores.moment().today),
      publication: {
        n,
        dryRun: body.dryRun ?? false,
        added: [...added],
        removed: [...removed],
        changed: [...changed],
        ...(drafts !== undefined && { drafts }),
      },
    };
  }
}
