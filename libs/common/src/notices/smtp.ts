import { createTransport } from 'nodemailer';
import { isLoopback } from '../kernel/secure-address.js';
import { own } from '../kernel/own.js';
import { secretOf, SettingWrong, type Environment } from '../kernel/setting.js';
import { ChannelAway, type Channel, type Message, type Sent } from './channel.js';

/** The mail server (`SMTP_URL`, `SMTP_FROM` in docs/interfaces.md). */
export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps:`); otherwise by STARTTLS, which has to come. */
  readonly tls: boolean;
  readonly login?: { readonly user: string; readonly pass: string };
  /** Sender of every message. */
  readonly from: string;
}

const WANTED = 'smtp://host:587 or smtps://host:465, with user:password@ where the server asks for a login.';
const PORTS = { 'smtp:': 587, 'smtps:': 465 } as const;
const ADDRESS = /^[^\s@<>"]{1,64}@[^\s@<>"]{1,190}$/;

/**
 * @returns undefined where no mail server is set: notices then leave by the log
 * @throws SettingWrong; never with the password in it
 */
export function smtpSettingsOf(env: Environment): SmtpSettings | undefined {
  const text = secretOf(env, 'SMTP_URL');
  if (text === undefined || text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const port = own(PORTS as Readonly<Record<string, number>>, url?.protocol ?? '');
  if (url === undefined || port === undefined || url.hostname === '')
    throw new SettingWrong('SMTP_URL', '(not shown)', WANTED);
  const from = own(env, 'SMTP_FROM');
  if (from === undefined || !ADDRESS.test(from))
    throw new SettingWrong('SMTP_FROM', from, 'the address that notices come from, such as notice@example.kr.');
  const login = { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? port : Number(url.port),
    tls: url.protocol === 'smtps:',
    ...(login.user !== '' && { login }),
    from,
  };
}

/** Longest waits for the server, in ms: one that hangs holds up the messages behind it. */
const CONNECT_MS = 5_000;
const SILENCE_MS = 15_000;

/** What nodemailer says of a message that did not leave. */
interface Failure {
  readonly code?: string;
  /** Of the server's answer: 4xx for now, 5xx for good. */
  readonly responseCode?: number;
}

/** Failures that are about one message; all others are about the server, the line or the login. */
const OF_THE_MESSAGE = new Set(['EENVELOPE', 'EMESSAGE']);

export class SmtpChannel implements Channel {
  readonly name = 'EMAIL';
  private readonly transport: ReturnType<typeof createTransport>;

  constructor(private readonly settings: SmtpSettings) {
    const { host, port, tls, login } = settings;
    const isLocal = isLoopback(host);
    this.transport = createTransport({
      host,
      port,
      secure: tls,
      // The line to another machine carries addresses and a password. A server on this machine has no certificate.
      requireTLS: !isLocal,
      ignoreTLS: isLocal && !tls,
      ...(login && { auth: login }),
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      dnsTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send({ id, email, subject, text }: Message): Promise<Sent> {
    const { from } = this.settings;
    try {
      await this.transport.sendMail({
        from,
        to: { name: '', address: email },
        subject,
        text,
        messageId: `<${id}@${from.slice(from.indexOf('@') + 1)}>`,
        // No out-of-office reply comes back.
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return { outcome: 'sent' };
    } catch (error) {
      return outcomeOf(error as Failure);
    }
  }
}

function outcomeOf(failure: Failure): Sent {
  const { code = 'UNKNOWN', responseCode } = failure;
  // Without an answer of the server it is not known whether it took the message: it is tried again.
  if (!OF_THE_MESSAGE.has(code) || responseCode === undefined) throw new ChannelAway(`${code} ${responseCode ?? ''}`);
  const answer = `SMTP_${responseCode}`;
  return { outcome: responseCode >= 500 ? 'refused' : 'later', code: answer };
}
