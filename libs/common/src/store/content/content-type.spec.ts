import fc from 'fast-check';
import { DOCUMENT_TYPES, OCTETS } from '../../kernel/document-types.js';
import { Refusal } from '../../kernel/errors.js';
import { compoundFileOf, officeOf, SAMPLES, zipOf, type ZipEntry } from '#testing/document-samples.js';
import { propertyRuns } from '#testing/property-runs.js';
import { proves } from '#testing/proves.js';
import { HEAD_BYTES, typeByHead, typeByInside } from './content-type.js';
import { bytesOf, type RandomAccess } from './random-access.js';

/** As the store does: by the head first, then by the inside. */
async function typeOf(content: Buffer, declared: string = OCTETS, file: RandomAccess = bytesOf(content)) {
  const { type, container } = await typeByHead(content.subarray(0, HEAD_BYTES), declared);
  return container === undefined ? type : typeByInside(container, file, declared);
}

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const refusedAs = async (content: Buffer, declared?: string): Promise<string> => {
  const refusal = await typeOf(content, declared).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({ kind: 'unsupported', code: 'DOCUMENT_TYPE_MISMATCH' });
  expect((refusal as Refusal).detail).toContain('HWP, HWPX, ODF (odt, ods, odp), Office without macros');
  return (refusal as Refusal).detail;
};

describe('The content type of a document', () => {
  it.each(DOCUMENT_TYPES)('R-19: is found in the content: %s', proves({ 'R-19': typeByHead }), async (type) => {
    expect([await typeOf(SAMPLES[type]), await typeOf(SAMPLES[type], type)]).toEqual([type, type]);
  });

  it.each([
    ['image/jpg', 'image/jpeg'],
    ['image/pjpeg', 'image/jpeg'],
    ['application/x-pdf', 'application/pdf'],
    ['application/haansofthwp', 'application/x-hwp'],
    ['application/vnd.hancom.hwpx', 'application/hwp+zip'],
  ] as const)('#23: %s means %s', async (declared, type) => {
    expect(await typeOf(SAMPLES[type], declared)).toBe(type);
  });

  it('#19: is PDF when its mark is among the first 1,024 bytes, and no later', async () => {
    const behind = (bytes: number) => Buffer.concat([Buffer.alloc(bytes, ' '), SAMPLES['application/pdf']]);
    expect(await typeOf(behind(1_019), 'application/pdf')).toBe('application/pdf');
    expect(await refusedAs(behind(1_020), 'application/pdf')).toContain('something unknown');
    expect(await refusedAs(Buffer.concat([Buffer.from('MZ'), Buffer.alloc(58), behind(100)]))).toContain('msdownload');
  });

  it('R-19: is named in the refusal, and so is what is taken', proves({ 'R-19': typeByInside }), async () => {
    expect(await refusedAs(SAMPLES['image/png'], 'application/pdf')).toContain('application/pdf and is image/png');
    expect(await refusedAs(SAMPLES[WORD], 'application/hwp+zip')).toContain(`is ${WORD}`);
    expect(await refusedAs(SAMPLES[WORD], 'application/pdf')).toContain('is a zip file');
    expect(await refusedAs(compoundFileOf('WordDocument', Buffer.alloc(256)))).toContain('no HWP document');
    expect(await refusedAs(compoundFileOf('FileHeader', Buffer.alloc(256)))).toContain('no HWP document');
    expect(await refusedAs(zipOf([{ name: 'a.txt', content: 'a' }]))).toContain('is a zip file');
    expect(await refusedAs(zipOf([{ name: 'mimetype', content: 'application/epub+zip' }]))).toContain('epub');
    expect(await refusedAs(officeOf('application/vnd.ms-other'))).toContain('of another kind');
  });

  it.each<[string, string, ZipEntry[]]>([
    ['a macro part', `${WORD}.main+xml`, [{ name: 'word/vbaProject.bin', content: 'x' }]],
    ['an Excel 4 macro sheet', `${WORD}.main+xml`, [{ name: 'xl/macrosheets/sheet1.xml', content: 'x' }]],
    ['a main part for macros', 'application/vnd.ms-word.document.macroEnabled.main+xml', []],
  ])('R-19: is refused for an Office document with %s', async (_, main, parts) => {
    expect(await refusedAs(officeOf(main, parts))).toContain('with macros');
  });

  it('R-19: is refused for an Office document that writes its types in hidden characters', async () => {
    const main = `application/x" ContentType="${WORD}.main+xml" x="application/vnd.ms-word.document.m&#97;croEnabled`;
    expect(await refusedAs(officeOf(main))).toContain('of another kind');
  });

  it('never inflates a bomb, whatever its entries claim', async () => {
    const zeros = Buffer.alloc(64 * 1024 * 1024);
    expect(await refusedAs(zipOf([{ name: 'mimetype', content: zeros }]))).toContain('is a zip file');
    expect(await refusedAs(zipOf([{ name: 'mimetype', content: zeros, claims: 9 }]))).toContain('is a zip file');
    const name = '[Content_Types].xml';
    expect(await refusedAs(zipOf([{ name, content: zeros }]))).toContain('of another kind');
    // Found out while it inflates, at the first byte too many.
    expect(await refusedAs(zipOf([{ name, content: zeros, claims: 9 }]))).toContain('too many bytes');
  });

  it('reads a bounded number of sectors, however its chains run', async () => {
    const circular = Buffer.from(compoundFileOf('Other', Buffer.alloc(64)));
    // The directory follows itself without end.
    circular.writeUInt32LE(1, 512 + 4);
    let reads = 0;
    const counted: RandomAccess = {
      size: circular.length,
      read: (from, length) => (reads++, bytesOf(circular).read(from, length)),
    };
    await expect(typeOf(circular, OCTETS, counted)).rejects.toMatchObject({ code: 'DOCUMENT_TYPE_MISMATCH' });
    expect(reads).toBeLessThan(1_100);
  });

  it('does not blame the document when the store is away', async () => {
    const away: RandomAccess = { size: 1_000, read: () => Promise.reject(new Error('the store is away')) };
    for (const type of ['application/x-hwp', 'application/hwp+zip'] as const)
      await expect(typeOf(SAMPLES[type], type, away)).rejects.toThrow('the store is away');
  });

  it('is one of ours or a refusal, whatever bytes are damaged', async () => {
    const damaged = fc.record({
      type: fc.constantFrom(...DOCUMENT_TYPES),
      at: fc.array(fc.record({ at: fc.nat(), byte: fc.nat(255) }), { maxLength: 40 }),
      cut: fc.nat(2_000),
    });
    await fc.assert(
      fc.asyncProperty(damaged, async ({ type, at, cut }) => {
        const bytes = Buffer.from(SAMPLES[type].subarray(0, Math.max(1, SAMPLES[type].length - (cut % 3 ? 0 : cut))));
        for (const one of at) bytes[one.at % bytes.length] = one.byte;
        const outcome = await typeOf(bytes).catch((error: unknown) => error);
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(Refusal);
        else expect(DOCUMENT_TYPES).toContain(outcome);
      }),
      propertyRuns(2_000),
    );
  });
});
