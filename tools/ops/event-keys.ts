import { SERVICE_NAMES, type ServiceName } from '#common/events/define-event.js';
import { own } from '#common/kernel/own.js';
import { KeyFiles, type ListedKeys } from '#common/events/proofs/key-files.js';
import { readArgs, WrongUsage, type OpsCommand } from './command.js';

const DIRECTORY = 'keys';

/** What a command did, for people and for programs. */
interface Done {
  readonly lines: readonly string[];
  readonly json: object;
}

type Act = (files: KeyFiles, services: readonly ServiceName[], dryRun: boolean) => Promise<Done>;

const ACTS: Readonly<Record<string, Act>> = { make, rotate, switch: switchKey, show };

export const eventKeys: OpsCommand = {
  usage: `  event-keys make [service …] [--dir DIR]
                    makes the key of each service that has none: DIR/<service>.signing-key.json (SIGNING_KEY_FILE,
                    private) and its public half in DIR/event-keys.json (EVENT_KEYS_FILE); DIR is ./${DIRECTORY}
  event-keys rotate <service> [--dir DIR]
                    makes the next key; readers of the new event-keys.json believe both
  event-keys switch <service> [--dir DIR]
                    once every reader has that file: the next key takes the place of the old private one.
                    Restart the service; old public keys stay, so that old records stay provable
  event-keys show [--dir DIR]
                    which keys each service signs with, and which are believed`,

  async run(args) {
    const { values, positionals } = readArgs(args, { dir: { type: 'string' } });
    const [word = '', ...names] = positionals;
    const act = own(ACTS, word);
    if (act === undefined) throw new WrongUsage(`event-keys ${Object.keys(ACTS).join(' | ')}`);
    const { lines, json } = await act(new KeyFiles(values.dir ?? DIRECTORY), names.map(service), values['dry-run']);
    console.log(values.json ? JSON.stringify({ dryRun: values['dry-run'], ...json }) : lines.join('\n'));
    return 0;
  },
};

function service(name: string): ServiceName {
  const known = SERVICE_NAMES.find((one) => one === name);
  if (known === undefined) throw new WrongUsage(`${name} is none of ${SERVICE_NAMES.join(', ')}.`);
  return known;
}

function oneOf(services: readonly ServiceName[]): ServiceName {
  const [only, ...more] = services;
  if (only === undefined || more.length > 0) throw new WrongUsage(`Name one of ${SERVICE_NAMES.join(', ')}.`);
  return only;
}

async function make(files: KeyFiles, services: readonly ServiceName[], dryRun: boolean): Promise<Done> {
  const wanted = services.length === 0 ? SERVICE_NAMES : services;
  const before = await files.list();
  const missing = wanted.filter((name) => before.find((keys) => keys.service === name)?.signing === undefined);
  const made = dryRun ? missing : await files.make(wanted);
  const lines = made.map((name) => `${dryRun ? 'would make' : 'made'} ${files.signingFile(name)}`);
  return { lines: lines.length === 0 ? ['every key is there'] : [...lines, files.publicFile], json: { made } };
}

async function rotate(files: KeyFiles, services: readonly ServiceName[], dryRun: boolean): Promise<Done> {
  const name = oneOf(services);
  if (dryRun) return { lines: [`would make the next key of ${name}`], json: { service: name } };
  const kid = await files.prepare(name);
  const lines = [
    `next key of ${name}: ${kid}`,
    `1. give ${files.publicFile} to every reader; a running one notices within seconds`,
    `2. npm run ops -- event-keys switch ${name}`,
  ];
  return { lines, json: { service: name, next: kid } };
}

async function switchKey(files: KeyFiles, services: readonly ServiceName[], dryRun: boolean): Promise<Done> {
  const name = oneOf(services);
  const before = (await files.list()).find((keys) => keys.service === name);
  if (before?.next === undefined) throw new Error(`${name} has no next key: event-keys rotate ${name} makes one.`);
  if (dryRun)
    return { lines: [`would switch ${name} to ${before.next}`], json: { service: name, signing: before.next } };
  const kid = await files.switch(name);
  const lines = [`${name} signs with ${kid} after its next start; the old private key is gone`];
  return { lines, json: { service: name, signing: kid } };
}

async function show(files: KeyFiles): Promise<Done> {
  const all = await files.list();
  return { lines: all.flatMap(inWords), json: { services: all } };
}

function inWords({ service: name, signing, next, believed }: ListedKeys): string[] {
  const marked = believed.map((kid) => {
    if (kid === signing) return `  ${kid}  signs`;
    return `  ${kid}  ${kid === next ? 'next' : 'old'}`;
  });
  return [`${name}${believed.length === 0 ? ': no key' : ''}`, ...marked];
}
