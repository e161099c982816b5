import { newSealingKey, type SealingKey, type SealingKeys } from '../store/sealing-keys.js';
import { SampleClient } from './edge.fixture.js';
import { SealedCursors } from './sealed-cursors.js';

/** Keys as a service has them, rotated by hand. */
class RotatedKeys implements SealingKeys {
  private keys: readonly SealingKey[] = [newSealingKey()];

  async newest(): Promise<SealingKey> {
    const newest = this.keys.at(-1);
    if (newest === undefined) throw new Error('no key');
    return newest;
  }

  async find(id: string): Promise<SealingKey | undefined> {
    return this.keys.find((key) => key.id === id);
  }

  rotate(): void {
    this.keys = [...this.keys, newSealingKey()].slice(-2);
  }
}

const CURSOR = Buffer.from(JSON.stringify(['state.neededOn', '2025-09-01', 'contract-1'])).toString('base64url');

describe('S8: a sealed cursor', () => {
  const keys = new RotatedKeys();
  const cursors = new SealedCursors(keys);
  const refusal = {
    kind: 'invalid',
    code: 'REQUEST_INVALID',
    errors: [{ pointer: '/cursor', code: 'CURSOR_INVALID' }],
  };

  it('opens to what was sealed, for the operation that gave it out', async () => {
    const sealed = await cursors.seal(CURSOR, 'listContracts');
    await expect(cursors.open(sealed, 'listContracts')).resolves.toBe(CURSOR);
    await expect(cursors.open(sealed, 'listCases')).rejects.toMatchObject(refusalLike(refusal));
  });

  it('tells neither sort value nor id, and is never the same twice', async () => {
    const [one, two] = [await cursors.seal(CURSOR, 'listContracts'), await cursors.seal(CURSOR, 'listContracts')];
    expect(one).not.toBe(two);
    for (const hidden of ['contract-1', '2025-09-01', 'neededOn', CURSOR.slice(0, 12)]) {
      expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain(hidden);
      expect(one).not.toContain(hidden);
    }
  });

  it('is refused with any byte changed, cut, or made up', async () => {
    const sealed = Buffer.from(await cursors.seal(CURSOR, 'listContracts'), 'base64url');
    // Byte 0 is the version, bytes 1 to 4 name the key: those are unknown rather than wrong.
    for (let at = 5; at < sealed.length; at++) {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] ?? 0) ^ 1;
      await expect(cursors.open(altered.toString('base64url'), 'listContracts')).rejects.toMatchObject(
        refusalLike(refusal),
      );
    }
    for (const garbage of ['', '!!', 'WzFd', CURSOR, 'A'.repeat(4_001), sealed.subarray(0, 30).toString('base64url')]) {
      await expect(cursors.open(garbage, 'listContracts')).rejects.toMatchObject(refusalLike(refusal));
    }
  });

  it('holds over one rotation of the keys, and is gone with a hint after two', async () => {
    const sealed = await cursors.seal(CURSOR, 'listContracts');
    keys.rotate();
    await expect(cursors.open(sealed, 'listContracts')).resolves.toBe(CURSOR);
    keys.rotate();
    await expect(cursors.open(sealed, 'listContracts')).rejects.toMatchObject({
      kind: 'gone',
      code: 'CURSOR_EXPIRED',
      detail: expect.stringContaining('begin at the first page again') as string,
    });
  });
});

const refusalLike = ({ kind, code, errors }: { kind: string; code: string; errors: readonly object[] }) => ({
  kind,
  code,
  errors: errors.map((one) => expect.objectContaining(one) as object),
});

describe('S8: a list of the API', () => {
  const keys = new RotatedKeys();
  let client: SampleClient;

  beforeAll(async () => {
    client = await SampleClient.start({ cursorKeys: keys });
  });
  afterAll(() => client.stop());

  it('hands out cursors that tell nothing of a row', async () => {
    const { body } = await client.call('GET', '/v1/things?limit=1&sort=-rank');
    const decoded = Buffer.from(body.next ?? '', 'base64url').toString('latin1');
    expect(body.next).toMatch(/^[A-Za-z0-9_-]{40,}$/);
    expect(decoded).not.toMatch(/id-|rank/);
  });

  it('answers 410 with a code and a hint for a cursor whose key was rotated out, 422 for another sort', async () => {
    const { body } = await client.call('GET', '/v1/things?limit=1&sort=-rank');
    const sorted = await client.call('GET', `/v1/things?cursor=${body.next}`);
    expect([sorted.status, sorted.body.errors[0]?.code]).toEqual([422, 'CURSOR_INVALID']);
    keys.rotate();
    keys.rotate();
    const gone = await client.call('GET', `/v1/things?sort=-rank&cursor=${body.next}`);
    expect([gone.status, gone.body.code]).toEqual([410, 'CURSOR_EXPIRED']);
    expect(gone.body.detail).toContain('first page');
  });
});
