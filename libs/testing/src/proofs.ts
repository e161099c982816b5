import type { ServiceName } from '#common/events/define-event.js';
import { developmentEventKeys, developmentSigningKey, signingKeyOf } from '#common/events/proofs/event-keys.js';
import { readJson } from '#common/events/proofs/event-keys-file.js';
import type { KeyFiles } from '#common/events/proofs/key-files.js';
import type { CoveredRecord } from '#common/events/proofs/leaf.js';
import { ProofCheck } from '#common/events/proofs/proof-check.js';
import { PROOF_HEADER } from '#common/events/proofs/proof-text.js';
import { RecordSigner } from '#common/events/proofs/record-signer.js';

/** Signs in the name of a service, by the key that services under test believe. */
export const testSigner = (service: ServiceName): Pick<RecordSigner, 'sign'> => {
  const signer = developmentSigningKey(service).then((key) => new RecordSigner(key));
  return { sign: async (records) => (await signer).sign(records) };
};

/** In the name of a service of an installation with keys of its own. */
export const installedSigner = async (files: KeyFiles, service: ServiceName): Promise<RecordSigner> =>
  new RecordSigner(await signingKeyOf(service, (await readJson(files.signingFile(service))) as never));

/** What services under test believe. */
export const testProofs = (topicPrefix: string): ProofCheck => {
  const check = developmentEventKeys().then((keys) => new ProofCheck(keys, topicPrefix));
  const whyUnproven: ProofCheck['whyUnproven'] = async (record) => (await check).whyUnproven(record);
  return { whyUnproven } as ProofCheck;
};

/** As that service would send them. One that has a proof already, whatever it is worth, keeps it. */
export async function provenBy<T extends CoveredRecord>(service: ServiceName, records: readonly T[]): Promise<T[]> {
  const isOpen = (record: T): boolean => record.headers?.[PROOF_HEADER] === undefined;
  const proven: T[] = await testSigner(service).sign(records.filter(isOpen));
  return records.map((record) => (isOpen(record) ? (proven.shift() ?? record) : record));
}
