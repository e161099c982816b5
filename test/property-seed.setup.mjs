import { randomInt } from 'node:crypto';

/** One seed for the properties of the whole run: the printed line, given as variables, repeats it. */
export default function chooseSeed() {
  process.env.PROPERTY_SEED ||= String(randomInt(2 ** 31));
  const { PROPERTY_RUNS = 'full', PROPERTY_SEED } = process.env;
  process.stderr.write(`Properties: PROPERTY_RUNS=${PROPERTY_RUNS} PROPERTY_SEED=${PROPERTY_SEED}\n`);
}
