import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Snapshot } from '#common/aggregates/aggregate-type.js';
import { notFound } from '#common/kernel/errors.js';
import { derivedId } from '#common/kernel/ids.js';
import { own } from '#common/kernel/own.js';
import { FIRST_SETS } from './domain/first-sets.js';
import { questionSetIdOf, QuestionSets, versionsOf } from './domain/question-sets.js';
import type { AskedServices, Question, QuestionSetRef, QuestionSetState } from './domain/question-set.state.js';
import { PublishedQuestionSets } from './question-sets.repository.js';

/** Under which the store keeps what was published of a set. */
export const aggregateIdOf = (questionSetId: string): string => derivedId('question-set', questionSetId);

/** Versions in use at one time are few: those in force, and those that drafts still have. */
const VERSIONS_KEPT = 500;
/** Kinds and subtypes of services are a handful: the list is read whole. */
const IN_ORDER = { sortBy: '_id', descending: false, limit: 1_000 } as const;

/** A set with all its versions, and how often the store has saved it: never, when only the first version is there. */
export type ReadSet = Snapshot<QuestionSetState>;

/** The questions of the form, as the store has them now. */
@Injectable()
export class FormQuestions {
  /** A version never changes, so each is compiled once. */
  private readonly known = new LRUCache<string, readonly Question[]>({ max: VERSIONS_KEPT });

  constructor(private readonly published: PublishedQuestionSets) {}

  /** The sets that a service may be asked by: that of its subtype, that of its kind, and one that was pinned. */
  async of({ kind, subtype }: AskedServices, pinned?: QuestionSetRef): Promise<QuestionSets> {
    const ids = [kind, questionSetIdOf({ kind, ...(subtype !== undefined && { subtype }) })];
    const wanted = [...new Set(pinned === undefined ? ids : [...ids, pinned.questionSetId])].map(aggregateIdOf);
    const found = await this.published.list({ ...IN_ORDER, where: { _id: { in: wanted } } });
    return new QuestionSets(found.map(({ state }) => this.compiledOnce(state)));
  }

  /** Every set, published or not, in the order of their ids. */
  async all(): Promise<readonly ReadSet[]> {
    const found = await this.published.list({ ...IN_ORDER, where: {} });
    const published = new Map(found.map((set) => [questionSetIdOf(set.state), set]));
    const ids = [...new Set([...Object.keys(FIRST_SETS), ...published.keys()])].sort();
    return ids.flatMap((id) => readSet(id, published.get(id)) ?? []);
  }

  /** @throws Refusal 404 for a set of which there is no version */
  async get(id: string): Promise<ReadSet> {
    const found = readSet(id, await this.published.find(aggregateIdOf(id)));
    if (found === undefined) throw notFound('question set', id);
    return found;
  }

  private compiledOnce(set: QuestionSetState): QuestionSetState {
    const versions = set.versions.map((version) => {
      const key = `${questionSetIdOf(set)}/${version.n}`;
      const questions = this.known.get(key) ?? version.questions;
      this.known.set(key, questions);
      return { ...version, questions };
    });
    return { ...set, versions };
  }
}

function readSet(id: string, published: Snapshot<QuestionSetState> | undefined): ReadSet | undefined {
  if (published !== undefined) return withFirst(published);
  const shipped = own(FIRST_SETS, id);
  return shipped && { id, version: 0, state: shipped };
}

/** What was published, behind what comes with the service. */
export function withFirst({ version, state }: Snapshot<QuestionSetState>): ReadSet {
  const id = questionSetIdOf(state);
  return { id, version, state: { ...state, versions: versionsOf(id, state) } };
}
