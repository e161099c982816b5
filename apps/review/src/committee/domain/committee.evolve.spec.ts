import type { Decide } from '#testing/specification.js';
import { expectExactEdges } from '#testing/walk.js';
import { committeeType } from '../committee.type.js';
import { committeeView, CommitteeView } from '../committee.view.js';
import { appointment, appoints, committeeOf } from '../testing/committee.js';
import type { CommitteeEvent } from './committee.events.js';
import type { CommitteeState, DismissalGround } from './committee.state.js';
import { dismissMember } from './dismissing.js';

type Step = Decide<CommitteeState, CommitteeEvent>;

const dismisses =
  (memberId: string, ground: DismissalGround = 'OWN_WISH'): Step =>
  (state, moment) =>
    dismissMember(state, { memberId, ground, reason: '일신상의 사유' }, moment);

describe('The members of the committee', () => {
  it('have statuses that follow one another exactly as the diagram says', () => {
    expectExactEdges(committeeType, {
      from: committeeOf(appointment(1)),
      views: [[CommitteeView, (state) => committeeView({ id: 'c-1', version: 1, state }, '2025-09-19')]],
      daysMax: 60,
      commands: {
        appoint: (_, dice) => {
          const n = dice(4);
          return (state, moment) => appoints(n, { termFrom: moment.today })(state, moment);
        },
        dismiss: (_, dice) => dismisses(`member-${dice(4)}`, dice(2) === 0 ? 'OWN_WISH' : 'NEGLECT'),
      },
    });
  });
});
