import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { createHttpApp } from './app.js';
import { Permissions } from '../auth/permissions.js';
import type { AuthSettings } from '../auth/settings.js';

@Module({})
class EmptyModule {}

const OIDC: AuthSettings = { mode: 'oidc', issuer: 'http://127.0.0.1:1', audience: 'x', rolesClaim: 'roles' };

describe('The built-in issuer', () => {
  it.each<[AuthSettings, number]>([
    [{ mode: 'dev' }, 200],
    [OIDC, 404],
  ])('with %j answers %s', async (auth, status) => {
    const api = { title: 'Empty', description: 'For tests', version: '1' };
    const app = await createHttpApp(EmptyModule, { api, permissions: new Permissions([]), auth, logger: false });
    await app.init();
    const payload = { sub: 'kim', roles: ['ADMIN'] };
    const answer = await app.inject({ method: 'POST', url: '/dev/tokens', payload });
    expect(answer.statusCode).toBe(status);
    await app.close();
  });
});
