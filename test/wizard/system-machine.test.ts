import test from 'ava';
import { VirtualClock } from '../../src/clock/virtual.js';
import { systemMachine } from '../../src/wizard/system-machine.js';
import { directory } from '../helpers/control.js';

test('a service that nothing will start is told, one that is on its way is waited for', async (t) => {
  const root = await directory(t);
  let shown = '';
  const runner = {
    run: async (command: string) => ({
      code: 0,
      stdout: command === 'systemctl' ? shown : 'Started.\nphantom run: UDP port 4000 is in use.\n',
      stderr: '',
    }),
  };
  const machine = systemMachine({ runner, clock: new VirtualClock(), root, tty: 'tty1', manage: true });
  const trouble = (text: string) => {
    shown = text;
    return machine.nodeTrouble();
  };
  t.is(await trouble('NRestarts=0\nActiveState=inactive\n'), 'the service of the node is stopped.');
  t.is(await trouble('NRestarts=0\nActiveState=inactive\nJob=41\n'), null);
  t.is(await trouble('NRestarts=0\nActiveState=activating\nJob=41\n'), null);
  t.is(await trouble('NRestarts=0\nActiveState=active\n'), null);
  t.is(await trouble('NRestarts=0\nActiveState=failed\n'), 'UDP port 4000 is in use.');
  t.is(await trouble('NRestarts=2\nActiveState=activating\n'), 'UDP port 4000 is in use.');
});
