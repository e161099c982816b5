/** How a server is to be started. */
export interface StartOptions {
  readonly log: (line: string) => void;
  /** Use the data kept by the last run, and keep it again. */
  readonly keep: boolean;
}

/** A server that this process started and stops. */
export interface StartedServer {
  readonly address: string;
  stop(): Promise<void>;
}
