import { Injectable } from '@nestjs/common';
import { evolved } from '#common/aggregates/evolution.js';
import { Stores } from '#common/aggregates/stores.js';
import type { CommandMeta } from '#common/http/meta.js';
import type { Day } from '#common/kernel/day.js';
import { Applications } from '../../applications/applications.repository.js';
import type { ApplicationState } from '../../applications/domain/application.state.js';
import { submissionFaults } from '../domain/answering.js';
import { changesBetween, publishQuestionSet, type Changes, type Publication } from '../domain/publishing.js';
import { evolve } from '../domain/question-set.evolve.js';
import type { AskedServices, QuestionSetState, QuestionSetVersion } from '../domain/question-set.state.js';
import { questionSetIdOf, versionOn, type Questionnaire } from '../domain/question-sets.js';
import { aggregateIdOf, FormQuestions, withFirst, type ReadSet } from '../form-questions.js';
import { PublishedQuestionSets } from '../question-sets.repository.js';
import type { PublishQuestionSetRequest } from './publish-question-set.request.js';

/** Drafts that are read from the store at once. */
const DRAFTS_READ_MAX = 200;

const NONE: ReadonlySet<string> = new Set();

/** Open drafts that would be held to a version, and those of them that do not fit it yet. */
export interface DraftsHeld {
  readonly open: number;
  readonly lacking: number;
}

export interface Published {
  readonly set: ReadSet;
  readonly n: number;
  readonly changes: Changes;
  /** Counted by a dry run alone. */
  readonly drafts?: DraftsHeld;
}

/** A version is published, or a dry run says what that would change and writes nothing. */
@Injectable()
export class PublishQuestionSet {
  constructor(
    private readonly questions: FormQuestions,
    private readonly published: PublishedQuestionSets,
    private readonly applications: Applications,
    private readonly stores: Stores,
  ) {}

  async execute({ dryRun = false, ...publication }: PublishQuestionSetRequest, meta: CommandMeta): Promise<Published> {
    const id = aggregateIdOf(questionSetIdOf(publication));
    if (dryRun) return this.foresee(id, publication, meta);
    const set = await this.published.save({ ...meta, id }, (state, moment) =>
      publishQuestionSet(state, publication, moment),
    );
    return this.told(withFirst(set));
  }

  private async foresee(id: string, publication: Publication, { actor }: CommandMeta): Promise<Published> {
    const { version = 0, state } = (await this.published.find(id)) ?? {};
    const moment = this.stores.moment();
    const after = publishQuestionSet(state, publication, moment).reduce<QuestionSetState | undefined>(
      (set, event) => evolved(evolve, set, { ...event, at: moment.at, actor }),
      state,
    );
    if (after === undefined) throw new Error('A publication that is not refused makes a version.');
    const told = await this.told(withFirst({ id, version, state: after }));
    return { ...told, drafts: await this.draftsHeldTo(told.set) };
  }

  /** The newest version, against what the same services were asked before it. */
  private async told(set: ReadSet): Promise<Published> {
    const { newest, earlier } = newestOf(set);
    const before = versionOn(earlier, newest.effectiveFrom) ?? (await this.ofKind(set.state, newest.effectiveFrom));
    return { set, n: newest.n, changes: changesBetween(before?.questions ?? [], newest.questions) };
  }

  /** What a subtype without a set is asked; nothing comes before the set of a kind. */
  private async ofKind({ kind, subtype }: AskedServices, day: Day): Promise<QuestionSetVersion | undefined> {
    return subtype === undefined ? undefined : (await this.questions.of({ kind })).inForce({ kind }, day);
  }

  private async draftsHeldTo(set: ReadSet): Promise<DraftsHeld> {
    const { newest } = newestOf(set);
    const questionnaire: Questionnaire = { questionSetId: set.id, ...newest };
    const others = set.state.subtype === undefined ? await this.ofSubtypes(newest.effectiveFrom) : NONE;
    let held: DraftsHeld = { open: 0, lacking: 0 };
    for await (const { service } of this.drafts(set.state)) {
      if (others.has(questionSetIdOf(service))) continue;
      const faults = submissionFaults(questionnaire, service.specification);
      held = { open: held.open + 1, lacking: held.lacking + (faults.length > 0 ? 1 : 0) };
    }
    return held;
  }

  /** Sets that a draft of their subtype is held to, and not to that of its kind. */
  private async ofSubtypes(day: Day): Promise<ReadonlySet<string>> {
    const sets = await this.questions.all();
    const inForce = sets.filter(
      ({ state }) => state.subtype !== undefined && versionOn(state.versions, day) !== undefined,
    );
    return new Set(inForce.map(({ id }) => id));
  }

  private async *drafts({ kind, subtype }: AskedServices): AsyncGenerator<ApplicationState> {
    const where = {
      'state.status': 'DRAFT',
      'state.service.kind': kind,
      ...(subtype !== undefined && { 'state.service.subtype': subtype }),
    };
    let after: string | undefined;
    do {
      const page = await this.applications.list({
        where,
        sortBy: '_id',
        descending: false,
        limit: DRAFTS_READ_MAX,
        ...(after !== undefined && { after: { value: after, id: after } }),
      });
      for (const { state } of page) yield state;
      after = page.length < DRAFTS_READ_MAX ? undefined : page.at(-1)?.id;
    } while (after !== undefined);
  }
}

function newestOf({ state }: ReadSet) {
  const newest = state.versions.at(-1);
  if (newest === undefined) throw new Error('A set that was published has a version.');
  return { newest, earlier: state.versions.slice(0, -1) };
}
