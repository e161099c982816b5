import { checked } from '#common/http/validation/validation.pipe.js';
import { ApplicationFormRequest } from '../../../apps/intake/src/applications/application-form.request.js';
import { FORM_BYTES_MAX } from '../../../apps/intake/src/applications/domain/form.rules.js';
import { WORST_BODIES, worstBodies } from './bodies.js';

describe('The bodies of a flood', () => {
  it('are as large as the limit lets in, or nearly: that of a body, or that of a form', () => {
    for (const { kind, bytes } of worstBodies())
      expect({
        kind,
        isLarge: bytes.length > (kind === 'valid, every list full' ? 0.9 * FORM_BYTES_MAX : 200_000),
        isTaken: kind !== 'valid, every list full' || bytes.length <= FORM_BYTES_MAX,
      }).toEqual({ kind, isLarge: true, isTaken: true });
  });

  it('are one that every rule accepts, with texts in either form, and others that the form refuses', () => {
    const accepted = Object.entries(WORST_BODIES)
      .filter(([, body]) => {
        try {
          checked(ApplicationFormRequest, JSON.parse(JSON.stringify(body())));
          return true;
        } catch {
          return false;
        }
      })
      .map(([kind]) => kind);
    expect(accepted).toEqual(['valid, every list full', 'texts that need normalizing']);
  });
});
