import {
  AI_HOSTS,
  AI_OVERSIGHTS,
  BILLING_MODELS,
  COMPANY_SIZES,
  GRADES,
  NETWORKS,
  SERVICE_KINDS,
} from '#common/events/definitions/shapes.js';
import {
  BusinessNumberField,
  CodeText,
  Flag,
  Matching,
  OneOf,
  SearchText,
  Text,
  Whole,
  Won,
} from '#common/http/validation/fields.js';
import { SEARCH_SORTS, type SearchSort } from './listing-search.criteria.js';

export class SearchListingsRequest {
  @SearchText({ max: 100, optional: true, description: 'Words, parts of words, or 초성; all of them must be found' })
  readonly q?: string;

  @OneOf(SERVICE_KINDS, { optional: true })
  readonly kind?: string;

  @CodeText({ optional: true })
  readonly subtype?: string;

  @CodeText({ optional: true })
  readonly category?: string;

  @CodeText({ optional: true })
  readonly technology?: string;

  @OneOf(GRADES, { optional: true })
  readonly grade?: string;

  @OneOf(NETWORKS, { optional: true })
  readonly network?: string;

  @OneOf(['PUBLIC', 'PRIVATE', 'HYBRID', 'COMMUNITY'], { optional: true })
  readonly deployment?: string;

  @Text({ max: 200, optional: true, description: 'Infrastructure provider' })
  readonly infrastructure?: string;

  @OneOf(COMPANY_SIZES, { optional: true })
  readonly companySize?: string;

  @BusinessNumberField({ optional: true })
  readonly supplier?: string;

  @Won({ optional: true, description: 'Some price line costs at least this, VAT included' })
  readonly priceMin?: number;

  @Won({ optional: true, description: 'Some price line costs at most this, VAT included' })
  readonly priceMax?: number;

  @OneOf(BILLING_MODELS, { optional: true })
  readonly billingModel?: string;

  @OneOf(['NEGOTIATED', 'CATALOG'], { optional: true, description: 'Can be contracted this way today' })
  readonly contractableBy?: string;

  @OneOf(AI_HOSTS, { optional: true, description: 'Some model of its AI runs there' })
  readonly aiHosting?: string;

  @OneOf(AI_OVERSIGHTS, { optional: true, description: 'What a person does about a result of its AI' })
  readonly aiOversight?: string;

  @OneOf(NETWORKS, { optional: true, description: 'Its AI is offered on this network' })
  readonly aiNetwork?: string;

  @Flag({ optional: true, description: 'Whether its AI is trained on what is entered' })
  readonly aiTrainsOnInput?: boolean;

  @Matching(/^[A-Z]{2}$/, 'a country of two capital letters (ISO 3166-1)', {
    optional: true,
    description: 'Data is kept in this country and in no other',
  })
  readonly dataLocation?: string;

  @OneOf(Object.keys(SEARCH_SORTS), { optional: true, description: 'newest unless said otherwise' })
  readonly sort?: SearchSort;

  @Whole({ min: 1, max: 200, optional: true, description: 'How many items at most; 50 unless said otherwise' })
  readonly limit: number = 50;

  @Matching(/^[A-Za-z0-9_-]{1,2000}$/, 'the `next` of the page before', { optional: true })
  readonly cursor?: string;
}
