import { STORE_FORMAT } from '#common/service/format/formats.js';
import { StoreFormat } from '#common/service/format/store-format.js';
import { SERVICES } from '../../services.js';
import { readArgs, WrongUsage, type OpsCommand } from '../command.js';
import { withStore } from '../stores.js';
import { migrateStore, type StepReport } from './migration.js';
import { MIGRATIONS } from './migrations.js';

export const migrate: OpsCommand = {
  usage: `  migrate [--as NAME]
                    brings the stores to the format of this build, step by step (R-52). Services may run next to it; start
                    this build everywhere first. A run that was ended or killed is resumed by running it again.
                    Exit code 1 when a document was left as it is
                    --dry-run: says how many documents each step would change, and writes nothing
                    --as NAME: who asked for it (your account)`,

  async run(args) {
    const { values, positionals } = readArgs(args, { as: { type: 'string' } });
    if (positionals.length > 0) throw new WrongUsage('migrate takes no names: the stores belong together.');
    const run = {
      dryRun: values['dry-run'],
      as: values.as,
      say: (line: string) => void process.stderr.write(`${line}\n`),
    };
    const steps: StepReport[] = [];
    for (const map of SERVICES) {
      steps.push(
        ...(await withStore(
          map.service,
          async (db) => {
            const format = new StoreFormat(db, map, { ...STORE_FORMAT, oldest: 1 });
            await format.check();
            return migrateStore({ db, map, format }, MIGRATIONS, run);
          },
          'ANY_FORMAT',
        )),
      );
    }
    console.log(
      values.json
        ? JSON.stringify({ dryRun: run.dryRun, format: STORE_FORMAT.format, steps })
        : inWords(steps, run.dryRun),
    );
    return steps.some(({ left }) => left > 0) ? 1 : 0;
  },
};

function inWords(steps: readonly StepReport[], dryRun: boolean): string {
  if (steps.length === 0) return `nothing to do: every store has format ${STORE_FORMAT.format}, or is new`;
  return steps
    .map(({ service, name, format, changed, left, resumed }) => {
      const done = `${changed} documents ${dryRun ? 'would be changed' : 'changed'}${left > 0 ? `, ${left} left as they are` : ''}`;
      return `${service}: format ${format}, ${name}: ${done}${resumed ? ', resumed' : ''}`;
    })
    .join('\n');
}
