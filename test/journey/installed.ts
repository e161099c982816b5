import { randomBytes } from 'node:crypto';
import { BrokerView } from '../../tools/start/broker-view.js';
import { Installation } from '../../tools/start/installation.js';
import { SERVICES } from '../../tools/services.js';
import { Api } from '../../tools/story/api.js';
import { Stage } from '../../tools/story/stage.js';

/** The four services as processes, on databases and topics of their own. */
export interface Installed {
  readonly installation: Installation;
  readonly broker: BrokerView;
  readonly api: Api;
  readonly stage: Stage;
  stop(): Promise<void>;
}

export async function install(): Promise<Installed> {
  const mongoUrl = process.env['MONGO_URL'] ?? '';
  const kafkaBrokers = process.env['KAFKA_BROKERS'] ?? '';
  const run = randomBytes(4).toString('hex');
  const topicPrefix = `${run}.`;
  const installation = await Installation.start({
    mongoUrl,
    kafkaBrokers,
    topicPrefix,
    databasePrefix: `${run}_`,
    log: () => undefined,
  });
  const broker = new BrokerView(kafkaBrokers.split(','), topicPrefix, SERVICES);
  const api = new Api(installation.addresses);
  return {
    installation,
    broker,
    api,
    stage: new Stage(api, () => broker.drained()),
    async stop() {
      await broker.close();
      await installation.stop();
    },
  };
}
