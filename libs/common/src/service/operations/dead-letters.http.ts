import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { any, permissionsOn } from '../../auth/permissions.js';
import { Matching, OneOf, Text, Texts } from '../../http/validation/fields.js';
import { Asker, Meta, type CommandMeta } from '../../http/meta.js';
import { hasRole, type Asking } from '../../kernel/actor.js';
import { Operation } from '../../http/operation.js';
import { listQuery, page, pageOf, PageRequest, SortBy, type Page } from '../../http/paging.js';
import { DeadLetterDesk, LETTER_STATUSES, type LetterStatus } from '../../inbox/dead-letter-desk.js';
import {
  deadLetterView,
  DeadLetterView,
  redacted,
  settledLettersView,
  SettledLettersView,
  storedLetterId,
  wholeDeadLetterView,
  WholeDeadLetterView,
} from './dead-letters.view.js';
import { SettleDeadLetters, type LettersToSettle } from './operator-acts/settle-dead-letters.js';

export const deadLetterPermissions = permissionsOn({
  resource: 'dead letter',
  seenThrough: 'getDeadLetter',
  operations: {
    listDeadLetters: { AUDITOR: any, ADMIN: any },
    getDeadLetter: { AUDITOR: any, ADMIN: any },
    redriveDeadLetters: { ADMIN: any },
    discardDeadLetters: { ADMIN: any },
  },
});

/** Refusals of both acts. */
const SETTLING = ['EMPTY_FILTER', 'LETTER_NOT_OPEN', 'NO_OPEN_LETTER'] as const;

const NAME = /^[A-Za-z0-9._-]{1,250}$/;
const WORDS = 'letters, digits, dot, dash and underscore';
const SUBJECT = /^[!-~]{1,250}$/;
/** `group~topic~partition~offset`. */
const LETTER_ID = '^[^~/]+~[^~/]+~[0-9]+~[0-9]+$';

const SORTS = { at: 'state.at' };

export class ListDeadLettersRequest extends PageRequest {
  @SortBy(SORTS)
  override readonly sort?: string;

  @OneOf(LETTER_STATUSES, { optional: true, description: 'OPEN unless said otherwise' })
  readonly status: LetterStatus = 'OPEN';

  @Matching(NAME, WORDS, { optional: true, description: 'CloudEvents type, or its name for every version' })
  readonly type?: string;

  @Matching(SUBJECT, 'an id', { optional: true, description: 'The aggregate the event is about' })
  readonly subject?: string;

  @Matching(NAME, WORDS, { optional: true, description: 'Consumer group' })
  readonly group?: string;
}

export class SettleDeadLettersRequest {
  @Texts({ max: 200, itemMax: 1_000, unique: true, optional: true, description: 'Ids as the list gives them' })
  readonly ids?: string[];

  @Matching(NAME, WORDS, { optional: true, description: 'CloudEvents type, or its name for every version' })
  readonly type?: string;

  @Matching(SUBJECT, 'an id', { optional: true, description: 'The aggregate the event is about' })
  readonly subject?: string;

  @Matching(NAME, WORDS, { optional: true, description: 'Consumer group' })
  readonly group?: string;

  @Text({ max: 500, description: 'Why; it stays in the audit trail' })
  readonly reason!: string;
}

/** Events this service could not handle, for its administrators. */
@Controller()
export class DeadLettersHttp {
  constructor(
    private readonly desk: DeadLetterDesk,
    private readonly settling: SettleDeadLetters,
  ) {}

  @Operation({
    id: 'listDeadLetters',
    method: 'GET',
    path: '/v1/dead-letters',
    summary: 'Events this service could not handle, newest first',
    answers: pageOf(DeadLetterView),
  })
  async list(@Query() request: ListDeadLettersRequest): Promise<Page<DeadLetterView>> {
    const { status, ...filter } = request;
    const query = listQuery(request, { where: {}, sorts: SORTS, defaultSort: '-at' });
    const found = await this.desk.list(filter, status, query);
    const letters = found.map((letter) => ({ id: letter._id, state: letter }));
    return page(letters, query, (letter) => deadLetterView(letter.state));
  }

  @Operation({
    id: 'getDeadLetter',
    method: 'GET',
    path: '/v1/dead-letters/:id',
    summary: 'One of them, with its cause, its headers and what waits behind it; values for the auditor only',
    accesses: { what: 'DEAD_LETTER' },
    answers: WholeDeadLetterView,
  })
  @ApiParam({ name: 'id', schema: { type: 'string', pattern: LETTER_ID } })
  async get(@Param('id') id: string, @Asker() { actor }: Asking): Promise<WholeDeadLetterView> {
    const letter = await this.desk.get(storedLetterId(id));
    const view = wholeDeadLetterView(letter, await this.desk.reached(letter), await this.desk.waitingBehind(letter));
    return hasRole(actor, 'AUDITOR') ? view : redacted(view);
  }

  @Operation({
    id: 'redriveDeadLetters',
    method: 'POST',
    path: '/v1/dead-letters/redrive',
    summary: 'Hands open ones in again, per subject in the order of their events',
    answers: SettledLettersView,
    refuses: [...SETTLING, 'EARLIER_LETTER_OPEN', 'REBUILD_INSTEAD'],
    takesLong: true,
  })
  async redrive(@Body() body: SettleDeadLettersRequest, @Meta() meta: CommandMeta): Promise<SettledLettersView> {
    return settledLettersView(await this.settling.execute('REDRIVE', meta, asked(body)));
  }

  @Operation({
    id: 'discardDeadLetters',
    method: 'POST',
    path: '/v1/dead-letters/discard',
    summary: 'Closes open ones for good; they stay readable',
    answers: SettledLettersView,
    refuses: SETTLING,
    takesLong: true,
  })
  async discard(@Body() body: SettleDeadLettersRequest, @Meta() meta: CommandMeta): Promise<SettledLettersView> {
    return settledLettersView(await this.settling.execute('DISCARD', meta, asked(body)));
  }
}

function asked({ ids, type, subject, group, reason }: SettleDeadLettersRequest): LettersToSettle {
  return {
    filter: {
      ...(ids !== undefined && { ids: ids.map(storedLetterId) }),
      ...(type !== undefined && { type }),
      ...(subject !== undefined && { subject }),
      ...(group !== undefined && { group }),
    },
    reason,
  };
}
