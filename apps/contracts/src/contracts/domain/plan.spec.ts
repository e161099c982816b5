import { dueDayOf } from '#common/kernel/deadline.js';
import { personas } from '#testing/personas.js';
import { proves } from '#testing/proves.js';
import {
  askingProposals,
  askingQuotes,
  choosing,
  drafting,
  planned,
  quoting,
  signing,
  stating,
  type ContractSpecification,
} from '../../testing/contract-steps.js';
import { signatureDue, termsDue } from './contract.rules.js';
import type { Need } from './contract.state.js';
import { agreeTerms } from './negotiating.js';
import { requestProposals, requestQuotes } from './requesting.js';
import { signContract } from './signing.js';

describe('The plan of ten business days (A-17), in weeks without a holiday', () => {
  const period = { from: '2025-12-01', to: '2026-11-30' };
  /** Registered on a Monday. */
  const need = (changed: Partial<Need> = {}) => planned({ need: { period, ...changed }, on: '2025-11-03' });
  const asked = () => need().on('2025-11-04').given(askingQuotes());
  const chosen = () =>
    asked().by(personas.supplier).given(quoting()).by(personas.buyer).on('2025-11-10').given(choosing());
  const agreed = () =>
    chosen().on('2025-11-12').given(stating('INSTITUTION', { period }), stating('SUPPLIER', { period }));
  const drafted = () => agreed().on('2025-11-13').given(drafting());
  const ordered = () => drafted().on('2025-11-14').given(signing('INSTITUTION'));
  const nextOf = ({ state }: ContractSpecification) => state.step && [state.step.key, dueDayOf(state.step)];
  const answersOf = ({ state }: ContractSpecification) => state.invitations.map(({ due }) => dueDayOf(due));

  it('§5.3: gives suppliers three days for a quote', proves({ '5.3/answers': requestQuotes }), () => {
    expect(answersOf(asked())).toEqual(['2025-11-07']);
  });

  it(
    '§5.3: gives suppliers five days for a proposal',
    proves({ '5.3/answers': requestProposals, '11.4/quotes-requested': requestProposals }),
    () => {
      const byCatalog = need({ method: 'CATALOG' }).on('2025-11-04');
      expect(answersOf(byCatalog.given(askingProposals()))).toEqual(['2025-11-11']);
      byCatalog.when(askingQuotes()).thenRefused('METHOD_IS_CATALOG');
      need().on('2025-11-04').when(askingProposals()).thenRefused('METHOD_IS_NEGOTIATED');
    },
  );

  it('§5.3: has the choice on the first day after the answers', proves({ '5.3/choice': requestQuotes }), () => {
    expect(nextOf(asked())).toEqual(['CHOICE', '2025-11-10']);
  });

  it('§5.3: has the terms two days after the choice', proves({ '5.3/terms': termsDue }), () => {
    expect(nextOf(chosen())).toEqual(['TERMS', '2025-11-12']);
  });

  it('§5.3: has the draft a day after the terms', proves({ '5.3/draft': agreeTerms }), () => {
    expect(nextOf(agreed())).toEqual(['DRAFT', '2025-11-13']);
  });

  it(
    '§5.3: has a signature a day after the draft, and one a day after that',
    proves({ '5.3/signatures': signatureDue }),
    () => {
      expect(nextOf(drafted())).toEqual(['SIGNATURE', '2025-11-14']);
      expect(nextOf(ordered())).toEqual(['SIGNATURE', '2025-11-17']);
    },
  );

  it('§5.3: counts the lead time from the need to the conclusion', proves({ '5.3/lead-time': signContract }), () => {
    const concluding = (on: string) =>
      ordered().on(on).by(personas.supplier).given(signing('SUPPLIER', 1)).state.concluded;
    expect(concluding('2025-11-17')).toMatchObject({ neededOn: '2025-11-03', leadTimeBusinessDays: 10 });
    expect(concluding('2025-11-18')).toMatchObject({ leadTimeBusinessDays: 11 });
  });
});
