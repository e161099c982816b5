import { Controller, Header, Inject } from '@nestjs/common';
import { Type } from 'typebox';
import { any, permissionsOn } from '../../auth/permissions.js';
import type { PublicEventKeySet } from '../../events/proofs/event-keys.js';
import { Operation } from '../../http/operation.js';
import { EVENT_KEYS } from '../../kernel/tokens.js';
import type { ServiceEventKeys } from '../event-key-settings.js';

export const eventKeyPermissions = permissionsOn({
  resource: 'event keys',
  seenThrough: 'getEventKeys',
  operations: { getEventKeys: { PUBLIC: any } },
});

const EventKeyView = Type.Object({
  kty: Type.Literal('OKP'),
  crv: Type.Literal('Ed25519'),
  x: Type.String({ description: 'Public key, base64url' }),
  kid: Type.String({ description: 'Thumbprint of the key (RFC 7638); the proof of a record names it' }),
  use: Type.Literal('sig'),
  alg: Type.Literal('EdDSA'),
});

const EventKeysView = Type.Object({ keys: Type.Array(EventKeyView) }, { $id: 'EventKeys' });

/** Where readers outside the installation get the keys by which the records of this service are checked. */
@Controller()
export class EventKeysHttp {
  constructor(@Inject(EVENT_KEYS) private readonly eventKeys: ServiceEventKeys) {}

  @Operation({
    id: 'getEventKeys',
    method: 'GET',
    path: '/.well-known/event-keys.json',
    summary: 'Every public key that proves records of this service, old ones included, as a JWK set',
    answers: EventKeysView,
  })
  @Header('cache-control', 'public, max-age=60')
  get(): PublicEventKeySet {
    const { signing, known } = this.eventKeys;
    return known.of(signing.service);
  }
}
