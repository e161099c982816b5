import type { Bilingual } from '#common/kernel/bilingual.js';
import type { AskedServices, Question, QuestionSetState } from './question-set.state.js';

/** The portal has taken applications since then (F-2.1), so the first versions hold on every day of the scheme. */
const FIRST_DAY = '2020-10-01';

type Asked = Partial<Pick<Question, 'type' | 'unit' | 'min' | 'max' | 'decimals' | 'maxLength' | 'help'>>;

/**
 * A question of the predecessor's form. None of them is known to have been obligatory: the official form was not found
 * (§2.2), so NIA makes a question obligatory by publishing a version that says so.
 */
const asked =
  (block: Bilingual) =>
  (code: string, ko: string, en: string, more: Asked = {}): Question => ({
    code,
    block,
    label: { ko, en },
    type: 'LONG_TEXT',
    required: false,
    ...more,
  });

const YES_NO = { type: 'BOOLEAN' } as const;
const LINE = { type: 'TEXT' } as const;
const PERIOD = { type: 'DURATION' } as const;

const use = asked({ ko: '이용 절차', en: 'Procedures' });
const level = asked({ ko: '서비스 수준', en: 'Service level' });
const data = asked({ ko: '데이터', en: 'Data' });
const support = asked({ ko: '운영과 지원', en: 'Operation and support' });

/** §2.4, specification block: every service. */
const COMMON: readonly Question[] = [
  use('START_PROCEDURE', '이용 시작 절차', 'Start procedure'),
  use('END_PROCEDURE', '이용 종료 절차', 'End procedure'),
  use('TRIAL', '체험 이용 제공 여부', 'Trial offered', YES_NO),
  use('TRIAL_PERIOD', '체험 기간', 'Period of the trial', PERIOD),
  level('SLA_APPLIED', '서비스 수준 협약 적용 여부', 'SLA applied', YES_NO),
  level('AVAILABILITY', '가용률', 'Availability', { type: 'NUMBER', unit: '%', min: 0, max: 100, decimals: 5 }),
  level('AUTO_SCALING', '자동 확장 여부', 'Auto-scaling', YES_NO),
  level('CLUSTERING', '클러스터링 여부', 'Clustering', YES_NO),
  level('SELF_PROVISIONING', '이용자 직접 구성 여부', 'Self-provisioning', YES_NO),
  level('PROVISIONING_TIME', '자원 제공 소요 시간', 'Provisioning time', PERIOD),
  level('DEPROVISIONING_TIME', '자원 회수 소요 시간', 'De-provisioning time', PERIOD),
  data('DATA_CENTER_COUNTRY', '데이터센터 소재 국가', 'Country of the data centre', LINE),
  data('DATA_CENTER_PLACE', '데이터센터 소재지', 'Place of the data centre', LINE),
  data('DISASTER_RECOVERY', '재해복구 계획', 'Disaster-recovery plan'),
  data('BACKUP', '백업과 복구', 'Backup and restore'),
  data('DATA_EXTRACTION', '데이터 추출 절차', 'Data extraction procedure'),
  data('UNUSED_DATA_PROTECTION', '미사용 데이터 보호', 'Protection of unused data'),
  data('SECURE_DELETION', '데이터 완전 삭제', 'Secure deletion'),
  data('USAGE_LOGS', '이용 기록 제공', 'Provision of usage logs'),
  support('INCIDENT_MANAGEMENT', '장애·침해사고 관리와 통보', 'Incident management and reporting'),
  support('API', 'API 제공', 'API'),
  support('MANUAL', '사용 설명서', 'Manual'),
  support('TRAINING', '이용자 교육', 'Training'),
  support('ON_SITE_SUPPORT', '방문 지원', 'On-site support'),
  support('REMOTE_SUPPORT', '원격 지원', 'Remote support'),
  support('HELP_DESK_HOURS', '상담 운영 시간', 'Help-desk hours', LINE),
];

const standards = asked({ ko: '표준과 연계', en: 'Standards and connections' });
const openStandards = standards('OPEN_STANDARDS', '개방형 표준 지원', 'Open standards');

const software = asked({ ko: '소프트웨어 서비스(SaaS)', en: 'Software as a service' });
const SAAS: readonly Question[] = [
  software('SECURITY_POLICY', '보안 정책', 'Security policy'),
  software('ENCRYPTION', '암호화', 'Encryption'),
  software('USER_AUTHENTICATION', '이용자 인증', 'User authentication'),
  software('SUPPORTED_OS', '지원 운영체제', 'Supported operating systems'),
  software('SUPPORTED_BROWSERS', '지원 브라우저', 'Supported browsers'),
  software('SUPPORTED_MOBILE', '지원 모바일 환경', 'Supported mobile devices'),
  openStandards,
  software('GOVERNMENT_FRAMEWORK', '전자정부 표준프레임워크 호환', 'Compatible with the government framework'),
  software('PAAS_TA', 'PaaS-TA 호환', 'Compatible with PaaS-TA'),
  software('EXTERNAL_API', '외부 API 연계', 'External API'),
  software('DB_MIGRATION', '데이터베이스 이관', 'Database migration'),
  software('SUB_TENANCY', '하위 조직 분리 이용', 'Sub-tenancy'),
  software('CUSTOMISATION', '맞춤 설정', 'Customisation'),
];

const platform = asked({ ko: '플랫폼 서비스(PaaS)', en: 'Platform as a service' });
const PAAS: readonly Question[] = [
  platform('SECURE_DEVELOPMENT', '개발 보안', 'Secure development'),
  platform('LANGUAGES', '지원 언어', 'Programming languages'),
  platform('PLATFORMS', '지원 플랫폼', 'Platforms'),
  platform('CONTAINERS', '컨테이너', 'Containers'),
  platform('DATA_STORES', '데이터 저장소', 'Data stores'),
  platform('SDK', 'SDK·API', 'SDK and API'),
  platform('CONTINUOUS_INTEGRATION', '지속적 통합', 'Continuous integration'),
  platform('LOGGING_AND_MONITORING', '로그와 모니터링', 'Logging and monitoring'),
  platform('LOAD_BALANCING', '부하 분산', 'Load balancing'),
  platform('ADD_ON_MARKET', '부가 서비스 마켓', 'Add-on market'),
];

const IAAS: readonly Question[] = [
  openStandards,
  standards('NETWORK_CONNECTIONS', '네트워크 연결', 'Network connections'),
];

const consulting = asked({ ko: '지원서비스', en: 'Support service' });
const SUPPORT: readonly Question[] = [
  consulting('SCOPE', '지원 범위', 'Scope'),
  consulting('TARGET_PLATFORMS', '대상 인프라와 플랫폼', 'Target infrastructure and platforms'),
  consulting('PROJECT_EXPERIENCE', '수행 실적', 'Project experience'),
  consulting('QUALIFICATIONS', '보유 자격과 기술', 'Qualifications and skills held'),
  consulting('PROJECT_DURATION', '수행 기간', 'Duration'),
  consulting('REGIONS', '지원 지역', 'Regions'),
  consulting('PRE_CONSULTING', '사전 상담 가능 여부', 'Pre-consulting available', YES_NO),
];

const first = (services: AskedServices, ...questions: readonly (readonly Question[])[]): QuestionSetState => ({
  ...services,
  versions: [{ n: 1, effectiveFrom: FIRST_DAY, questions: [...new Set(questions.flat())] }],
});

/**
 * The first version of the form's questions (§2.4), which comes with the service, by the id of its set. A service whose
 * subtype has no set answers those of its kind.
 */
export const FIRST_SETS: Readonly<Record<string, QuestionSetState>> = {
  ...Object.fromEntries(
    (['CLOUD_COMPUTING', 'CONVERGENCE'] as const).flatMap((kind) => [
      [kind, first({ kind }, COMMON)] as const,
      [`${kind}.IAAS`, first({ kind, subtype: 'IAAS' }, COMMON, IAAS)] as const,
      [`${kind}.PAAS`, first({ kind, subtype: 'PAAS' }, COMMON, PAAS)] as const,
      [`${kind}.SAAS`, first({ kind, subtype: 'SAAS' }, COMMON, SAAS)] as const,
      [`${kind}.HYBRID`, first({ kind, subtype: 'HYBRID' }, COMMON, IAAS, PAAS, SAAS)] as const,
    ]),
  ),
  CLOUD_SUPPORT: first({ kind: 'CLOUD_SUPPORT' }, COMMON, SUPPORT),
};
