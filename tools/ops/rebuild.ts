import { brokerSettingsOf } from '#common/broker/broker-settings.js';
import { Pointer } from '#common/projections/pointers.js';
import type { Projection } from '#common/projections/projection.js';
import { rebuild as fillAndSwitch, type RebuildReport } from '#common/projections/rebuild.js';
import { ProofCheck } from '#common/events/proofs/proof-check.js';
import { KafkaPublisher } from '#common/broker/publisher.js';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { knownEventKeys } from '#common/service/event-key-settings.js';
import type { ServiceMap } from '#common/service/service-map.js';
import { SERVICES } from '../services.js';
import { readArgs, WrongUsage, type OpsCommand } from './command.js';
import { withStore } from './stores.js';

const CLIENT_ID = 'ops';
/** An instance looks for a switch every second, and takes a few seconds to join the new group. */
const HAND_OVER_MS = 20_000;

const KNOWN = SERVICES.flatMap(({ service, projections }) => projections.map(({ name }) => `${service} ${name}`));

export const rebuild: OpsCommand = {
  usage: `  rebuild <service> <projection> [--abandon]
                    fills a second copy of the read model from the first event on, then switches to it. When
                    it was stopped or killed, the next run resumes
                    --dry-run: fills, compares and drops the copy, without a switch; exit code 1 when they differ
                    --abandon: drops the unfinished copy of an earlier run
                    EVENT_KEYS_FILE: the public keys by which records are believed; AUTH=dev does without
                    (${KNOWN.join(', ')})`,

  async run(args) {
    const { values, positionals } = readArgs(args, { abandon: { type: 'boolean', default: false } });
    const { map, projection } = chosen(positionals);
    if (values.abandon) return abandon(map, projection, values.json);
    const topicPrefix = process.env['TOPIC_PREFIX'] ?? '';
    const proofs = new ProofCheck(await knownEventKeys(process.env), topicPrefix);
    const report = await withStore(
      map.service,
      (db) => {
        const kafka = kafkaClient({ ...brokerSettingsOf(process.env), clientId: CLIENT_ID }, () => undefined);
        const publisher = new KafkaPublisher(kafka);
        const ending = new AbortController();
        const end = (): void => ending.abort();
        process.once('SIGINT', end).once('SIGTERM', end);
        return fillAndSwitch({
          kafka,
          clientId: CLIENT_ID,
          db,
          publisher,
          service: map.service,
          projection,
          proofs,
          topicPrefix,
          purpose: values['dry-run'] ? 'COMPARE' : 'SWITCH',
          handOverMs: HAND_OVER_MS,
          onProgress: (done, total) => process.stderr.write(`${done} of ${total} records\n`),
          signal: ending.signal,
        }).finally(() => publisher.close());
      },
      'WRITE',
    );
    console.log(values.json ? JSON.stringify(report) : inWords(report));
    return !report.switched && differs(report) ? 1 : 0;
  },
};

function chosen([service, name]: readonly string[]): { readonly map: ServiceMap; readonly projection: Projection } {
  const map = SERVICES.find((one) => one.service === service);
  const projection = map?.projections.find((one) => one.name === name);
  if (map === undefined || projection === undefined)
    throw new WrongUsage(`rebuild <service> <projection>, one of:\n${KNOWN.map((line) => `  ${line}`).join('\n')}`);
  return { map, projection };
}

async function abandon(map: ServiceMap, projection: Projection, json: boolean): Promise<number> {
  const dropped = await withStore(map.service, (db) => new Pointer(db, map.service, projection).abandon());
  const collection = dropped?.collection ?? null;
  if (json) console.log(JSON.stringify({ abandoned: collection }));
  else console.log(collection === null ? 'nothing was under way' : `${collection} was dropped`);
  return 0;
}

/** With events in flight only rows that contradict each other count, at rest every row. */
const differs = ({ comparison, atRest }: RebuildReport): boolean =>
  comparison.different > 0 || (atRest && comparison.apart > 0);

function inWords(report: RebuildReport): string {
  const { comparison, from, to, atRest } = report;
  const { rows, different, apart, live, rebuilt, examples } = comparison;
  const verdict =
    live === rebuilt ? 'equal' : atRest ? 'DIFFERENT' : 'not at rest: events came while they were compared';
  return [
    `${report.projection}: ${report.applied} events applied in ${report.seconds} s${report.resumed ? ', resumed' : ''}`,
    `live     ${live}  ${from.collection}`,
    `rebuilt  ${rebuilt}  ${to.collection}`,
    `${verdict}; ${rows} rows, ${different} contradict each other, ${apart} in one only or further in one`,
    ...(examples.length > 0 ? [`for example ${examples.join(' ')}`] : []),
    report.switched ? `switched to ${to.collection}; ${handedOver(report)}` : 'dry run: nothing switched',
  ].join('\n');
}

const handedOver = ({ from, handedOver: taken }: RebuildReport): string =>
  taken
    ? `the service keeps it up. ${from.collection} is dropped by a later rebuild`
    : 'no instance of the service has taken it over yet: is one running?';
