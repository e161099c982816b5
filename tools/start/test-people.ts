import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { cached } from '#infrastructure/download-cache.js';
import { TestAuthority, type TestSigner, type Validity } from '#infrastructure/test-authority.js';
import type { Persona } from '../story/api.js';

const NAME = '시험 인증기관';
const YEARS: Validity = { from: new Date('2020-01-01T00:00:00Z'), to: new Date('2049-12-31T00:00:00Z') };
/** Institution code of the ministry, as policy `review.ministryCode` has it. */
const MINISTRY = '1721000';

/**
 * The people of the story, who sign by certificates of a test authority. The authority is made at the first
 * start and kept with the downloaded servers. Services get the folder with its certificate; no service holds a key.
 */
export class TestPeople {
  private readonly signers = new Map<string, Promise<TestSigner>>();

  private constructor(
    private readonly authority: TestAuthority,
    /** For `SIGNATURE_TRUST_FOLDER`. */
    readonly trustFolder: string,
  ) {}

  static async ofThisMachine(): Promise<TestPeople> {
    const folder = await cached('test-authority', async (work) => {
      await mkdir(path.join(work, 'trust'));
      const authority = await TestAuthority.create(NAME, YEARS);
      await authority.save(path.join(work, 'trust'), path.join(work, 'authority.key'), YEARS);
    });
    const trustFolder = path.join(folder, 'trust');
    return new TestPeople(await TestAuthority.saved(trustFolder, path.join(folder, 'authority.key')), trustFolder);
  }

  /** A detached CMS signature, base64 of its DER, for the organisation that the person acts for. */
  async sign(person: Persona, document: Uint8Array, at: Date): Promise<string> {
    const signer = this.signers.get(person.sub) ?? this.authority.issue(subjectOf(person));
    this.signers.set(person.sub, signer);
    return (await (await signer).sign(document, at)).toString('base64');
  }
}

/** The committee sits in the ministry: its chair signs for it. */
function subjectOf({ name, roles, org = MINISTRY }: Persona) {
  const register = roles.includes('SUPPLIER') ? 'NTRKR-' : 'GO:KR-';
  return { name, organisation: register + org, ...YEARS };
}
