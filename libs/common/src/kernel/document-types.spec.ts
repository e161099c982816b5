import { DECLARABLE, DOCUMENT_TYPES, EXTENSIONS, meantBy, OCTETS, tooLarge } from './document-types.js';

const ODF = 'application/vnd.oasis.opendocument.';
const OFFICE = 'application/vnd.openxmlformats-officedocument.';

describe('R-19: the types of documents', () => {
  it('are PDF, HWP, HWPX, ODF, Office without macros, and pictures, each with the ending of its files', () => {
    expect(EXTENSIONS).toEqual({
      'application/pdf': 'pdf',
      'application/x-hwp': 'hwp',
      'application/hwp+zip': 'hwpx',
      [`${ODF}text`]: 'odt',
      [`${ODF}spreadsheet`]: 'ods',
      [`${ODF}presentation`]: 'odp',
      [`${OFFICE}wordprocessingml.document`]: 'docx',
      [`${OFFICE}spreadsheetml.sheet`]: 'xlsx',
      [`${OFFICE}presentationml.presentation`]: 'pptx',
      'image/jpeg': 'jpg',
      'image/png': 'png',
      'image/tiff': 'tif',
    });
    expect(DOCUMENT_TYPES.toSorted()).toEqual(Object.keys(EXTENSIONS).toSorted());
  });

  it.each([
    ['application/x-pdf', 'application/pdf'],
    ['application/hwp', 'application/x-hwp'],
    ['application/haansofthwp', 'application/x-hwp'],
    ['application/vnd.hancom.hwp', 'application/x-hwp'],
    ['application/haansofthwpx', 'application/hwp+zip'],
    ['application/vnd.hancom.hwpx', 'application/hwp+zip'],
    ['image/jpg', 'image/jpeg'],
    ['image/pjpeg', 'image/jpeg'],
    ['image/tif', 'image/tiff'],
  ])('are declared under other names as well: %s means %s', (declared, type) => {
    expect(meantBy(declared)).toBe(type);
    expect(DECLARABLE).toContain(declared);
  });

  it('are left to detection where a client does not know', () => {
    expect(meantBy(OCTETS)).toBe('application/octet-stream');
    for (const one of [OCTETS, ...DOCUMENT_TYPES]) expect(DECLARABLE).toContain(one);
    expect([meantBy('constructor'), DECLARABLE.includes('text/html')]).toEqual(['constructor', false]);
  });

  it('have 50 MiB at most', () => {
    expect(tooLarge()).toMatchObject({ kind: 'too-large', code: 'DOCUMENT_TOO_LARGE' });
    expect(tooLarge().detail).toContain('50 MiB');
  });
});
