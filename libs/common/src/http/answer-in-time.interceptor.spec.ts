import type { ExecutionContext } from '@nestjs/common';
import { firstValueFrom, NEVER, of, type Observable } from 'rxjs';
import { Type } from 'typebox';
import { NotInTime } from '../kernel/settles-within.js';
import { AnswerInTimeInterceptor } from './answer-in-time.interceptor.js';
import { Operation, type OperationDetails } from './operation.js';

/** An operation so declared, whose handler answers like that, with ten milliseconds to do so. */
function answerOf(declared: Partial<OperationDetails>, handled: Observable<unknown>): Observable<unknown> {
  const details = { id: 'act', method: 'POST', path: '/v1/acts', summary: 'Acts', answers: Type.Object({}) } as const;
  class Acts {
    @Operation({ ...details, ...declared })
    act(): void {}
  }
  const { act } = Acts.prototype;
  const context = { getType: () => 'http', getHandler: () => act } as unknown as ExecutionContext;
  return new AnswerInTimeInterceptor(10).intercept(context, { handle: () => handled });
}

describe('An operation', () => {
  it('is given up on when it is not done in time', async () => {
    await expect(firstValueFrom(answerOf({}, NEVER))).rejects.toThrow(NotInTime);
  });

  it('that is done is answered', async () => {
    expect(await firstValueFrom(answerOf({}, of('done')))).toBe('done');
  });

  it.each<[string, Partial<OperationDetails>]>([
    ['that does as much as there is to do', { takesLong: true }],
    ['that is sent a document', { body: 'raw' }],
  ])('%s is waited for', (_, declared) => {
    expect(answerOf(declared, NEVER)).toBe(NEVER);
  });
});
