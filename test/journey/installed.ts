import { randomBytes } from 'node:crypto';
import { stablePort } from '#infrastructure/ports.js';
import { BrokerView } from '../../tools/start/broker-view.js';
import { Installation, type InstallationOptions } from '../../tools/start/installation.js';
import { SERVICES } from '../../tools/services.js';
import { Api } from '../../tools/story/api.js';
import { Stage } from '../../tools/story/stage.js';

/** The four services as processes, with their own databases and topics. */
export interface Installed {
  readonly installation: Installation;
  readonly brokers: readonly string[];
  readonly topicPrefix: string;
  readonly broker: BrokerView;
  readonly api: Api;
  readonly stage: Stage;
  /** The environment with which the operator's tool finds it. */
  readonly opsEnv: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

type Servers = Pick<InstallationOptions, 'mongoUrl' | 'kafkaBrokers'>;

const serversOfRun = (): Servers => ({
  mongoUrl: process.env['MONGO_URL'] ?? '',
  kafkaBrokers: process.env['KAFKA_BROKERS'] ?? '',
});

export interface InstallOptions extends Pick<InstallationOptions, 'main'> {
  /** Those of the run by default. */
  readonly servers?: Servers;
}

export async function install({ servers = serversOfRun(), ...other }: InstallOptions = {}): Promise<Installed> {
  const { mongoUrl, kafkaBrokers } = servers;
  const brokers = kafkaBrokers.split(',');
  const run = randomBytes(4).toString('hex');
  const topicPrefix = `${run}.`;
  const installation = await Installation.start({
    mongoUrl,
    kafkaBrokers,
    topicPrefix,
    databasePrefix: `${run}_`,
    // Journeys run side by side. Two that look for a free port from the same number on would find the same one.
    freePort: stablePort,
    log: () => undefined,
    ...other,
  });
  const broker = new BrokerView(brokers, topicPrefix, SERVICES);
  const api = new Api(installation.addresses);
  return {
    installation,
    brokers,
    topicPrefix,
    broker,
    api,
    opsEnv: installation.opsEnv,
    stage: new Stage(api, () => broker.drained()),
    async stop() {
      await broker.close();
      await installation.stop();
    },
  };
}
