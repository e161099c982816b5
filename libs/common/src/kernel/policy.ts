import { isDay, type Day } from './day.js';

/** Document type → kind of service → required or optional. */
export type DocumentMatrix = Readonly<Record<string, Readonly<Record<string, 'R' | 'O'>>>>;

/** Below this availability, in percent of the time, so many percent of the fee are not due (요금 감면). */
export interface SlaCreditStep {
  readonly below: number;
  readonly percent: number;
}

/**
 * What the law leaves open, as configuration (§9): key, default, the assumption or source it rests on.
 * Nothing in code may repeat one of these numbers.
 */
export const POLICY_DEFAULTS = {
  /** an entry of the address book that its person has not renewed for so many days gets no mail. */
  'notices.addressDays': 365,
  /** when the digest of a day leaves, in Seoul. */
  'notices.digestTime': '08:00',
  /** Whom to ask where no officer is responsible (S22 Art. 31). */
  'notices.desk': { unit: '디지털서비스 이용지원 담당', phone: '', email: '' },
  /** Between two anchors of the audit trail, hours of business time: what is younger can be rewritten unseen. */
  'audit.anchorHours': 1,
  /** A-04 completeness check, business days from submission, clock stopped during a supplement. */
  'intake.checkBusinessDays': 5,
  /** §11.1: the check starts within this many business days of submission. */
  'intake.checkStartBusinessDays': 1,
  /** A-04 supplement period, business days. */
  'intake.supplementBusinessDays': 10,
  /** an officer sets a longer period, up to this many times the default. */
  'intake.supplementPeriodTimesMax': 2,
  /** A-04, S22 Art. 24(2). */
  'intake.supplementExtensionsMax': 2,
  'intake.supplementExtensionBusinessDays': 5,
  /** A-04, S22 Art. 24(3): one automatic second demand, calendar days. */
  'intake.secondDemandDays': 10,
  /** §2.6, S22 Art. 23: a notice of progress, calendar days from one to the next. */
  'intake.progressNoticeDays': 30,
  /** A-30, §11.1: a draft is kept this long, calendar days. */
  'intake.draftKeptDays': 180,
  /** papers of an application that ended without selection, calendar years from its end. */
  'intake.papersKeptYears': 3,
  /** A-31 quotas: bytes of one application, bytes that a supplier uploads in a day, drafts of a supplier. */
  'intake.applicationBytesMax': 200 * 1024 * 1024,
  'intake.supplierBytesPerDayMax': 2 * 1024 * 1024 * 1024,
  'intake.supplierDraftsMax': 20,
  /** documents that a supplier keeps in its vault. */
  'intake.vaultDocumentsMax': 50,
  /** questions about the scheme that a supplier has open at once. */
  'intake.openInquiriesMax': 10,
  /** files of one document, such as three years of statements. */
  'intake.filesPerDocumentMax': 10,
  /** people who act for one supplier. */
  'intake.supplierPeopleMax': 100,
  /** the report of completeness warns of papers that end within so many days. */
  'intake.endingSoonDays': 30,
  /** A-03 documents by kind (§2.5): R required, O optional; what is not named is not taken. */
  'intake.documents': {
    BUSINESS_REGISTRATION: { CLOUD_COMPUTING: 'R', CLOUD_SUPPORT: 'R', CONVERGENCE: 'R' },
    CREDIT_RATING: { CLOUD_COMPUTING: 'R', CLOUD_SUPPORT: 'R', CONVERGENCE: 'R' },
    FINANCIAL_STATEMENTS: { CLOUD_COMPUTING: 'R', CLOUD_SUPPORT: 'R', CONVERGENCE: 'R' },
    NO_SANCTION_CONFIRMATION: { CLOUD_COMPUTING: 'R', CLOUD_SUPPORT: 'R', CONVERGENCE: 'R' },
    SECURITY_CERTIFICATE: { CLOUD_COMPUTING: 'R', CONVERGENCE: 'R' },
    SERVICE_DESCRIPTION: { CLOUD_COMPUTING: 'R', CLOUD_SUPPORT: 'R', CONVERGENCE: 'R' },
    SLA: { CLOUD_COMPUTING: 'R', CLOUD_SUPPORT: 'R', CONVERGENCE: 'R' },
    OPERATION_PLAN: { CLOUD_COMPUTING: 'R', CLOUD_SUPPORT: 'O', CONVERGENCE: 'R' },
    SUPPORT_PLAN: { CLOUD_COMPUTING: 'R', CLOUD_SUPPORT: 'R', CONVERGENCE: 'R' },
    PRICE_TABLE: { CLOUD_COMPUTING: 'R', CLOUD_SUPPORT: 'R', CONVERGENCE: 'R' },
    FUSION_PROOF: { CONVERGENCE: 'R' },
    STAFF_AND_REFERENCES: { CLOUD_SUPPORT: 'R', CONVERGENCE: 'O' },
  } as DocumentMatrix,
  /** §11.1: documents with personal data of staff, read by NIA and the committee only. */
  'intake.documentsMasked': ['STAFF_AND_REFERENCES'] as readonly string[],
  /** who needs a security certificate; for a convergence service that of the cloud that hosts it. */
  'services.certificateRequired': ['CLOUD_COMPUTING', 'CONVERGENCE'] as readonly string[],
  /** no price is higher, with VAT, KRW. */
  'services.priceMax': 10_000_000_000_000,
  /** no line of an offer or contract, and no need, contract or cap, is above this, with VAT, KRW. */
  'contracts.lineMax': 10_000_000_000_000,
  'contracts.amountMax': 10_000_000_000_000,
  /** */
  'intake.fee': 0,
  /** bar after a cancellation for fraud, calendar years. */
  'intake.fraudBarYears': 1,
  /** State Contract Act Art. 27(1): a debarment has two years at most. */
  'intake.debarmentMonthsMax': 24,
  /** A-06 objection, calendar days after notice. */
  'review.objectionDays': 30,
  'review.objectionAnswerDays': 14,
  'review.objectionExtensionDays': 10,
  /** A-09 expert examination. */
  'review.examiners': 3,
  'review.examinerAssignmentBusinessDays': 2,
  'review.examinationBusinessDays': 10,
  /** examiners do not read who applied. */
  'review.anonymousApplicants': false as boolean,
  /** Decree Art. 15-3: committee size and share of non-officials. */
  'review.rosterMax': 20,
  'review.nonOfficialShareMin': 0.5,
  /** Decree Art. 15-3: term of a non-official, renewable this many times. */
  'review.memberTermYears': 2,
  'review.memberTermRenewalsMax': 1,
  /** the rest of an inherited term counts as a term of the replacement. */
  'review.inheritedTermCounts': true as boolean,
  /** */
  'review.lastSessionNo': 0,
  'review.noticeDays': 7,
  /** Decree Art. 15-3: urgent notice, the day before. */
  'review.urgentNoticeDays': 1,
  /** third Friday. */
  'review.sessionWeekday': 5,
  'review.sessionWeekOfMonth': 3,
  /** agenda freeze. */
  'review.agendaFreezeBusinessDays': 2,
  'review.agendaFreezeTime': '18:00',
  /** an item with fewer eligible voters is deferred. */
  'review.eligibleVotersMin': 3,
  'review.minutesBusinessDays': 3,
  'review.publicationBusinessDays': 3,
  /** */
  'review.deferralsMax': 1,
  'review.deferralAnswerBusinessDays': 10,
  /** a required certificate must still be valid this many months ahead. */
  'review.certificateMonthsAhead': 6,
  /** A-10, a sample: the lowest credit rating that passes, and the scale it is on, best grade first. */
  'review.ratingFloor': 'B+',
  'review.ratingScale': 'AAA AA+ AA AA- A+ A A- BBB+ BBB BBB- BB+ BB BB- B+ B B- CCC+ CCC CCC- CC C D'.split(
    ' ',
  ) as readonly string[],
  /** a hearing before a selection is cancelled is announced this many clear days ahead. */
  'review.hearingNoticeDays': 10,
  /** §11.3: a suspension (정지) without cure is a ground of A-14 after this many calendar days. */
  'review.suspensionCureDays': 90,
  /** */
  'catalog.validityYears': 3,
  'catalog.renewalWindowMonths': 6,
  'catalog.reminderDays': [180, 90, 30],
  /** */
  'catalog.completionBusinessDays': 10,
  'catalog.completionReminderBusinessDays': 5,
  'catalog.publicationBusinessDays': 3,
  /** §11.3: a listing its supplier leaves incomplete this long may be published by NIA as it was selected. */
  'catalog.minimumPublicationDays': 30,
  /** NIA's answer to a price change, to a certificate change. */
  'catalog.priceChangeBusinessDays': 5,
  'catalog.certificateChangeBusinessDays': 3,
  /** NIA's answer to a material change, which an expert looks at first; no source names one. */
  'catalog.materialChangeBusinessDays': 10,
  /** §11.3: NIA resumes a listing this long after the cause of its suspension has gone. */
  'catalog.resumptionBusinessDays': 3,
  /** §11.3: NIA's answer to a renewal, and how long validity may be outlived while it is pending. */
  'catalog.renewalBusinessDays': 20,
  'catalog.renewalGraceDays': 60,
  /** Decree Art. 19(2): users learn this long ahead that a service ends. */
  'catalog.delistingNoticeDays': 30,
  /** NIA's answer to a supplier that asks for the end of its listing; no source names one. */
  'catalog.delistingBusinessDays': 5,
  /** NIA's answer to a reported incident: suspend the listing or not; no source names one. */
  'catalog.suspensionReviewBusinessDays': 3,
  /** Views of a listing count for so many days, in its figure and in the order by views; no source names one. */
  'catalog.viewDays': 30,
  /** */
  'catalog.agreementReviewBusinessDays': 5,
  /** A-16, KRW. */
  'contracts.routeWarningAmount': 100_000_000,
  /** purchases below this, KRW with VAT, that come to it within so many days are shown to oversight. */
  'contracts.splitThresholdAmount': 100_000_000,
  'contracts.splitDays': 30,
  /** an institution with so many contracts in a period, all with one supplier, is shown to oversight. */
  'contracts.singleSupplierContractsMin': 5,
  /** */
  'contracts.leadTimeTargetBusinessDays': 10,
  'contracts.leadTimeAlarmBusinessDays': 14,
  /** day of the month after conclusion. */
  'contracts.registrationDueDayOfMonth': 10,
  /** */
  'contracts.quoteValidDays': 30,
  'contracts.quoteAnswerBusinessDays': 3,
  'contracts.proposalAnswerBusinessDays': 5,
  /** A-28, seconds. */
  'contracts.catalogMaxAgeSeconds': 60,
  /** §11.4: supplier chosen within this many business days after the answers were due. */
  'contracts.choiceBusinessDays': 1,
  'contracts.termsBusinessDays': 2,
  'contracts.draftBusinessDays': 1,
  'contracts.signatureBusinessDays': 1,
  /** §5.2: performance deposit, percent of the amount; waivable up to the second figure, KRW. */
  'contracts.depositPercent': 10,
  'contracts.depositWaiverMaxAmount': 50_000_000,
  /** a state body pays whole units of this many won; what is below is dropped. */
  'contracts.paymentRounding': 10,
  /** Days ahead on which a supplier without fault learns that its contract ends early; no source names a number. */
  'contracts.terminationNoticeDays': 30,
  /** §11.4: cancelled after this many idle days. */
  'contracts.idleCancelDays': 60,
  /** A reservation of the budget not followed by a conclusion is released after this many seconds. */
  'contracts.reservationSeconds': 300,
  /** §11.4: percent of the cap, or of the amount, at which both parties are told. */
  'contracts.capAlertSteps': [70, 90, 100],
  /** fee reduction by measured availability, in percent; the lowest step that is reached counts. */
  'contracts.slaCredits': [
    { below: 99.9, percent: 10 },
    { below: 99, percent: 25 },
    { below: 95, percent: 100 },
  ] as readonly SlaCreditStep[],
  /** S18 Art. 55: inspection after the completion notice, calendar days; extended once by the second figure. */
  'contracts.inspectionDays': 14,
  'contracts.inspectionExtensionDays': 7,
  /** S18 Art. 58: payment after the claim, without Saturdays and holidays. */
  'contracts.paymentBusinessDays': 5,
  /** S18 Art. 59, A-34: interest on late payment, percent a year, and the days of its year. */
  'contracts.lateInterestPercent': 5,
  'contracts.interestYearDays': 365,
  /** S18 Art. 74: delay damages of services per mille a day, and at most this percent of the unperformed part. */
  'contracts.delayDamagesPerMille': 1.25,
  'contracts.delayDamagesMaxPercent': 30,
  /** Act decree Art. 16: an outage in a row, or several within so many hours together, minutes. */
  'contracts.outageMinutes': 10,
  'contracts.outagesTogetherMinutes': 15,
  'contracts.outagesWithinHours': 24,
  /** Act decree Art. 16: days that the notice of an incident stays on the screens of users. */
  'contracts.incidentNoticeDays': 15,
  /** §11.4: days before its last day on which the supplier is reminded of what is due at the end of a contract. */
  'contracts.endReminderDays': 45,
  /** Act decree Art. 19(1): days before the last day on which the institution has been told of the end. */
  'contracts.endNoticeDays': 30,
  /** days for the return of data where a contract ends at once, and for their destruction after the return. */
  'contracts.dataReturnDays': 5,
  'contracts.dataDestructionDays': 5,
  /** days after the end in which the supplier states the used part of a terminated contract. */
  'contracts.settlementDays': 30,
  /** days in which a party may state its case on a breach that is reported of it. */
  'contracts.breachAnswerDays': 10,
  /** members of a consortium, the representative included, and the least share of those that share all of it. */
  'contracts.consortiumMembersMax': 5,
  'contracts.jointShareMinPerMille': 100,
  /** `CMS` asks for electronic signatures over the contract document; `ATTESTED` takes both kinds. */
  'contracts.signature': 'ATTESTED' as string,
  /** the same for the minutes of a session and the selection act. */
  'review.signature': 'ATTESTED' as string,
  /** institution code of the ministry, for which the chair and the ministry sign. */
  'review.ministryCode': '1721000' as string,
  /** §5.5: use certificates of one contract. */
  'contracts.usageCertificatesMax': 20,
  /** how far the clock of a signer may be off. */
  'signatures.clockMinutes': 5,
} as const;

export type PolicyKey = keyof typeof POLICY_DEFAULTS;

type Widened<T> = T extends number
  ? number
  : T extends string
    ? string
    : T extends readonly number[]
      ? readonly number[]
      : T;

/** Every policy key with the value in force on one day. */
export type PolicyValues = { readonly [K in PolicyKey]: Widened<(typeof POLICY_DEFAULTS)[K]> };

/** One row of the policy file: from `from` on, `key` has `value`; `basis` names the text that changed it. */
export interface PolicyRow {
  readonly key: PolicyKey;
  readonly from: Day;
  readonly value: PolicyValues[PolicyKey];
  readonly basis: string;
}

/** The policy file (`POLICY_FILE`): changed values, and days the holiday library does not know or has wrong. */
export interface PolicyFile {
  readonly rows?: readonly PolicyRow[];
  /** `true`: a holiday, `false`: a business day unless it is a weekend. */
  readonly holidays?: Readonly<Record<Day, boolean>>;
  /** Years, `YYYY`, whose holidays are all listed above: every other day of theirs is none. */
  readonly holidayYears?: readonly string[];
}

/** Keys whose value is one of a few words. */
const WORDS: Partial<Readonly<Record<PolicyKey, readonly string[]>>> = {
  'contracts.signature': ['ATTESTED', 'CMS'],
  'review.signature': ['ATTESTED', 'CMS'],
};

const FILE_KEYS: readonly string[] = ['rows', 'holidays', 'holidayYears'] satisfies readonly (keyof PolicyFile)[];

export class PolicyTable {
  private constructor(
    private readonly rows: readonly PolicyRow[],
    readonly holidays: Readonly<Record<Day, boolean>>,
    readonly holidayYears: readonly string[],
  ) {}

  static readonly defaults = new PolicyTable([], {}, []);

  /** Refuses, naming the row, what has no such key, no such day, or another type than the default. */
  static from(file: PolicyFile): PolicyTable {
    if (file === null || typeof file !== 'object' || Array.isArray(file))
      throw new Error('The policy file must be an object.');
    const stray = Object.keys(file).find((key) => !FILE_KEYS.includes(key));
    if (stray !== undefined)
      throw new Error(`policy file: ${JSON.stringify(stray)} is none of ${FILE_KEYS.join(', ')}.`);
    const rows = file.rows ?? [];
    rows.forEach((row, i) => checkRow(row, rows.slice(0, i), `policy row ${i} (${String(row.key)})`));
    for (const [day, isHoliday] of Object.entries(file.holidays ?? {})) {
      if (!isDay(day)) throw new Error(`policy holidays: ${JSON.stringify(day)} is not a day YYYY-MM-DD.`);
      if (typeof isHoliday !== 'boolean') throw new Error(`policy holidays: ${day} must be true or false.`);
    }
    for (const year of file.holidayYears ?? []) {
      if (!/^\d{4}$/.test(year)) throw new Error(`policy holidayYears: ${JSON.stringify(year)} is not a year "YYYY".`);
    }
    return new PolicyTable(
      rows.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)),
      file.holidays ?? {},
      file.holidayYears ?? [],
    );
  }

  on(day: Day): PolicyValues {
    const values: Record<string, unknown> = { ...POLICY_DEFAULTS };
    for (const row of this.rows) if (row.from <= day) values[row.key] = row.value;
    return values as PolicyValues;
  }
}

function checkRow(row: PolicyRow, before: readonly PolicyRow[], at: string): void {
  if (!Object.hasOwn(POLICY_DEFAULTS, row.key)) throw new Error(`${at}: there is no such policy key.`);
  if (!isDay(row.from)) throw new Error(`${at}: "from" must be a day YYYY-MM-DD, not ${JSON.stringify(row.from)}.`);
  if (before.some((other) => other.key === row.key && other.from === row.from))
    throw new Error(`${at}: another row says what holds from ${row.from}.`);
  const wanted = POLICY_DEFAULTS[row.key];
  if (!isLike(row.value, wanted))
    throw new Error(`${at}: value must be like ${JSON.stringify(wanted)}, not ${JSON.stringify(row.value)}.`);
  const words = WORDS[row.key];
  if (words !== undefined && !words.includes(row.value as string))
    throw new Error(`${at}: value must be one of ${words.join(', ')}, not ${JSON.stringify(row.value)}.`);
}

/** Of the same shape: counts and amounts are never negative, lists hold what the default's do. */
function isLike(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) return Array.isArray(value) && value.every((item) => isItemLike(item, wanted[0]));
  if (typeof wanted === 'number') return typeof value === 'number' && value >= 0;
  if (typeof wanted === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === typeof wanted;
}

/** An object in a list has the fields of the default's, no others. */
function isItemLike(item: unknown, wanted: unknown): boolean {
  if (!isLike(item, wanted)) return false;
  if (typeof wanted !== 'object' || wanted === null) return true;
  const fields = Object.entries(wanted as Readonly<Record<string, unknown>>);
  const given = new Map(Object.entries(item as object));
  return given.size === fields.length && fields.every(([name, value]) => isLike(given.get(name), value));
}
