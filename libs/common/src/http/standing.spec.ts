import type { ExecutionContext } from '@nestjs/common';
import { PUBLIC, type Person, type Reader } from '../kernel/actor.js';
import { EnterAddressHttp, EnterAddressRequest } from '../address-book/address-book.http.js';
import { ListWorkHttp } from '../work/list-work.http.js';
import { Refusal } from '../kernel/errors.js';
import { StandingGuard } from './standing.js';
import { checked } from './validation/validation.pipe.js';

const person: Person = { kind: 'person', sub: 'kim', roles: ['SUPPLIER'], org: '1234567890' };

/** What the handler finds as its caller, and how often the service was asked. */
async function callerAfter(
  method: string,
  caller: Reader | undefined,
  type = 'http',
  handler: object = () => undefined,
  body?: object,
) {
  const request = { method, caller, body };
  let asked = 0;
  const guard = new StandingGuard({
    of: (given) => {
      asked++;
      return Promise.resolve({ ...given, functionAt: 'EDITOR' });
    },
  });
  const context = {
    getType: () => type,
    getClass: () => EnterAddressHttp,
    getHandler: () => handler,
    switchToHttp: () => ({ getRequest: () => request }),
  };
  expect(await guard.canActivate(context as unknown as ExecutionContext)).toBe(true);
  return [request.caller, asked];
}

describe('The standing of a caller', () => {
  it.each(['POST', 'PUT', 'DELETE'])('is asked with a %s', async (method) => {
    expect(await callerAfter(method, person)).toEqual([{ ...person, functionAt: 'EDITOR' }, 1]);
  });

  it('costs a read nothing', async () => {
    expect(await callerAfter('GET', person)).toEqual([person, 0]);
  });

  it('is asked with a read whose answer depends on it', async () => {
    const { handle } = ListWorkHttp.prototype;
    expect(await callerAfter('GET', person, 'http', handle)).toEqual([{ ...person, functionAt: 'EDITOR' }, 1]);
  });

  it('is asked of no caller without a token, and of no event', async () => {
    expect(await callerAfter('POST', PUBLIC)).toEqual([PUBLIC, 0]);
    expect(await callerAfter('POST', undefined)).toEqual([undefined, 0]);
    expect(await callerAfter('POST', person, 'rpc')).toEqual([person, 0]);
  });

  it('is not asked for a body that its check refuses anyway', async () => {
    const { handle } = EnterAddressHttp.prototype;
    const body = { email: 'kim@example.com', language: 'ko', delivery: 'DIGEST' };
    expect(await callerAfter('PUT', person, 'http', handle, body)).toEqual([{ ...person, functionAt: 'EDITOR' }, 1]);
    expect(checked(EnterAddressRequest, body)).toEqual(body);
    for (const wrong of [{ ...body, language: 'xx' }, {}, { ...body, more: 1 }]) {
      expect(await callerAfter('PUT', person, 'http', handle, wrong)).toEqual([person, 0]);
      expect(() => checked(EnterAddressRequest, wrong)).toThrow(Refusal);
    }
  });

  it('leaves nothing behind by which a body that has changed would be accepted', async () => {
    const { handle } = EnterAddressHttp.prototype;
    const body = { email: 'kim@example.com', language: 'ko', delivery: 'DIGEST' };
    await callerAfter('PUT', person, 'http', handle, body);
    checked(EnterAddressRequest, body);
    body.language = 'xx';
    expect(() => checked(EnterAddressRequest, body)).toThrow(Refusal);
  });
});
