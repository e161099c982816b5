import { momentOf, type Decide } from '#testing/specification.js';
import { proves } from '#testing/proves.js';
import { toldBy } from '#testing/told.js';
import { personas } from '#testing/personas.js';
import { negotiated } from '../../testing/contract-steps.js';
import { active } from '../../testing/performance-steps.js';
import { contractType } from '../contract.type.js';
import { incidentsFor } from '../incident.view.js';
import type { ContractEvent } from './contract.events.js';
import type { ContractState } from './contract.state.js';
import { countsAsOutage, reportIncident, type IncidentReport } from './reporting-incidents.js';

const account = {
  what: '접속이 되지 않았다',
  cause: '저장 장치 고장',
  measures: '장치 교체',
  advice: '다시 접속한다',
  desk: { unit: '고객지원', number: '02-1234-5678' },
};
const at = (from: string, to?: string) => ({
  from: `2025-12-01T${from}:00+09:00`,
  ...(to !== undefined && { to: `2025-12-01T${to}:00+09:00` }),
});

const reporting =
  (report: Partial<IncidentReport> = {}): Decide<ContractState, ContractEvent> =>
  (contract, moment) =>
    reportIncident(contract, { class: 'OUTAGE', intervals: [at('09:00', '09:10')], ...account, ...report }, moment);

const running = () => active().on('2025-12-01 12:00');

describe('An incident', () => {
  it(
    '§5.7: is reported with all that users are told, and leaves with its class and times alone',
    proves({ '5.7/notice-content': reportIncident }),
    () => {
      const reported = running()
        .when(reporting())
        .thenEvents({
          type: 'IncidentReported',
          data: {
            incidentNo: 1,
            class: 'OUTAGE',
            startedAt: '2025-12-01T00:00:00.000Z',
            endedAt: '2025-12-01T00:10:00.000Z',
            reportedAt: '2025-12-01T03:00:00.000Z',
          },
          details: { ...account, shownUntil: '2025-12-16' },
        });
      expect(Object.keys(reported.decided[0]?.data ?? {}).sort()).toEqual(
        ['class', 'contractId', 'endedAt', 'incidentNo', 'listingId', 'reportedAt', 'startedAt'].sort(),
      );
    },
  );

  it(
    '§5.7: is made known to the institution, and a leak to the ministry',
    proves({ '5.7/notice': reportIncident }),
    () => {
      const told = (report: Partial<IncidentReport>) =>
        toldBy(contractType, running().given(reporting(report)), 'IncidentReported');
      expect(told({}).map(({ to }) => to)).toEqual(['INSTITUTION@1000001']);
      expect(told({})[0]?.text.ko).toContain('저장 장치 고장');
      expect(told({ class: 'INTRUSION' }).map(({ to }) => to)).toEqual(['INSTITUTION@1000001']);
      expect(told({ class: 'LEAK' }).map(({ to, reason }) => `${reason} ${to}`)).toEqual([
        'INCIDENT_REPORTED INSTITUTION@1000001',
        'LEAK_REPORTED role:MINISTRY',
      ]);
    },
  );

  it('is read by its parties and NIA; by the ministry when it is a leak; by no other', () => {
    const { state } = running().given(reporting(), reporting({ class: 'LEAK' }));
    const seen = (reader: Parameters<typeof incidentsFor>[0]) => incidentsFor(reader, state).incidents?.length ?? 0;
    const { buyer, supplier, auditor, officer, ministry, competitor, otherBuyer } = personas;
    expect([buyer, supplier, auditor, officer, ministry, competitor, otherBuyer].map(seen)).toEqual([
      2, 2, 2, 2, 1, 0, 0,
    ]);
    expect(seen({ ...officer, org: '1234567890' })).toBe(0);
  });

  it('ends after it began, not after now, and after the one before', () => {
    const refused = (...intervals: IncidentReport['intervals']) =>
      running()
        .when(reporting({ class: 'LEAK', intervals }))
        .thenRefused('INCIDENT_TIMES');
    refused(at('09:00', '09:00'));
    refused(at('09:00', '12:01'));
    refused(at('12:00'));
    refused(at('09:00', '09:10'), at('09:09', '09:20'));
    refused(at('09:00'), at('10:00', '10:10'));
    running()
      .when(reporting({ class: 'LEAK', intervals: [at('09:00', '09:10'), at('09:10')] }))
      .thenEvents('IncidentReported');
  });

  it('is of a contract that has started, also after its end', () => {
    negotiated('signed').on('2025-10-18').when(reporting()).thenRefused('CONTRACT_NOT_STARTED');
    const after = { ...running().state, status: 'TERMINATED' as const };
    expect(reporting()(after, running().moment)).toHaveLength(1);
  });
});

describe('An outage counts (Act decree Art. 16)', () => {
  const { policy, at: now } = momentOf('2025-12-03 12:00');
  const counts = (...intervals: readonly (readonly [from: string, to?: string])[]) =>
    countsAsOutage(
      intervals.map(([from, to]) => ({
        from: new Date(`${from}+09:00`).toISOString(),
        ...(to !== undefined && { to: new Date(`${to}+09:00`).toISOString() }),
      })),
      now,
      policy,
    );

  it('§5.7: from ten minutes in a row, also while it goes on', proves({ '5.7/outage': countsAsOutage }), () => {
    expect(counts(['2025-12-01T09:00:00', '2025-12-01T09:10:00'])).toBe(true);
    expect(counts(['2025-12-01T09:00:00', '2025-12-01T09:09:59'])).toBe(false);
    expect(counts(['2025-12-03T11:50:00'])).toBe(true);
    expect(counts(['2025-12-03T11:50:01'])).toBe(false);
  });

  it('§5.7: or two within 24 hours of fifteen minutes together', proves({ '5.7/outage': countsAsOutage }), () => {
    const eight = ['2025-12-01T09:00:00', '2025-12-01T09:08:00'] as const;
    expect(counts(eight, ['2025-12-01T20:00:00', '2025-12-01T20:07:00'])).toBe(true);
    expect(counts(eight, ['2025-12-01T20:00:00', '2025-12-01T20:06:59'])).toBe(false);
    // Another one, days before or after, changes nothing of it.
    const together = [eight, ['2025-12-01T20:00:00', '2025-12-01T20:07:00']] as const;
    expect(counts(...together, ['2025-12-03T01:00:00', '2025-12-03T01:01:00'])).toBe(true);
    expect(counts(['2025-11-28T01:00:00', '2025-11-28T01:01:00'], ...together)).toBe(true);
    // A day later the second begins after 24 hours of the first.
    expect(counts(eight, ['2025-12-02T09:00:00', '2025-12-02T09:08:00'])).toBe(false);
    expect(counts(eight, ['2025-12-02T08:52:00', '2025-12-02T09:00:00'])).toBe(true);
    // Of the first only its end lies within 24 hours of the others.
    expect(
      counts(eight, ['2025-12-02T08:00:00', '2025-12-02T08:07:00'], ['2025-12-02T08:59:00', '2025-12-02T09:01:00']),
    ).toBe(true);
  });

  it('and shorter ones are refused', () => {
    running()
      .when(reporting({ intervals: [at('09:00', '09:09')] }))
      .thenRefused('OUTAGE_TOO_SHORT');
    running()
      .when(reporting({ class: 'INTRUSION', intervals: [at('09:00', '09:01')] }))
      .thenEvents('IncidentReported');
  });
});
