import { describeWithServers } from '#testing/stores.js';
import { until, type View } from '../../tools/story/api.js';
import { CHECK, contactOf, formOf } from '../../tools/story/applying.js';
import { ministry, officer, secretary } from '../../tools/story/cast.js';
import { install, type Installed } from './installed.js';
import { OneService } from './one-service.js';
import { refusalOf } from './refusal-of.js';

const JOURNEY_MS = 120_000;

describeWithServers('R-16: a listed service', () => {
  let installed: Installed | undefined;
  afterEach(async () => {
    await installed?.stop();
    installed = undefined;
  });

  const listing = (one: OneService): string => `/v1/listings/${one.stage.id('listing')}`;
  const shown = (one: OneService): Promise<View> => one.stage.api.send('catalog', 'GET', listing(one));

  /** Selected in September 2025 and published on the 25th; its supplier has written the next application. */
  async function listed(): Promise<OneService> {
    installed = await install();
    const one = new OneService(installed.stage);
    const { stage, applicant } = one;
    await stage.moveTo('2025-08-12T09:00:00+09:00');
    await one.beforeTheCommittee();
    await one.decided('YES');
    const found = await until('the listing', async () => {
      const path = `/v1/listing-files?applicationId=${stage.id('application')}`;
      return ((await one.supplier.get('catalog', path))['items'] as View[])[0];
    });
    stage.keep('listing', found);
    await stage.moveTo('2025-09-25T09:00:00+09:00');
    await one.supplier.move('catalog', listing(one), '', { contact: contactOf(applicant.name) }, 'PUT');
    await one.supplier.move('catalog', listing(one), '/submission');
    await stage.as(officer).move('catalog', listing(one), '/check', CHECK);
    await stage.as(officer).move('catalog', listing(one), '/publication');
    stage.keep('next', await one.supplier.post('intake', '/v1/applications', formOf(applicant)));
    await one.documented(next(one));
    expect(await refusalOf(applyingAgain(one))).toBe('APPLICATION_DUPLICATE');
    return one;
  }

  const next = (one: OneService): string => `/v1/applications/${one.stage.id('next')}`;

  const applyingAgain = (one: OneService): Promise<View> =>
    one.supplier.move('intake', next(one), '/submission', { attested: true });

  it(
    'ends with its selection, cancelled after a hearing, and is free for a new application',
    async () => {
      const one = await listed();
      const nia = one.stage.as(secretary);
      const grounds = ['CRITERIA_NOT_MET'];
      const hearing = { grounds, on: '2025-10-13', time: '14:00', place: '세종', reason: '기준 미달이 확인되었다.' };
      await nia.move('review', one.case, '/hearings', hearing);
      await one.stage.moveTo('2025-10-13T15:00:00+09:00');
      await nia.move('review', one.case, '/hearings/record', { attended: true, record: '공급자 진술' });
      const act = { decision: 'CANCELLED', grounds, number: '제2025-9호', reason: '청문 결과' };
      await one.stage.as(ministry).move('review', one.case, '/cancellation', act);

      const ended = await until('the listing cancelled', async () => {
        const view = await shown(one);
        return view['status'] === 'CANCELLED' && view;
      });
      expect(ended).toMatchObject({ endedOn: '2025-10-13', deadlines: [] });
      expect(JSON.stringify(ended)).not.toMatch(/CRITERIA_NOT_MET|기준 미달|청문/);
      const change = one.supplier.move('catalog', listing(one), '/changes', { certificates: [], reason: '-' });
      await expect(change).rejects.toMatchObject({ code: 'LISTING_NOT_ACTIVE' });
      await until('the service free for a new application', async () => {
        const { selectionEnd } = await one.supplier.get('intake', one.application);
        return selectionEnd;
      });
      expect((await applyingAgain(one))['status']).toBe('SUBMITTED');
    },
    JOURNEY_MS,
  );

  it(
    'leaves the catalog at the request of its supplier, and is free for a new application',
    async () => {
      const one = await listed();
      const delisting = { lastDay: '2025-10-12', reason: '서비스 제공을 끝낸다.' };
      await one.supplier.move('catalog', listing(one), '/delisting-request', delisting);
      await one.stage.as(officer).move('catalog', listing(one), '/delisting', delisting);
      await one.stage.moveTo('2025-10-12T23:59:00+09:00');
      expect(await refusalOf(applyingAgain(one))).toBe('APPLICATION_DUPLICATE');
      await one.stage.moveTo('2025-10-13T00:00:00+09:00');
      await until('the listing delisted', async () => (await shown(one))['status'] === 'DELISTED');
      const ended = await until('the service free for a new application', async () => {
        const { selectionEnd } = await one.supplier.get('intake', one.application);
        return selectionEnd;
      });
      const text = { ko: '등록이 종료됨', en: 'The listing was taken out of the catalog' };
      expect(ended).toEqual({ on: '2025-10-13', why: 'LISTING_DELISTED', text });
      expect((await applyingAgain(one))['status']).toBe('SUBMITTED');
    },
    JOURNEY_MS,
  );
});
