import type { NoticeDraft, NoticeRules } from '#common/aggregates/notices.js';
import { organisationOf } from '#common/kernel/addressee.js';
import { contactOf } from '#common/kernel/notice-contact.js';
import { withParticle } from '#common/kernel/particles.js';
import type { InstitutionEvent } from './domain/institution.events.js';
import { traitsAtLast } from './domain/institution.rules.js';
import type { InstitutionState } from './domain/institution.state.js';

/** What an institution and its successor are told of a merger, once it is recorded. */
export const institutionNotices: NoticeRules<InstitutionState, InstitutionEvent> = {
  MergerRecorded: ({ event: { data }, state, moment }) => {
    const { name } = traitsAtLast(state);
    const { into, from } = data;
    const told: Omit<NoticeDraft, 'to'> = {
      reason: 'INSTITUTION_MERGER_RECORDED',
      once: `${into} ${from}`,
      why: { ko: '통합되는 기관 또는 승계 기관이므로 보내 드립니다.', en: 'You are of one of the two institutions.' },
      title: { ko: `${name}: 기관 통합`, en: `${name}: merger` },
      text: {
        ko: `${withParticle(name, '은/는')} ${from}부터 기관 ${into}에 통합됩니다. 그날부터 진행 중인 계약은 승계 기관이 이어받고, 예산은 지금 기관 코드에 그대로 남습니다. 서명 중인 계약서는 효력을 잃으므로 그 전에 서명을 마치거나 승계 기관이 다시 작성해야 합니다.`,
        en: `${name} becomes part of institution ${into} on ${from}. From that day the successor has its contracts; its budgets stay under the present code. A draft that is being signed falls on that day: sign it before, or the successor draws it up again.`,
      },
      rule: '§11.4',
      contact: contactOf(undefined, moment.policy['notices.desk']),
    };
    return [state.code, into].map((code) => ({ ...told, to: organisationOf('INSTITUTION', code) }));
  },
};
