import type { NoticeChannel } from './notice.js';

/** A message to one person. */
export interface Message {
  /** The same for each try, so that a mail box that gets it twice can tell. */
  readonly id: string;
  readonly email: string;
  readonly subject: string;
  readonly text: string;
  /** Ids of the notices in it. */
  readonly notices: readonly string[];
}

/** What became of a message that the channel could look at. */
export type Sent =
  | { readonly outcome: 'sent' }
  /** Not now: the server may take it later. */
  | { readonly outcome: 'later'; readonly code: string }
  /** Never: the address or the message is refused. */
  | { readonly outcome: 'refused'; readonly code: string };

/** A way by which notices leave. */
export interface Channel {
  readonly name: NoticeChannel;
  /** @throws ChannelAway when nothing can leave now */
  send(message: Message): Promise<Sent>;
}

/** The server cannot be reached, or refuses this service itself: nothing that waits could leave. */
export class ChannelAway extends Error {}

type Log = (level: 'info', message: string, fields: object) => void;

/** Where no mail server is set: a line of the log says that a notice is there, and neither for whom nor what. */
export class LogChannel implements Channel {
  readonly name = 'LOG';

  constructor(private readonly log: Log) {}

  send({ notices }: Message): Promise<Sent> {
    this.log('info', 'a notice waits in the list of its addressee', { notices });
    return Promise.resolve({ outcome: 'sent' });
  }
}
