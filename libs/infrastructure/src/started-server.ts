/** How a server is to be started. */
export interface StartOptions {
  readonly log: (line: string) => void;
  /** Use, and leave behind, the data of the last run that was kept. */
  readonly keep: boolean;
}

/** A server that this process started and stops. */
export interface StartedServer {
  readonly address: string;
  stop(): Promise<void>;
}
