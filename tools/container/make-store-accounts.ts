import { readFile } from 'node:fs/promises';
import { makeStoreAccounts } from '#infrastructure/store-accounts.js';

/**
 * Runs once before a service, on the machine of its store: `make-store-accounts <service> <host:port of the member>`.
 * Passwords are in /run/secrets: `mongo-administrator-<service>`, `mongo-<service>`, `mongo-operator-<service>`.
 */
const [service = '', member = ''] = process.argv.slice(2);
const secret = async (name: string): Promise<string> => (await readFile(`/run/secrets/${name}`, 'utf8')).trim();
await makeStoreAccounts({
  url: 'mongodb://127.0.0.1:27017/?directConnection=true&tls=true&tlsCAFile=/run/secrets/ca.crt',
  member,
  database: service,
  administratorPassword: await secret(`mongo-administrator-${service}`),
  accounts: { [service]: await secret(`mongo-${service}`), operator: await secret(`mongo-operator-${service}`) },
});
console.log(`${member} is a replica set with accounts`);
