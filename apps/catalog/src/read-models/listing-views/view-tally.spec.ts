import { ViewTally } from './view-tally.js';

describe('Views of listings in one process', () => {
  it('are one number for each listing and day, however often it is shown', () => {
    const tally = new ViewTally();
    expect([tally.add('l-1', '2025-10-13'), tally.add('l-1', '2025-10-13'), tally.add('l-2', '2025-10-13')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(tally.waiting()).toEqual([
      { listingId: 'l-1', day: '2025-10-13', views: 2 },
      { listingId: 'l-2', day: '2025-10-13', views: 1 },
    ]);
  });

  it('are the whole number of the day when they are written again', () => {
    const tally = new ViewTally();
    tally.add('l-1', '2025-10-13');
    tally.written(tally.waiting(), '2025-10-13');
    expect(tally.waiting()).toEqual([]);
    expect(tally.add('l-1', '2025-10-13')).toBe(true);
    expect(tally.waiting()).toEqual([{ listingId: 'l-1', day: '2025-10-13', views: 2 }]);
  });

  it('wait on when more were added while they were written, or when the write failed', () => {
    const tally = new ViewTally();
    tally.add('l-1', '2025-10-13');
    const writing = tally.waiting();
    tally.add('l-1', '2025-10-13');
    tally.written(writing, '2025-10-14');
    expect(tally.waiting()).toEqual([{ listingId: 'l-1', day: '2025-10-13', views: 2 }]);
  });

  it('of a day that is over are let go once they are written', () => {
    const tally = new ViewTally();
    tally.add('l-1', '2025-10-13');
    tally.written(tally.waiting(), '2025-10-14');
    tally.add('l-1', '2025-10-13');
    expect(tally.waiting()).toEqual([{ listingId: 'l-1', day: '2025-10-13', views: 1 }]);
  });
});
