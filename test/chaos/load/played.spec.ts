import { SERVICE_NAMES } from '#common/events/define-event.js';
import { LEFT_OUT, PLAYED } from './played.js';
import { commandsOf } from './operations.js';

describe('The load', () => {
  const commands = [...new Set(SERVICE_NAMES.flatMap((service) => commandsOf(service)))];
  const named = [...PLAYED, ...Object.keys(LEFT_OUT)];

  it('plays every command, or says in played.ts why it leaves one out', () => {
    expect(commands.filter((command) => !named.includes(command))).toEqual([]);
  });

  it('names no command twice, and none that is not there', () => {
    expect(named.filter((command, i) => named.indexOf(command) !== i)).toEqual([]);
    expect(named.filter((command) => !commands.includes(command))).toEqual([]);
  });
});
