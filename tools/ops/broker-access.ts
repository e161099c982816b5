import { brokerSettingsOf } from '#common/broker/broker-settings.js';
import { kafkaClient } from '#common/broker/kafka-client.js';
import { brokerAccess, type BrokerAccount } from '#common/service/broker-access.js';
import { SERVICES } from '../services.js';
import { setLogins } from './broker-access/logins.js';
import { passwordsIn } from './broker-access/passwords.js';
import { rightsInWords, settleRights, type RightChange, type RightChanges } from './broker-access/rights.js';
import { readArgs, WrongUsage, type OpsCommand } from './command.js';

const READERS = ['downstream'];

interface Report extends RightChanges {
  readonly dryRun: boolean;
  readonly accounts: readonly string[];
  /** Those whose password was set, and those among them whose password was made up. */
  readonly passwordsSet: readonly string[];
  readonly passwordsMade: readonly string[];
}

export const brokerAccessCommand: OpsCommand = {
  usage: `  broker-access [--passwords DIRECTORY] [--reader NAME]... [--print]
                    gives each service, the operator and each reader its rights at the broker, and takes every
                    other from them (KAFKA_…: the administrator's login; TOPIC_PREFIX)
                    --passwords: also makes the accounts, each with the password in DIRECTORY/kafka-NAME; a
                    missing one is made up and written there
                    --reader: a system outside that reads the open topics; ${READERS.join(', ')} unless said otherwise
                    --print: shows accounts and rights, and asks no broker`,

  async run(args) {
    const { values } = readArgs(args, {
      passwords: { type: 'string' },
      reader: { type: 'string', multiple: true },
      print: { type: 'boolean', default: false },
    });
    const accounts = accountsFor(values.reader ?? READERS);
    if (values.print) {
      console.log(values.json ? JSON.stringify(accounts) : accounts.map(inWords).join('\n\n'));
      return 0;
    }
    const report = await settle(accounts, values.passwords, values['dry-run']);
    console.log(values.json ? JSON.stringify(report) : reportInWords(report));
    return 0;
  },
};

function accountsFor(readers: readonly string[]): readonly BrokerAccount[] {
  try {
    return brokerAccess(SERVICES, { prefix: process.env['TOPIC_PREFIX'] ?? '', readers });
  } catch (error) {
    if (error instanceof RangeError) throw new WrongUsage(error.message);
    throw error;
  }
}

async function settle(
  accounts: readonly BrokerAccount[],
  directory: string | undefined,
  dryRun: boolean,
): Promise<Report> {
  const settings = brokerSettingsOf(process.env);
  const names = accounts.map(({ name }) => name);
  const passwords = directory === undefined ? [] : await passwordsIn(directory, names, dryRun);
  const admin = kafkaClient({ ...settings, clientId: 'ops' }, () => undefined).admin();
  await admin.connect();
  try {
    // Rights first: an account that can log in finds them there.
    const changes = await settleRights(admin, accounts, dryRun);
    if (passwords.length > 0 && !dryRun) await setLogins(settings, passwords);
    return {
      dryRun,
      accounts: names,
      ...changes,
      passwordsSet: passwords.map(({ account }) => account),
      passwordsMade: passwords.filter(({ isNew }) => isNew).map(({ account }) => account),
    };
  } finally {
    await admin.disconnect();
  }
}

const inWords = (account: BrokerAccount): string =>
  [account.name, ...rightsInWords(account).map((right) => `  ${right}`)].join('\n');

function reportInWords({ dryRun, accounts, given, taken, passwordsSet, passwordsMade }: Report): string {
  const would = dryRun ? 'would be ' : '';
  const listed = (changes: readonly RightChange[], sign: string): readonly string[] =>
    changes.map(({ account, right }) => `  ${sign} ${account}: ${right}`);
  return [
    `${accounts.length} accounts: ${accounts.join(', ')}`,
    `${given.length} rights ${would}given, ${taken.length} ${would}taken`,
    ...listed(given, '+'),
    ...listed(taken, '-'),
    ...(passwordsSet.length > 0 ? [`${passwordsSet.length} passwords ${would}set`] : []),
    ...(passwordsMade.length > 0 ? [`made up, as there was no file: ${passwordsMade.join(', ')}`] : []),
  ].join('\n');
}
