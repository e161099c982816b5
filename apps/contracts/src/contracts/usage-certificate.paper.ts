import { INSTITUTION_TYPE_WORDS } from '#common/kernel/code-words.js';
import { grouped, koreanDay, koreanWon, type Paper } from '#common/papers/paper.js';
import type { UsageCertificate } from './domain/certificate.state.js';
import type { ContractState } from './domain/contract.state.js';
import { concludedOf } from './domain/ending.rules.js';

/** The use certificate as paper: printed from what was pinned when it was issued, so always the same. */
export function usageCertificatePaper(state: ContractState, certificate: UsageCertificate): Paper {
  const { institution, supplier, jointContract } = concludedOf(state);
  const { code, issuedOn, issuedAt, use } = certificate;
  return {
    title: '디지털서비스 이용실적증명서',
    foot: `확인번호 ${code}`,
    madeAt: new Date(issuedAt),
    blocks: [
      {
        kind: 'facts',
        rows: [
          ['확인번호', code],
          ['계약번호', use.contractNo],
          ['사업명', use.projectName],
          ['수요기관', `${institution.name} (기관코드 ${institution.code})`],
          ['실제 이용기관', `${use.actualUser} (${INSTITUTION_TYPE_WORDS[use.userType].ko})`],
          ['제공기업', `${supplier.name} (사업자등록번호 ${supplier.businessNumber})`],
          ...(jointContract?.suppliers ?? [])
            .slice(1)
            .map((one) => ['공동수급체 구성원', `${one.name} (사업자등록번호 ${one.businessNumber})`] as const),
          ['계약일', koreanDay(use.concludedOn)],
          ['이용기간', `${koreanDay(use.period.from)}부터 ${koreanDay(use.period.to)}까지`],
          ['계약금액', `${koreanWon(use.amount)} (부가가치세 포함)`],
          ['이용 등록일', koreanDay(use.registeredOn)],
          ['지원사업', use.supportProgramme ? '해당' : '해당 없음'],
        ],
      },
      { kind: 'heading', text: '이용한 서비스' },
      {
        kind: 'table',
        columns: [
          { head: '품목', share: 50 },
          { head: '단위', share: 16 },
          { head: '수량', share: 14, right: true },
          { head: '금액 (원)', share: 20, right: true },
        ],
        rows: use.services.map(({ item, unit, quantity, amount }) => [item, unit, grouped(quantity), grouped(amount)]),
      },
      { kind: 'paragraph', text: `위와 같이 이용 내역이 등록되어 있음을 증명한다. ${koreanDay(issuedOn)}` },
      { kind: 'paragraph', text: '이 증명서의 진위와 그 뒤의 정정 여부는 확인번호로 누구나 확인할 수 있다.' },
    ],
  };
}
