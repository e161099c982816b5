import { Controller, Query, type StreamableFile } from '@nestjs/common';
import type { Static } from 'typebox';
import { Stores } from '#common/aggregates/stores.js';
import { DayText } from '#common/events/definitions/shapes.js';
import { tableOf } from '#common/exports/table.js';
import { fileFor, FILE_TYPES } from '#common/http/exporting.js';
import { Asker } from '#common/http/meta.js';
import { Operation } from '#common/http/operation.js';
import { inOrder, listQuery, pageAmong, pageOf } from '#common/http/paging.js';
import { BY_CONCLUSION, ByConclusion, ensurePeriod, periodText } from '#common/http/query-period.js';
import { BilingualView } from '#common/http/why.view.js';
import type { Asking } from '#common/kernel/actor.js';
import type { Bilingual } from '#common/kernel/bilingual.js';
import { addDays, addYears } from '#common/kernel/day.js';
import { ListRedFlagsRequest, RED_FLAG_SORTS } from './list-red-flags.request.js';
import { RED_FLAG_COLUMNS, RedFlagView, redFlagView } from './red-flag.view.js';
import { RedFlags } from './red-flags.mongo.js';

/** Said with every answer: a flag is read by people who decide. */
const HINT: Bilingual = {
  ko: '확인이 필요한 단서이며 위법의 판정이 아니다.',
  en: 'A hint of what to look at, and no finding.',
};

const RedFlagsPage = pageOf(RedFlagView, {
  from: DayText,
  to: DayText,
  dateBasis: ByConclusion,
  meaning: BilingualView,
});
type RedFlagsPage = Static<typeof RedFlagsPage>;

@Controller()
export class ListRedFlagsHttp {
  constructor(
    private readonly flags: RedFlags,
    private readonly stores: Stores,
  ) {}

  @Operation({
    id: 'listRedFlags',
    method: 'GET',
    path: '/v1/red-flags',
    summary: 'Hints for oversight: equal offers of rivals, split purchases, one supplier only; the newest first',
    answers: RedFlagsPage,
    files: FILE_TYPES,
    refuses: ['STATISTICS_PERIOD'],
  })
  async handle(@Query() request: ListRedFlagsRequest, @Asker() asking: Asking): Promise<RedFlagsPage | StreamableFile> {
    const { to = this.stores.moment().today, from = addDays(addYears(to, -1), 1), rule } = request;
    ensurePeriod({ from, to });
    const query = listQuery(request, { where: {}, sorts: RED_FLAG_SORTS, defaultSort: '-to' });
    const found = (await this.flags.of({ from, to })).filter(
      (flag) => (rule === undefined || flag.rule === rule) && this.stores.holds(asking, flag),
    );
    const rows = inOrder(
      found.map((state) => ({ id: state.id, state })),
      query,
    );
    const file = await fileFor(request, () =>
      tableOf(
        RED_FLAG_COLUMNS,
        rows.map(({ state }) => state),
        {
          name: { ko: `점검 지표 ${to}`, en: `Red flags ${to}` },
          facts: [
            [{ ko: '기간', en: 'Period' }, periodText({ from, to })],
            BY_CONCLUSION,
            [{ ko: '뜻', en: 'Meaning' }, HINT.ko],
          ],
        },
      ),
    );
    if (file !== undefined) return file;
    const page = pageAmong(rows, query, ({ state }) => redFlagView(state));
    return { from, to, dateBasis: 'CONCLUDED', meaning: HINT, ...page, items: [...page.items] };
  }
}
