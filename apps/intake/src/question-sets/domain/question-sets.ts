import type { Day } from '#common/kernel/day.js';
import { own } from '#common/kernel/own.js';
import { FIRST_SETS } from './first-sets.js';
import type { AskedServices, QuestionSetRef, QuestionSetState, QuestionSetVersion } from './question-set.state.js';

/** The questions that an application answers: one version of a set. */
export interface Questionnaire extends QuestionSetRef, QuestionSetVersion {}

/** Readable, and the same for the same services: `CLOUD_COMPUTING`, `CLOUD_COMPUTING.SAAS`. */
export const questionSetIdOf = ({ kind, subtype }: AskedServices): string =>
  subtype === undefined ? kind : `${kind}.${subtype}`;

/** All versions of a set, in their order: the one that comes with the service, then those that NIA published. */
export const versionsOf = (id: string, published?: QuestionSetState): readonly QuestionSetVersion[] => [
  ...(own(FIRST_SETS, id)?.versions ?? []),
  ...(published?.versions ?? []),
];

/** The version that submissions of a day are held to; undefined where the set has none on that day. */
export const versionOn = (versions: readonly QuestionSetVersion[], day: Day): QuestionSetVersion | undefined =>
  versions.findLast(({ effectiveFrom, withdrawnAt }) => withdrawnAt === undefined && effectiveFrom <= day);

/** Question sets as of one reading: those that come with the service, and published ones. */
export class QuestionSets {
  private readonly published: ReadonlyMap<string, QuestionSetState>;

  /** @param published those that are asked for; of the others only what comes with the service is known */
  constructor(published: readonly QuestionSetState[] = []) {
    this.published = new Map(published.map((set) => [questionSetIdOf(set), set]));
  }

  /** The questions for a service that is submitted on that day: those of its subtype, else those of its kind. */
  inForce({ kind, subtype }: AskedServices, day: Day): Questionnaire {
    const ids = [...(subtype === undefined ? [] : [questionSetIdOf({ kind, subtype })]), kind];
    for (const questionSetId of ids) {
      const version = versionOn(this.versions(questionSetId), day);
      if (version !== undefined) return { questionSetId, ...version };
    }
    throw new Error(`No question set of ${ids.join(' or ')} is in force on ${day}.`);
  }

  /** A version as it was pinned, whether or not it is in force. */
  pinned({ questionSetId, n }: QuestionSetRef): Questionnaire {
    const version = this.versions(questionSetId).find((one) => one.n === n);
    if (version === undefined) throw new Error(`Question set ${questionSetId} has no version ${n}.`);
    return { questionSetId, ...version };
  }

  private versions(id: string): readonly QuestionSetVersion[] {
    return versionsOf(id, this.published.get(id));
  }
}

export const refOf = ({ questionSetId, n }: QuestionSetRef): QuestionSetRef => ({ questionSetId, n });
