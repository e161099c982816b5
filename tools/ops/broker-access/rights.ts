import kafkajs, { type AclEntry, type Admin } from 'kafkajs';
import type { BrokerAccount, BrokerRight } from '#common/service/broker-access.js';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;
const ANYWHERE = '*';

export interface RightChange {
  readonly account: string;
  /** As text: `WRITE topic review.access`, `READ group intake.*`. */
  readonly right: string;
}

export interface RightChanges {
  readonly given: readonly RightChange[];
  readonly taken: readonly RightChange[];
}

/**
 * Gives each account the rights it should have, and takes every other from it, also those that an administrator added
 * by hand. Accounts that are not named keep theirs.
 */
export async function settleRights(
  admin: Admin,
  accounts: readonly BrokerAccount[],
  dryRun: boolean,
): Promise<RightChanges> {
  const wanted = new Map(
    accounts.flatMap(({ name, rights }) => rights.map((right) => entryOf(name, right))).map(byKey),
  );
  const found = new Map<string, AclEntry>();
  for (const { name } of accounts) for (const entry of await entriesOf(admin, name)) found.set(...byKey(entry));
  const given = [...wanted].filter(([key]) => !found.has(key)).map(([, entry]) => entry);
  const taken = [...found].filter(([key]) => !wanted.has(key)).map(([, entry]) => entry);
  if (!dryRun) {
    // First what is missing: a service that gets another right for an old one never stands without both.
    if (given.length > 0) await admin.createAcls({ acl: given });
    if (taken.length > 0) ensureTaken(await admin.deleteAcls({ filters: taken }));
  }
  return { given: given.map(changeOf), taken: taken.map(changeOf) };
}

const userOf = (account: string): string => `User:${account}`;

const entryOf = (account: string, { resource, name, pattern, operation }: BrokerRight): AclEntry => ({
  resourceType: AclResourceTypes[resource],
  resourceName: name,
  resourcePatternType: ResourcePatternTypes[pattern],
  principal: userOf(account),
  host: ANYWHERE,
  operation: AclOperationTypes[operation],
  permissionType: AclPermissionTypes.ALLOW,
});

const byKey = (entry: AclEntry): [key: string, entry: AclEntry] => [
  JSON.stringify([
    entry.resourceType,
    entry.resourceName,
    entry.resourcePatternType,
    entry.principal,
    entry.host,
    entry.operation,
    entry.permissionType,
  ]),
  entry,
];

async function entriesOf(admin: Admin, account: string): Promise<readonly AclEntry[]> {
  const { resources } = await admin.describeAcls({
    resourceType: AclResourceTypes.ANY,
    resourcePatternType: ResourcePatternTypes.ANY,
    principal: userOf(account),
    operation: AclOperationTypes.ANY,
    permissionType: AclPermissionTypes.ANY,
  });
  return resources.flatMap(({ acls, ...resource }) => acls.map((acl) => ({ ...resource, ...acl })));
}

function ensureTaken({ filterResponses }: Awaited<ReturnType<Admin['deleteAcls']>>): void {
  const failed = filterResponses.find(({ errorCode }) => errorCode !== 0);
  if (failed !== undefined) throw new Error(`A right could not be taken: ${failed.errorMessage ?? failed.errorCode}.`);
}

const nameIn = (values: object, value: number): string =>
  Object.entries(values).find(([, one]) => one === value)?.[0] ?? String(value);

function changeOf(entry: AclEntry): RightChange {
  const isPrefixed = entry.resourcePatternType === ResourcePatternTypes.PREFIXED;
  const words = [
    ...(entry.permissionType === AclPermissionTypes.DENY ? ['not'] : []),
    nameIn(AclOperationTypes, entry.operation),
    nameIn(AclResourceTypes, entry.resourceType).toLowerCase(),
    entry.resourceName + (isPrefixed ? '*' : ''),
    ...(entry.host === ANYWHERE ? [] : [`from ${entry.host}`]),
  ];
  return { account: entry.principal.replace(/^User:/, ''), right: words.join(' ') };
}

/** As text, in the words of a change. */
export const rightsInWords = ({ name, rights }: BrokerAccount): readonly string[] =>
  rights.map((right) => changeOf(entryOf(name, right)).right);
