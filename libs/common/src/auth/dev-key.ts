import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';

/** PKCS #8 wrapping of a bare Ed25519 seed (RFC 8410). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
/** The key of demo installations: known to everyone, the same in all services, never for a real one. */
const SEED = createHash('sha256').update('digital-service-contracts: well-known development key').digest();

export const devPrivateKey = createPrivateKey({
  key: Buffer.concat([PKCS8_ED25519, SEED]),
  format: 'der',
  type: 'pkcs8',
});
export const devPublicKey = createPublicKey(devPrivateKey);
export const DEV_ISSUER = 'urn:digital-service:dev';
export const DEV_AUDIENCE = 'digital-service';
