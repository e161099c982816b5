import { readFileSync } from 'node:fs';
import path from 'node:path';

const OPTIONS = /^ENV NODE_OPTIONS="([^"]+)"/m;

/**
 * Flags by which a build of the services is run, in its image and on this machine alike.
 * @throws Error when its image names none
 */
export function nodeFlagsOf(directory: string): readonly string[] {
  const image = path.join(directory, 'deploy/Dockerfile');
  const [, options] = OPTIONS.exec(readFileSync(image, 'utf8')) ?? [];
  if (options === undefined) throw new Error(`${image} sets no NODE_OPTIONS.`);
  return options.split(' ');
}
