/** How a server is to be started. */
export interface StartOptions {
  readonly log: (line: string) => void;
  /** Use the data kept by the last run, and keep it again. */
  readonly keep: boolean;
  /** The store's data lies in memory, where the machine has room. Hundreds of databases on one disk would stall it. */
  readonly inMemory: boolean;
}

/** A server that this process started and stops. */
export interface StartedServer {
  readonly address: string;
  stop(): Promise<void>;
}

/** What a broker is given that believes its accounts only. */
export interface BrokerSecrets {
  readonly administratorPassword: string;
  /** PEM: its private key, then its certificate, for 127.0.0.1. */
  readonly tls: string;
}

/** Such a broker: other clients log in by SCRAM over TLS at `address`, its administrator by PLAIN at the second one. */
export interface SecuredKafka extends StartedServer {
  readonly administratorsAddress: string;
}
