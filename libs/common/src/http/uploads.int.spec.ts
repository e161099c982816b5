import 'reflect-metadata';
import { Controller, Module, Param, StreamableFile } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Type } from 'typebox';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { devToken } from './dev-tokens.http.js';
import { any, Permissions, permissionsOn } from '../auth/permissions.js';
import { eventually, testDatabase, type TestDatabase } from '#testing/stores.js';
import { createHttpApp } from './app.js';
import { DocumentStore } from '../store/files.js';
import { Upload, type IncomingDocument } from './meta.js';
import { Operation } from './operation.js';

const MIB = 1024 * 1024;
const View = Type.Object({ fileId: Type.String() });
let store: DocumentStore;

@Controller()
class Files {
  @Operation({ id: 'putFile', method: 'PUT', path: '/v1/file', summary: 'Store', body: 'raw', answers: View })
  put(@Upload() { stream, contentType }: IncomingDocument) {
    return store.save(stream, contentType);
  }

  @Operation({ id: 'getFile', method: 'GET', path: '/v1/file/:id', summary: 'Read', answers: 'document' })
  async get(@Param('id') id: string) {
    const { stream, contentType, bytes } = await store.open(id);
    return new StreamableFile(stream, { type: contentType, length: bytes });
  }
}

@Module({ controllers: [Files] })
class FilesModule {}

const permissions = new Permissions([
  permissionsOn<object>({
    resource: 'file',
    seenThrough: 'getFile',
    operations: { putFile: { SUPPLIER: any }, getFile: { SUPPLIER: any } },
  }),
]);

describe('Uploads over a real connection', () => {
  let database: TestDatabase;
  let app: NestFastifyApplication;
  let port = 0;
  let authorization = '';
  const pdf = (size: number) => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size - 9, 'x')]);

  const stored = async () => ({
    files: await database.connection.collection('documents.files').countDocuments(),
    chunks: await database.connection.collection('documents.chunks').countDocuments(),
  });
  const put = async (body: NonNullable<RequestInit['body']>, length?: number) => {
    const response = await fetch(`http://127.0.0.1:${port}/v1/file`, {
      method: 'PUT',
      headers: {
        authorization,
        'content-type': 'application/pdf',
        ...(length !== undefined && { 'content-length': String(length) }),
      },
      body,
      duplex: 'half',
    } as RequestInit);
    return { status: response.status, body: (await response.json()) as { code?: string; fileId?: string } };
  };

  beforeAll(async () => {
    database = await testDatabase('uploads');
    if (database.connection.db === undefined) throw new Error('not connected');
    store = new DocumentStore(database.connection.db);
    const api = { title: 'Files', description: 'For tests', version: '1' };
    app = await createHttpApp(FilesModule, { api, permissions, auth: { mode: 'dev' }, logger: false });
    await app.listen(0, '127.0.0.1');
    port = (app.getHttpServer().address() as AddressInfo).port;
    authorization = `Bearer ${(await devToken({ sub: 'kim', roles: ['SUPPLIER'] })).token}`;
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  it('stores and gives back a document larger than any JSON body', async () => {
    const { status, body } = await put(pdf(5 * MIB));
    expect(status).toBe(200);
    const response = await fetch(`http://127.0.0.1:${port}/v1/file/${body.fileId}`, { headers: { authorization } });
    expect(response.headers.get('content-type')).toBe('application/pdf');
    expect(Buffer.from(await response.arrayBuffer()).equals(pdf(5 * MIB))).toBe(true);
  });

  it('refuses one that announces more than 50 MiB', async () => {
    expect(await put(pdf(50 * MIB + 1))).toMatchObject({ status: 413, body: { code: 'DOCUMENT_TOO_LARGE' } });
  });

  it('refuses one that does not announce its length and grows beyond it', async () => {
    const before = await stored();
    const chunk = pdf(MIB);
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(chunk) });
    expect(await put(endless)).toMatchObject({ status: 413, body: { code: 'DOCUMENT_TOO_LARGE' } });
    await eventually(async () => expect(await stored()).toEqual(before));
  });

  // Several times: a chunk that is being written while the upload is given up must not outlive it.
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('keeps nothing of an upload whose client goes away (%s)', async () => {
    const before = await stored();
    const socket = connect(port, '127.0.0.1');
    const head = `PUT /v1/file HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Type: application/pdf\r\n`;
    socket.write(`${head}Content-Length: ${10 * MIB}\r\n\r\n`);
    socket.write(pdf(3 * MIB));
    await eventually(async () => expect((await stored()).chunks).toBeGreaterThan(before.chunks));
    socket.destroy();
    await eventually(async () => expect(await stored()).toEqual(before));
  });

  it('answers on the same connection after a refusal', async () => {
    expect((await put(Buffer.from('no pdf'))).body.code).toBe('DOCUMENT_TYPE_MISMATCH');
    expect((await put(pdf(1000))).status).toBe(200);
  });
});
