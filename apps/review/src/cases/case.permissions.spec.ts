import { differencesInSight, everyReader } from '#testing/visibility.js';
import { casePermissions } from './case.permissions.js';
import {
  asksToCancel,
  assigned,
  hears,
  hearsOfClearance,
  hearsOfRecusal,
  invites,
  onAgenda,
  opened,
  submission,
} from './testing/review-case.js';

describe('S8: a list of cases', () => {
  const states = [
    opened,
    opened.given(invites('e-1')),
    assigned,
    onAgenda,
    onAgenda.given(hearsOfClearance('member-7')),
    onAgenda.given(hears('SELECTED'), asksToCancel()),
    onAgenda.given(hearsOfClearance('member-7'), hearsOfRecusal('member-7')),
  ].map(({ state }) => state);

  it.each([undefined, submission.supplier.businessNumber, '9999999999'])(
    'holds for organisation %s exactly what the table of permissions allows',
    (org) => {
      for (const sub of ['e-1', 'e-4', 'member-7', 'member-8', 'chair']) {
        expect(differencesInSight(casePermissions, 'listCases', states, everyReader(sub, org))).toEqual([]);
      }
    },
  );
});
