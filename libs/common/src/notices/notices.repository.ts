import { Injectable } from '@nestjs/common';
import { AggregateStore } from '../aggregates/aggregate-store.js';
import { Stores } from '../aggregates/stores.js';
import { noticeType, type NoticeEvent, type NoticeState } from './notice.js';

@Injectable()
export class Notices extends AggregateStore<NoticeState, NoticeEvent> {
  constructor(stores: Stores) {
    super(noticeType, stores);
  }
}
