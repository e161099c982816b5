import { Refused } from './api.js';
import { applying, supplementing } from './applying.js';
import { APPLICANTS, type Applicant } from './cast.js';
import { contracting } from './contracting.js';
import { listing } from './listing.js';
import { living } from './living.js';
import { convening, examining } from './reviewing.js';
import type { Stage, Step } from './stage.js';

/** Until six services are listed. */
const selecting: readonly Step[] = [...applying, ...examining, ...supplementing, ...convening, ...listing];

/** The 62nd committee, autumn 2025, date by date. */
export const STORY: readonly Step[] = [...selecting, ...contracting];

/** Two contracts on what the 62nd committee selected, from the need to the completion in November 2026. */
export const LIFE: readonly Step[] = [...selecting, ...living];

export const STORIES = { committee: STORY, life: LIFE } as const;
export type StoryName = keyof typeof STORIES;

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

export async function playStory(
  stage: Stage,
  log: (line: string) => void,
  onStep?: (index: number) => void,
  story: readonly Step[] = STORY,
): Promise<void> {
  for (const [index, { at, title, play }] of story.entries()) {
    const begun = performance.now();
    onStep?.(index);
    await stage.moveTo(at);
    await play(stage);
    const day = at.slice(0, 10);
    const weekday = WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()];
    log(`${day} ${weekday}  ${title} (${((performance.now() - begun) / 1_000).toFixed(1)} s)`);
  }
}

/** An installation whose data was kept has the suppliers of the story. */
export async function storyWasPlayed(stage: Stage): Promise<boolean> {
  const { persona, businessNumber } = APPLICANTS[0] as Applicant;
  try {
    await stage.as(persona).get('intake', `/v1/suppliers/${businessNumber}`);
    return true;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return false;
    throw error;
  }
}
