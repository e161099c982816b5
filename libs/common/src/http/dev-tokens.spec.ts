import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { createHttpApp } from './app.js';
import { OperationsServer } from './operations-server.js';
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
    await app.getHttpAdapter().getInstance().ready();
    const operations = new OperationsServer(app);
    const body = JSON.stringify({ sub: 'kim', roles: ['ADMIN'] });
    const headers = { 'content-type': 'application/json' };
    const url = `${await operations.listen(0, '127.0.0.1')}/dev/tokens`;
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(status);
    expect((await app.inject({ method: 'POST', url: '/dev/tokens', headers, payload: body })).statusCode).toBe(404);
    await operations.close();
    await app.close();
  });
});
