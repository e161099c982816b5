import mongoose from 'mongoose';
import { isLoopback } from '../kernel/secure-address.js';
import { SettingWrong } from '../kernel/setting.js';

/** Mechanisms that prove the password without sending it. `DEFAULT` is one of SCRAM's two. */
const PROVING: ReadonlySet<string> = new Set(['DEFAULT', 'SCRAM-SHA-1', 'SCRAM-SHA-256']);

/**
 * Checks the address of a store, as the driver will read it.
 * @param name the variable that holds it. Its value is never shown: there may be a password in it
 * @param clearLines a login that only proves its password may go over a line without TLS
 * @throws SettingWrong
 */
export function ensureStoreUrl(name: string, url: string, clearLines: boolean): void {
  const wrong = (wanted: string) => new SettingWrong(name, '(not shown: it may hold a password)', wanted);
  if (!/^mongodb(\+srv)?:\/\//.test(url)) throw wrong('must start with mongodb:// or mongodb+srv://.');
  const { credentials, hosts, tls, rejectUnauthorized, checkServerIdentity, srvHost, directConnection } = read(
    url,
    wrong,
  );
  if (credentials === undefined) return;
  // A certificate that is not checked keeps nobody from standing between.
  const isSealed = tls && rejectUnauthorized !== false && checkServerIdentity === undefined;
  if (isSealed) return;
  const isHere = srvHost === undefined && hosts.every(({ host, socketPath }) => socketPath ?? isLoopback(host ?? ''));
  if (!PROVING.has(credentials.mechanism)) {
    // Members of a replica set are found at run time, and may be on other machines.
    if (isHere && directConnection) return;
    throw wrong(
      `${credentials.mechanism} sends the password or a token as it is, and the line has no TLS: add tls=true, with a certificate that is checked.`,
    );
  }
  if (!isHere && !clearLines)
    throw wrong(
      'it logs in to another machine without TLS: add tls=true, with a certificate that is checked, or set ALLOW_CLEAR_LINES=yes in a private network.',
    );
}

function read(url: string, wrong: (wanted: string) => Error): mongoose.mongo.MongoOptions {
  try {
    return new mongoose.mongo.MongoClient(url).options;
  } catch (error) {
    // The driver's own words may repeat the address.
    throw wrong(`the driver does not take it (${(error as Error).name}): see the options of a connection string.`);
  }
}
