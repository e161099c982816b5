import type { ServiceName } from '#common/events/define-event.js';
import {
  DeadLetterDesk,
  isEmpty,
  LETTER_STATUSES,
  type LetterFilter,
  type LetterStatus,
} from '#common/inbox/dead-letter-desk.js';
import { openDeadLetters } from '#common/inbox/dead-letters/dead-letters.js';
import {
  deadLetterView,
  publicLetterId,
  settledLettersView,
  storedLetterId,
  redacted,
  wholeDeadLetterView,
} from '#common/service/operations/dead-letters.view.js';
import { SettleDeadLetters } from '#common/service/operations/operator-acts/settle-dead-letters.js';
import { SERVICES } from '../services.js';
import { readArgs, WrongUsage, type OpsCommand } from './command.js';
import { letterLines, settledLines, tableOf, type Settled } from './dead-letters.text.js';
import { intentOf, operatorActs, recordAccess } from './operator.js';
import { withStore } from './stores.js';
import { own } from '#common/kernel/own.js';

const OPTIONS = {
  service: { type: 'string' },
  id: { type: 'string', multiple: true },
  type: { type: 'string' },
  subject: { type: 'string' },
  group: { type: 'string' },
  status: { type: 'string', default: 'OPEN' },
  limit: { type: 'string', default: '50' },
  data: { type: 'boolean', default: false },
  reason: { type: 'string' },
  as: { type: 'string' },
} as const;

type Options = ReturnType<typeof optionsOf>['values'];
const optionsOf = (args: readonly string[]) => readArgs(args, OPTIONS);

const VERBS: Readonly<Record<string, (options: Options) => Promise<number>>> = {
  list,
  show,
  redrive: (options) => settle('REDRIVE', options),
  discard: (options) => settle('DISCARD', options),
};

export const deadLetters: OpsCommand = {
  usage: `  dead-letters list|show|redrive|discard
                    events that could not be handled: looks at them, hands them in again, puts them away
                    (MONGO_URL, or MONGO_URL_<SERVICE>)
    --service S     one service; all four unless said otherwise
    --id ID         one letter; may be repeated
    --type T        by event type: its name, or with its version
    --subject S     by the aggregate the event is about
    --group G       by consumer group
    --status S      of list: ${LETTER_STATUSES.join(', ')}; OPEN unless said otherwise
    --limit N       of list: how many per service at most; 50 unless said otherwise
    --data          of show: the values of the event too, which others wrote; the security log records it
    --reason TEXT   of redrive and discard: why; it stays in the audit trail
    --as NAME       of show, redrive and discard: who; your account is recorded as well`,

  run(args) {
    const { values, positionals } = optionsOf(args);
    const [verb = '', ...more] = positionals;
    const act = own(VERBS, verb);
    if (act === undefined || more.length > 0)
      throw new WrongUsage(`Say one of: dead-letters ${Object.keys(VERBS).join(', ')}. Letters are named by --id.`);
    return act(values);
  },
};

async function list(options: Options): Promise<number> {
  const status = LETTER_STATUSES.find((one) => one === options.status) as LetterStatus | undefined;
  if (status === undefined) throw new WrongUsage(`--status takes one of ${LETTER_STATUSES.join(', ')}.`);
  const limit = /^[1-9]\d{0,4}$/.test(options.limit) ? Number(options.limit) : undefined;
  if (limit === undefined) throw new WrongUsage('--limit takes a whole number from 1 to 99999.');
  const open: Partial<Record<ServiceName, number>> = {};
  const letters = [];
  for (const { service, filter } of placesOf(options)) {
    const found = await withStore(service, async (db) => {
      open[service] = await openDeadLetters(db);
      return new DeadLetterDesk(db).list(filter, status, { descending: true, limit });
    });
    letters.push(...found.map((letter) => ({ service, ...deadLetterView(letter) })));
  }
  console.log(options.json ? JSON.stringify({ open, letters }) : tableOf(letters, open));
  return 0;
}

async function show(options: Options): Promise<number> {
  const [id, ...more] = options.id ?? [];
  const [place] = placesOf(options);
  if (id === undefined || more.length > 0 || place === undefined) throw new WrongUsage('show takes one --id.');
  const view = await withStore(place.service, async (db) => {
    const desk = new DeadLetterDesk(db);
    const letter = await desk.get(storedLetterId(id));
    const whole = wholeDeadLetterView(letter, await desk.reached(letter), await desk.waitingBehind(letter));
    return options.data ? whole : redacted(whole);
  });
  if (options.data) recordAccess({ what: 'DEAD_LETTER', operation: 'dead-letters show', ids: [id], by: options.as });
  console.log(options.json ? JSON.stringify({ service: place.service, ...view }) : letterLines(view));
  return 0;
}

/** Everything is looked at before anything is changed: a refusal in one service leaves all of them as they were. */
async function settle(what: 'REDRIVE' | 'DISCARD', options: Options): Promise<number> {
  if (isEmpty(filterOf(options)))
    throw new WrongUsage('EMPTY_FILTER: say which letters by --id, --type, --subject or --group.');
  const reason = options.reason?.trim() ?? '';
  if (reason === '') throw new WrongUsage('Say why: --reason TEXT.');
  const intent = intentOf(what === 'REDRIVE' ? 'redriveDeadLetters' : 'discardDeadLetters', options.as);
  const planned = await Promise.all(
    placesOf(options).map(async ({ service, filter }) => ({
      service,
      filter,
      ...(await onDesk(service, (settling) => settling.plan(what, filter))),
    })),
  );
  const settled: Settled[] = [];
  for (const { service, filter, ids, matched } of planned.filter((one) => one.matched > 0)) {
    if (options['dry-run']) {
      settled.push({ service, ids: ids.map(publicLetterId), left: matched - ids.length });
    } else {
      const done = await onDesk(service, (settling) => settling.execute(what, intent, { filter, reason }));
      settled.push({ service, ...settledLettersView(done) });
    }
  }
  const dryRun = options['dry-run'];
  console.log(options.json ? JSON.stringify({ dryRun, services: settled }) : settledLines(what, settled));
  return 0;
}

const onDesk = <T>(service: ServiceName, work: (settling: SettleDeadLetters) => Promise<T>): Promise<T> =>
  withStore(
    service,
    async (db) => work(new SettleDeadLetters(new DeadLetterDesk(db), await operatorActs(db))),
    'WRITE',
  );

const filterOf = ({ id, type, subject, group }: Options): LetterFilter => ({
  ...(id !== undefined && { ids: id.map(storedLetterId) }),
  ...(type !== undefined && { type }),
  ...(subject !== undefined && { subject }),
  ...(group !== undefined && { group }),
});

/** In which stores to look for what; a letter's id says whose it is. */
function placesOf(options: Options): { readonly service: ServiceName; readonly filter: LetterFilter }[] {
  const filter = filterOf(options);
  const { ids } = filter;
  if (ids === undefined) return servicesOf(options.service).map((service) => ({ service, filter }));
  const owners = new Set(ids.map(ownerOf));
  if (options.service !== undefined && [...owners].some((owner) => owner !== options.service))
    throw new WrongUsage(`--id names a letter of another service than --service ${options.service}.`);
  return [...owners].flatMap((owner) =>
    servicesOf(owner).map((service) => ({
      service,
      filter: { ...filter, ids: ids.filter((id) => ownerOf(id) === owner) },
    })),
  );
}

/** A letter's id begins with its group: a service's name, or `<service>.<projection>`. */
const ownerOf = (id: string): string => id.split(/[./]/)[0] ?? '';

function servicesOf(name: string | undefined): readonly ServiceName[] {
  const all = SERVICES.map(({ service }) => service);
  if (name === undefined) return all;
  const found = all.filter((service) => service === name);
  if (found.length === 0) throw new WrongUsage(`There is no service '${name}': one of ${all.join(', ')}.`);
  return found;
}
