/** Name → value, as in Kafka's `server.properties`. */
export type Properties = Readonly<Record<string, string>>;

/** The shortest session that a broker from here grants to a group: specs wait for the end of sessions. */
export const SESSION_LEAST_MS = 2_000;

/** One KRaft node that is broker and controller, for one machine. */
const SINGLE_NODE: Properties = {
  'process.roles': 'broker,controller',
  'node.id': '1',
  'controller.listener.names': 'CONTROLLER',
  'auto.create.topics.enable': 'false',
  'offsets.topic.replication.factor': '1',
  'offsets.topic.num.partitions': '10',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'group.initial.rebalance.delay.ms': '0',
  'group.min.session.timeout.ms': String(SESSION_LEAST_MS),
};

/** Where a broker keeps its records and listens. In a container it listens on every address of that. */
export interface BrokerAddresses {
  readonly data: string;
  readonly bind: string;
  /** Port it binds, and the address that clients are told. */
  readonly clients: { readonly port: number; readonly advertised: string };
  readonly controllerPort: number;
}

/** A broker that believes every client. */
export const openBroker = ({ data, bind, clients, controllerPort }: BrokerAddresses): Properties => ({
  ...SINGLE_NODE,
  'log.dirs': data,
  'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
  listeners: `PLAINTEXT://${bind}:${clients.port},CONTROLLER://127.0.0.1:${controllerPort}`,
  'advertised.listeners': `PLAINTEXT://${clients.advertised}`,
  'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
});

/** The one account that a broker has before any was made: its own, and that of its administrator. */
export const ADMINISTRATOR = 'administrator';

export interface SecuredAddresses extends BrokerAddresses {
  /** Listener for the administrator. In earnest it is bound to the broker's own machine. */
  readonly administrators: { readonly port: number; readonly advertised: string };
  readonly administratorPassword: string;
  /** PEM file: the broker's private key, its certificate. */
  readonly tlsFile: string;
}

/** What makes a broker believe its accounts only, within their rights. `docker-compose.yml` has the same. */
export const SECURED: Properties = {
  'listener.security.protocol.map': 'INSIDE:SASL_SSL,LOCAL:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT',
  'inter.broker.listener.name': 'LOCAL',
  'sasl.mechanism.inter.broker.protocol': 'PLAIN',
  'sasl.mechanism.controller.protocol': 'PLAIN',
  'listener.name.inside.sasl.enabled.mechanisms': 'SCRAM-SHA-512',
  'listener.name.inside.scram-sha-512.sasl.jaas.config':
    'org.apache.kafka.common.security.scram.ScramLoginModule required;',
  'listener.name.local.sasl.enabled.mechanisms': 'PLAIN',
  'listener.name.controller.sasl.enabled.mechanisms': 'PLAIN',
  'ssl.keystore.type': 'PEM',
  'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
  'allow.everyone.if.no.acl.found': 'false',
  'super.users': `User:${ADMINISTRATOR}`,
};

/** A broker that believes its accounts only. Clients log in by SCRAM over TLS, its administrator by PLAIN. */
export function securedBroker(addresses: SecuredAddresses): Properties {
  const { data, bind, clients, administrators, administratorPassword, controllerPort, tlsFile } = addresses;
  const login = [
    'org.apache.kafka.common.security.plain.PlainLoginModule required',
    `username="${ADMINISTRATOR}" password="${administratorPassword}" user_${ADMINISTRATOR}="${administratorPassword}";`,
  ].join(' ');
  return {
    ...SINGLE_NODE,
    ...SECURED,
    'log.dirs': data,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: [
      `INSIDE://${bind}:${clients.port}`,
      `LOCAL://${bind}:${administrators.port}`,
      `CONTROLLER://127.0.0.1:${controllerPort}`,
    ].join(),
    'advertised.listeners': `INSIDE://${clients.advertised},LOCAL://${administrators.advertised}`,
    'listener.name.local.plain.sasl.jaas.config': login,
    'listener.name.controller.plain.sasl.jaas.config': login,
    'ssl.keystore.location': tlsFile,
  };
}

export const asFile = (properties: Properties): string =>
  Object.entries(properties)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

/** The variables that Kafka's image turns into these properties: `_` is a dot there, and `___` a dash. */
export const asEnvironment = (properties: Properties): Record<string, string> =>
  Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      `KAFKA_${name.toUpperCase().replaceAll('-', '___').replaceAll('.', '_')}`,
      value,
    ]),
  );
