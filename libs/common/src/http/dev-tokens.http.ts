import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { SignJWT } from 'jose';
import { OneOfEach, Text } from './validation/fields.js';
import { Open } from './operation.js';
import { ROLES, type Role } from '../kernel/actor.js';
import { DEV_AUDIENCE, DEV_ISSUER, devPrivateKey } from '../auth/dev-key.js';

const HOURS = 12;

export class DevTokenRequest {
  @Text({ max: 200 })
  readonly sub!: string;

  @Text({ max: 64, optional: true })
  readonly org?: string;

  @OneOfEach(ROLES, { unique: true })
  readonly roles!: readonly Role[];

  @Text({ max: 200, optional: true })
  readonly name?: string;
}

export interface DevToken {
  readonly token: string;
  readonly expiresAt: string;
}

/** A token of the well-known development key; also for tests and tools. */
export async function devToken(claims: DevTokenRequest): Promise<DevToken> {
  const { sub, ...rest } = claims;
  const expires = new Date(Date.now() + HOURS * 3_600_000);
  const token = await new SignJWT({ ...rest })
    .setProtectedHeader({ alg: 'EdDSA' })
    .setSubject(sub)
    .setIssuer(DEV_ISSUER)
    .setAudience(DEV_AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(devPrivateKey);
  return { token, expiresAt: expires.toISOString() };
}

/** The built-in issuer; it exists only with `AUTH=dev`. */
@ApiExcludeController()
@Controller('dev/tokens')
export class DevTokensController {
  @Open()
  @Post()
  @HttpCode(200)
  issue(@Body() request: DevTokenRequest): Promise<DevToken> {
    return devToken(request);
  }
}
