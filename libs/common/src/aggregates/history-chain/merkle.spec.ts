import fc from 'fast-check';
import { propertyRuns } from '#testing/property-runs.js';
import { sha256 } from '../../kernel/canonical-json.js';
import { MerkleRoot, type Head } from './merkle.js';

const head = (n: number): Head => ({ collection: 'notes', id: `id-${n}`, version: n + 1, hash: sha256(`${n}`) });
const leaf = ({ collection, id, version, hash }: Head): string => sha256(`${collection}|${id}|${version}|${hash}`);

function rootOf(heads: readonly Head[]): string {
  const tree = new MerkleRoot();
  for (const one of heads) tree.add(one);
  return tree.root;
}

/** By its definition, all leaves at hand: what stands on the left is the largest power of two below their number. */
function byDefinition(leaves: readonly string[]): string {
  if (leaves.length <= 1) return leaves[0] ?? sha256('');
  const left = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return sha256(byDefinition(leaves.slice(0, left)) + byDefinition(leaves.slice(left)));
}

describe('The Merkle root of heads', () => {
  it('is that of the definition, for any number of them', () => {
    for (let n = 0; n <= 70; n++) {
      const heads = Array.from({ length: n }, (_, i) => head(i));
      expect(rootOf(heads)).toBe(byDefinition(heads.map(leaf)));
    }
  });

  it('is another when any head is changed, left out, put in or moved', () => {
    const size = fc.integer({ min: 2, max: 40 });
    fc.assert(
      fc.property(size, fc.nat(), fc.nat(), (n, at, other) => {
        const heads = Array.from({ length: n }, (_, i) => head(i));
        const [i, j] = [at % n, other % n];
        const root = rootOf(heads);
        expect(rootOf(heads.with(i, head(1_000)))).not.toBe(root);
        expect(rootOf(heads.toSpliced(i, 1))).not.toBe(root);
        expect(rootOf(heads.toSpliced(i, 0, head(1_000)))).not.toBe(root);
        if (i !== j) expect(rootOf(heads.with(i, heads[j]!).with(j, heads[i]!))).not.toBe(root);
      }),
      propertyRuns(),
    );
  });
});
