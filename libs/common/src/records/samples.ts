import { samplePrice, sampleService } from '../events/definitions/samples.js';
import type {
  AgreementRecord,
  ContractRecord,
  InstitutionRecord,
  ListingRecord,
  RecordKind,
  RegistrationRecord,
  SelectionRecord,
  SourceRecord,
  SupplierRecord,
} from './shapes.js';

/** One line of each kind that belong together; none of them is about anybody. */

export const sampleSupplierRecord: SupplierRecord = {
  kind: 'supplier',
  number: '6100000016',
  name: '제공기업 1001',
  size: 'SMALL_MEDIUM',
  registeredOn: '2021-02-01',
  synthetic: true,
};

export const sampleInstitutionRecord: InstitutionRecord = {
  kind: 'institution',
  number: 'INST-9001',
  name: '수요기관 9001',
  type: 'STATE',
  ministry: '과학기술정보통신부',
  synthetic: true,
};

const certificate = {
  scheme: 'CSAP',
  grade: 'MEDIUM' as const,
  number: 'CSAP-2021-9001',
  validFrom: '2020-12-01',
  validTo: '2025-11-30',
  infrastructureProvider: '샘플 클라우드',
};

export const sampleSelectionRecord: SelectionRecord = {
  kind: 'selection',
  number: 'SEL-05-001',
  supplier: sampleSupplierRecord.number,
  sessionNo: 5,
  appliedOn: '2021-02-15',
  decidedOn: '2021-03-19',
  deemed: true,
  service: { ...sampleService, kind: 'CLOUD_COMPUTING', technologies: [] },
  prices: [samplePrice],
  certificates: [certificate],
  synthetic: true,
};

export const sampleListingRecord: ListingRecord = {
  kind: 'listing',
  number: 'DS-2021-009001',
  selection: sampleSelectionRecord.number,
  publishedOn: '2021-03-26',
  validTo: '2024-03-19',
  versions: [
    {
      from: '2024-02-01',
      validTo: '2027-03-19',
      certificates: [
        certificate,
        { ...certificate, number: 'CSAP-2025-9001', validFrom: '2025-12-01', validTo: '2030-11-30' },
      ],
    },
  ],
  synthetic: true,
};

export const sampleAgreementRecord: AgreementRecord = {
  kind: 'agreement',
  number: '00-21-90001-00',
  listing: sampleListingRecord.number,
  validFrom: '2021-04-12',
  validTo: '2024-03-19',
  productClassNo: '81112200',
  detailedClassNo: '8111220001',
  synthetic: true,
};

export const sampleContractRecord: ContractRecord = {
  kind: 'contract',
  number: 'R-2021-09001',
  projectName: '문서 자동화 도입',
  method: 'CATALOG',
  route: 'CENTRAL',
  agreement: sampleAgreementRecord.number,
  institution: sampleInstitutionRecord.number,
  supplier: sampleSupplierRecord.number,
  listing: sampleListingRecord.number,
  listingVersion: 1,
  lines: [
    {
      priceCode: samplePrice.code,
      item: samplePrice.item,
      unit: samplePrice.unit,
      quantity: 12,
      unitPrice: 900_000,
      vatIncluded: true,
      billingModel: 'FLAT',
    },
  ],
  amount: 10_800_000,
  period: { from: '2021-05-03', to: '2022-05-02' },
  neededOn: '2021-04-14',
  concludedOn: '2021-04-28',
  startsOn: '2021-05-03',
  synthetic: true,
};

export const sampleRegistrationRecord: RegistrationRecord = {
  kind: 'registration',
  number: 'U-2021-09001',
  contract: sampleContractRecord.number,
  registeredOn: '2021-05-10',
  projectName: '문서 자동화 도입',
  actualUser: sampleInstitutionRecord.name,
  userType: 'STATE',
  useTopic: 'DOCUMENT',
  supportProgramme: false,
  synthetic: true,
};

export const sampleRecords: Readonly<Record<RecordKind, SourceRecord>> = {
  supplier: sampleSupplierRecord,
  institution: sampleInstitutionRecord,
  selection: sampleSelectionRecord,
  listing: sampleListingRecord,
  agreement: sampleAgreementRecord,
  contract: sampleContractRecord,
  registration: sampleRegistrationRecord,
};
