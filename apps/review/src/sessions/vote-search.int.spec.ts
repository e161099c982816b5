import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { canonicalJson, sha256 } from '#common/kernel/canonical-json.js';
import { addDays } from '#common/kernel/day.js';
import { readKeys } from '#common/service/key-file.js';
import { startService } from '#common/service/start-service.js';
import { everyDocument, everyRecord } from '#testing/everything.js';
import { findGuesses, type Finding } from '#testing/guessing.js';
import { memberOf } from '#testing/personas.js';
import { describeWithServers, eventually } from '#testing/stores.js';
import { review } from '../review.service-map.js';
import { granted } from '../testing/review-story.js';
import { ballotOf, type Ballot } from './domain/ballot-box.js';
import { minutesRecord } from './domain/minuting.js';
import { VOTES, type CastVote, type SessionState } from './domain/session.state.js';
import { SealedBallots, VOTE_KEY } from './sealed-ballots.js';
import type { RecountView } from './recount/recount.view.js';
import { auditor, chair, ministry, secretary, SessionStory, type KnownSession } from './testing/session-story.js';

const REPOSITORY = path.resolve(import.meta.dirname, '../../../..');
const AGAINST = '지원 체계가 부족하다 (표결 사유)';
const FOR = '요건을 모두 갖추었다 (표결 사유)';
const REASONS = [AGAINST, FOR];

/** Every body that the interface accepts for a vote, with reasons that a guesser might know. */
const BODIES: readonly Ballot[] = VOTES.flatMap((vote) => [{ vote }, ...REASONS.map((reason) => ({ vote, reason }))]);
const GUESSES = { values: VOTES, texts: REASONS, bodies: BODIES };

interface Cast extends Ballot {
  readonly member: number;
  readonly key?: string;
}

/** Member 2 changes the vote twice, member 9 gives none. */
const CAST: readonly Cast[] = [
  ...[0, 1, 3, 4, 6, 7, 8].map((member) => ({ member, vote: 'YES' as const, key: `vote-${member}` })),
  { member: 2, vote: 'YES', key: 'first' },
  { member: 2, vote: 'NO', reason: AGAINST, key: 'second' },
  { member: 2, vote: 'ABSTAIN', key: 'third' },
  { member: 10, vote: 'YES', reason: FOR, key: 'for' },
  { member: 11, vote: 'NO', reason: AGAINST, key: 'against' },
  { member: 12, vote: 'NO', reason: AGAINST },
  ...[13, 14, 15, 16, 17, 18, 19].map((member) => ({
    member,
    vote: 'YES' as const,
    reason: FOR,
    key: `vote-${member}`,
  })),
];

describeWithServers('A finished session', () => {
  let story: SessionStory;
  let session: KnownSession;
  let folder: string;
  let keyFile: string;
  let secret: Buffer;
  const logs: string[] = [];
  const refusals: unknown[] = [];
  const lookedAt: Finding[] = [];

  const put = async (member: number, item: number, body: object, key?: string) => {
    const { sub } = memberOf(member);
    const vote = `${session.path}/agenda/${item}/votes/${sub}`;
    const answer = await story.review.as(memberOf(member)).put(vote, body, key === undefined ? {} : { key });
    if (answer.status >= 400) refusals.push(answer.body);
    return answer;
  };
  const castOn = async (item: number) => {
    for (const { member, key, ...ballot } of CAST) granted(await put(member, item, ballot, key));
  };

  const store = () => everyDocument(story.review.under.database.url);
  const topics = () => everyRecord((process.env['KAFKA_BROKERS'] ?? '').split(','), story.review.under.prefix);

  /** Runs a script as an operator does. */
  async function run(script: string, ...args: readonly string[]) {
    const env = { ...process.env, MONGO_URL_REVIEW: story.review.under.database.url };
    const child = spawn(process.execPath, [path.join(REPOSITORY, script), ...args], { env, cwd: folder });
    const output: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(String(chunk)));
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, output: output.join('') };
  }

  async function exported(name: string, ...options: readonly string[]): Promise<readonly unknown[]> {
    const written = await run('dist/ops.cjs', 'audit', 'export', '--service', 'review', '--out', name, ...options);
    expect(written).toMatchObject({ code: 0 });
    const lines = (await readFile(path.join(folder, name), 'utf8')).trim().split('\n');
    return lines.map((line) => JSON.parse(line) as unknown);
  }

  const search = (place: string, content: unknown): readonly Finding[] => {
    const found = findGuesses(place, content, GUESSES);
    lookedAt.push(...found);
    return found;
  };

  /** What the holder of the key finds: each vote that was cast on the item, in the order of the history. */
  async function withTheKey(key: Buffer): Promise<readonly object[]> {
    const box = new SealedBallots(key);
    const { id: sessionId } = await session.view();
    const history = await story.review.historyOf('sessions', sessionId);
    return history
      .filter(({ type }) => type === 'VoteCast')
      .flatMap(({ data }) => {
        const { item, ...cast } = data as CastVote & { readonly item: number };
        const ballot = ballotOf(box, { sessionId, item }, cast);
        return ballot === undefined ? [] : [{ item, memberId: cast.memberId, ...ballot }];
      });
  }

  const castOnItem = (item: number) =>
    CAST.map(({ member, key: _, ...ballot }) => ({ item, memberId: memberOf(member).sub, ...ballot }));
  const ordered = (votes: readonly object[]): string[] =>
    votes.map((vote) => JSON.stringify(vote, Object.keys(vote).sort())).sort();

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vote-search-'));
    secret = randomBytes(32);
    keyFile = path.join(folder, 'vote-key');
    await writeFile(keyFile, `${secret.toString('base64')}\n`);
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, 'write').mockImplementation((chunk) => logs.push(String(chunk)) > 0);
    }
    story = await SessionStory.start({ VOTE_KEY_FILE: keyFile, LOG_LEVEL: 'debug', SECURITY_LOG: 'stdout' });
    session = await story.opened(2);
    // A ballot on a member leaves as little behind as the votes on the item.
    granted(await session.act(chair, `/agenda/1/recusals/${memberOf(6).sub}/voting`));
    for (const [n, vote] of (['YES', 'NO', 'ABSTAIN', 'NO'] as const).entries()) {
      granted(await session.voteOn(n, 1, memberOf(6), vote));
    }
    granted(await session.act(chair, `/agenda/1/recusals/${memberOf(6).sub}`, { reason: '유사하지 않다' }));
    await session.openVoting(1);
    await castOn(1);
  }, 180_000);

  afterAll(async () => {
    vi.restoreAllMocks();
    await story?.stop();
    await rm(folder, { recursive: true });
  }, 60_000);

  it('S3: while votes are cast, has none of them in clear, and shows each to its voter', async () => {
    expect(search('store', await store())).toEqual([]);
    expect(await session.item(1, memberOf(2))).toMatchObject({ own: { vote: 'ABSTAIN' } });
    expect(await session.item(1, memberOf(11))).toMatchObject({ own: { vote: 'NO', reason: AGAINST } });
    expect((await session.item(1))?.votesCast).toBe(18);
  });

  it('S18: until the tally a repeat gets its answer, and another vote under the same key is refused', async () => {
    const { key, member, ...ballot } = CAST.find((cast) => cast.key === 'against')!;
    expect((await put(member, 1, ballot, key)).outcome).toBe('200');
    for (const other of BODIES.filter((one) => JSON.stringify(one) !== JSON.stringify(ballot)))
      expect([other, (await put(member, 1, other, key)).outcome]).toEqual([other, '422 IDEMPOTENCY_KEY_REUSED']);
    expect(await session.item(1, memberOf(member))).toMatchObject({ own: { vote: 'NO', reason: AGAINST } });
  });

  /** Every voter, and member 9, who gave no vote, try every body under the key of their vote and under a new one. */
  const everyRepeat = async (outcome: string): Promise<void> => {
    for (const { member, key = 'none' } of [...CAST, { member: 9 }]) {
      const answers = await Promise.all(
        [key, `${key}-never-used`].flatMap((one) => BODIES.map((body) => put(member, 1, body, one))),
      );
      const told = answers.map(({ body }) => {
        const { status, code, title, detail } = body as Record<string, unknown>;
        return JSON.stringify({ status, code, title, detail });
      });
      expect([member, new Set(told).size, answers[0]?.outcome]).toEqual([member, 1, outcome]);
    }
  };

  it('S18: after the tally every repeat is answered alike: with the same body, another one, and a key never used', async () => {
    granted(await session.act(chair, '/agenda/1/tally'));
    await everyRepeat('409 VOTING_NOT_OPEN');
  });

  it('goes on to its publication', async () => {
    await session.openVoting(2);
    await castOn(2);
    granted(await session.act(chair, '/agenda/2/tally'));
    expect((await session.item(1))?.tally).toEqual({ eligible: 19, yes: 15, no: 2, abstain: 1 });
    granted(await session.act(chair, '/closing', {}));
    granted(await session.act(secretary, '/minutes', { summary: '회의 결과', items: [] }, 'put'));
    granted(await session.act(chair, '/minutes/confirmation'));
    granted(await session.act(ministry, '/publication', { selectionAct: { number: '제2025-2호', on: session.on } }));
    await story.clock(`${addDays(session.on, 1)} 09:00`);
    expect((await session.view()).status).toBe('PUBLISHED');
  });

  it('S18: and so it is once the session is over', async () => {
    await everyRepeat('409 SESSION_NOT_OPEN');
  });

  it('S3: holds no vote that can be found without the key: in its store, on topics, in logs and in refusals', async () => {
    // Anchors and events come a moment later.
    const records = await eventually(async () => {
      const found = await topics();
      expect(JSON.stringify(found)).toContain('SessionPublished');
      return found;
    });
    expect(search('store', await store())).toEqual([]);
    expect(search('topics', records)).toEqual([]);
    expect(logs.join('').split('\n').length).toBeGreaterThan(10);
    expect(search('logs', logs.join('').split('\n'))).toEqual([]);
    expect(refusals.length).toBeGreaterThan(300);
    expect(search('refusals', refusals)).toEqual([]);
    const views = await Promise.all([secretary, auditor, ministry, chair, memberOf(2)].map((one) => session.view(one)));
    expect(search('views', views)).toEqual([]);
    const histories = await Promise.all([secretary, auditor, chair].map((one) => session.history(one)));
    expect(search('histories', histories)).toEqual([]);
  });

  it('S3: is exported without votes and their salts, with other personal data only when asked, and everything holds', async () => {
    const [plain, personal] = [await exported('plain.jsonl'), await exported('all.jsonl', '--with-personal-data')];
    expect(search('export', plain)).toEqual([]);
    expect(search('export with personal data', personal)).toEqual([]);
    const sealed = (await store())['sessions'] as unknown as { history: { data: { ballot?: string } }[] }[];
    const ballots = sealed.flatMap(({ history }) => history.flatMap(({ data }) => data.ballot ?? []));
    for (const lines of [plain, personal]) {
      const text = JSON.stringify(lines);
      expect(ballots.filter((ballot) => text.includes(ballot))).toEqual([]);
    }
    expect([JSON.stringify(plain).includes('위원 3'), JSON.stringify(personal).includes('위원 3')]).toEqual([
      false,
      true,
    ]);
    for (const file of ['plain.jsonl', 'all.jsonl']) {
      const verified = await run('tools/audit/verify-export.mjs', file);
      expect(verified).toMatchObject({ code: 0, output: expect.stringContaining('Everything holds.') as string });
      expect(verified.output).toContain(`withheld: sessions VoteCast data/ballot, ${2 * CAST.length} values`);
      expect(verified.output.includes('committee MemberAppointed details/name, 20 values')).toBe(
        file === 'plain.jsonl',
      );
    }
  });

  it('S3: publishes a hash of its minutes that takes a salt to compute, which stays in the history', async () => {
    const { id, minutes } = await session.view();
    const { sessions = [] } = (await store()) as { sessions?: { _id: string; state: SessionState }[] };
    const state = sessions.find(({ _id }) => _id === id)!.state;
    const confirmed = (await story.review.historyOf('sessions', id)).find(({ type }) => type === 'MinutesConfirmed');
    const { salt } = confirmed!.details as { salt: string };
    const record = canonicalJson(minutesRecord(state));
    expect(salt).toMatch(/^[0-9a-f]{32}$/);
    expect(minutes?.hash).toBe(sha256(`${salt}:${record}`));
    expect(minutes?.hash).not.toBe(sha256(record));
    expect(JSON.stringify(await topics())).not.toContain(salt);
    expect(await readFile(path.join(folder, 'plain.jsonl'), 'utf8')).not.toContain(salt);
  });

  it('S3: gives all votes to the holder of the key, who recounts them', async () => {
    expect(ordered(await withTheKey(secret))).toEqual(ordered([...castOnItem(1), ...castOnItem(2)]));
    const recount = await story.review.as<RecountView>(auditor).get(`${session.path}/agenda/1/recount`);
    expect(recount.view).toMatchObject({ recounted: { eligible: 19, yes: 15, no: 2, abstain: 1 }, agrees: true });
    expect(await withTheKey(randomBytes(32))).toEqual([]);
  });

  it('S3: starts with no other key, and without one only where tokens are given to everyone', async () => {
    const { under } = story.review;
    const other = path.join(folder, 'other-key');
    await writeFile(other, randomBytes(32).toString('base64'));
    const env = { PORT: '0', MONGO_URL: under.database.url, KAFKA_BROKERS: process.env['KAFKA_BROKERS'] };
    const dev = { ...env, TOPIC_PREFIX: under.prefix, AUTH: 'dev', LOG_LEVEL: 'error', SECURITY_LOG: 'off' };
    const wrong = 'is not the key by which the votes of sessions in this store were sealed.';
    await expect(startService(review, { ...dev, VOTE_KEY_FILE: other })).rejects.toThrow(
      `VOTE_KEY_FILE=${other}: ${wrong}`,
    );
    await expect(startService(review, dev)).rejects.toThrow(`VOTE_KEY_FILE=(not set): ${wrong}`);
    expect(() => readKeys([VOTE_KEY], {})).toThrow(
      'VOTE_KEY_FILE=(not set): a file with the key of the votes of sessions',
    );
  });

  it('S3: loses a vote for good by its erasure, which a recount shows', async () => {
    const { id } = await session.view();
    const who = `data.memberId=${memberOf(11).sub}`;
    const erased = await run('dist/ops.cjs', 'erase', 'review', 'session', id, '--reason', 'asked for', '--where', who);
    expect(erased).toMatchObject({ code: 0, output: expect.stringContaining('data.ballot') as string });
    const left = [...castOnItem(1), ...castOnItem(2)].filter(({ memberId }) => memberId !== memberOf(11).sub);
    expect(ordered(await withTheKey(secret))).toEqual(ordered(left));
    const recount = await story.review.as<RecountView>(auditor).get(`${session.path}/agenda/1/recount`);
    expect(recount.view).toMatchObject({ recounted: { yes: 15, no: 1, abstain: 1 }, agrees: false });
  });

  it('found nothing in all of these searches', () => {
    expect(lookedAt).toEqual([]);
  });
});
