import { Body, Controller, Get, Header, HttpCode, HttpStatus, Inject, Res } from '@nestjs/common';
import { Type } from 'typebox';
import { MailQueue } from '../../address-book/mail-queue.mongo.js';
import { any, permissionsOn } from '../../auth/permissions.js';
import { InstantText } from '../../http/validation/fields.js';
import { Open, Operation } from '../../http/operation.js';
import type { HttpReply } from '../../http/request.js';
import { openDeadLetters } from '../../inbox/dead-letters/dead-letters.js';
import { parkedEvents } from '../../inbox/parking/parked-events.js';
import { notFound, Refusal } from '../../kernel/errors.js';
import type { Clock } from '../../kernel/clock.js';
import { Metrics } from '../../observability/metrics.js';
import { SandboxClock } from '../../timers/business-clock.js';
import { Timers } from '../../timers/timers.js';
import { Health, type HealthReport } from './health.js';
import { Stores } from '../../aggregates/stores.js';
import { CLOCK } from '../../kernel/tokens.js';

@Controller()
export class HealthHttp {
  constructor(private readonly health: Health) {}

  @Open()
  @Get('health/live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Open()
  @Get('health/ready')
  async ready(@Res({ passthrough: true }) reply: HttpReply): Promise<HealthReport> {
    const report = await this.health.report();
    if (report.status === 'unavailable') void reply.status(HttpStatus.SERVICE_UNAVAILABLE).header('retry-after', '2');
    // For what looks at headers only, such as a proxy or a probe.
    if (report.insecure !== undefined) void reply.header('x-insecure', report.insecure.join(', '));
    return report;
  }
}

@Controller()
export class MetricsHttp {
  constructor(
    private readonly metrics: Metrics,
    private readonly stores: Stores,
    private readonly mail: MailQueue,
  ) {}

  @Open()
  @Get('metrics')
  @HttpCode(HttpStatus.OK)
  @Header('content-type', 'text/plain; version=0.0.4')
  async metricsText(): Promise<string> {
    // While the store is away the last figure stays: the other metrics are needed most at that time.
    const { db } = this.stores;
    const asked = [openDeadLetters(db), parkedEvents(db), this.mail.counts()] as const;
    const counts = await Promise.all(asked).catch(() => undefined);
    if (counts !== undefined) {
      this.metrics.deadLettersOpen.set(counts[0]);
      this.metrics.inboxParked.set(counts[1]);
      this.metrics.noticesWaiting.set(counts[2].waiting);
      this.metrics.noticesFailed.set(counts[2].failed);
    }
    return this.metrics.registry.metrics();
  }
}

export const clockPermissions = permissionsOn({
  resource: 'clock',
  seenThrough: 'readClock',
  operations: { readClock: { ADMIN: any }, moveClock: { ADMIN: any } },
});

const ClockView = Type.Object({ now: Type.String({ format: 'date-time' }) });

export class MoveClockRequest {
  @InstantText()
  now!: string;
}

/** The sandbox clock of a demonstration; these routes exist with `CLOCK=sandbox` only. */
@Controller()
export class ClockHttp {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly timers: Timers,
  ) {}

  @Operation({
    id: 'readClock',
    method: 'GET',
    path: '/v1/clock',
    summary: 'What business time it is',
    answers: ClockView,
  })
  read(): { now: string } {
    return { now: this.clock.now().toISOString() };
  }

  @Operation({
    id: 'moveClock',
    method: 'POST',
    path: '/v1/clock',
    summary: 'Moves the sandbox clock forward; answers after the timers that fell due on the way have run',
    answers: ClockView,
    refuses: ['CLOCK_BACKWARD', 'CLOCK_INVALID'],
    takesLong: true,
  })
  async move(@Body() body: MoveClockRequest): Promise<{ now: string }> {
    if (!(this.clock instanceof SandboxClock)) throw notFound('clock', 'sandbox');
    const to = new Date(body.now);
    if (Number.isNaN(to.getTime())) throw new Refusal('invalid', 'CLOCK_INVALID', 'now must be an instant.');
    await this.timers.advance(to);
    return this.read();
  }
}
