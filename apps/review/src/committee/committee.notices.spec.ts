import { toldBy } from '#testing/told.js';
import { committeeType } from './committee.type.js';
import { dismissMember } from './domain/dismissing.js';
import { appointment, committeeOf } from './testing/committee.js';

describe('What a member is told of their office', () => {
  const appointed = committeeOf(appointment(1));

  it('§3.1: that they are appointed, from which day to which', () => {
    const memberId = appointed.state.members[0]?.memberId ?? '';
    const [told] = toldBy(committeeType, appointed, 'MemberAppointed');
    const term = appointed.state.members[0]?.terms[0];
    expect(told).toMatchObject({ reason: 'MEMBER_APPOINTED', to: `person:${memberId}`, rule: 'S1 Art. 15-3' });
    expect(told?.text.ko).toContain(`${term?.from}부터 ${term?.to}까지`);
  });

  it('that they are dismissed, and why only where its readers are known', () => {
    const memberId = appointed.state.members[0]?.memberId ?? '';
    const gone = appointed.given((state, moment) =>
      dismissMember(state, { memberId, ground: 'NEGLECT', reason: '세 번 불참' }, moment),
    );
    const told = toldBy(committeeType, gone, 'MemberDismissed');
    expect(told).toMatchObject([{ reason: 'MEMBER_DISMISSED', to: `person:${memberId}` }]);
    expect(JSON.stringify(told)).not.toMatch(/불참|NEGLECT/);
  });
});
