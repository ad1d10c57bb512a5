import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { freshAnswers } from '../../src/wizard/answers.js';
import { Desk } from '../../src/wizard/desk.js';
import { directory } from '../helpers/control.js';

test('progress is kept, and what cannot be read is as none', async (t) => {
  const place = await directory(t);
  const desk = new Desk(join(place, 'desk'), 'tty1');
  t.is(await desk.load(), null);
  const progress = { page: 'contact', answers: { ...freshAnswers, invite: 'ph1half' } };
  await Promise.all([desk.save({ ...progress, page: 'network' }), desk.save(progress)]);
  t.deepEqual(await desk.load(), progress);
  for (const text of ['{', '7', '{}', '{"page":"contact","answers":{"keyboard":"none"}}']) {
    await writeFile(join(place, 'desk/progress.json'), text);
    t.is(await desk.load(), null, text);
  }
});

test('one console holds the answers, another can take them over', async (t) => {
  const place = await directory(t);
  const [first, second] = [new Desk(place, 'tty1'), new Desk(place, 'ttyS0')];
  t.is(await first.heldElsewhere(), null);
  t.true(await first.hold(false));
  t.is(await second.heldElsewhere(), 'tty1');
  t.false(await second.hold(false));
  t.true(await second.hold(true));
  t.is(await first.heldElsewhere(), 'ttyS0');
  await first.release();
  t.is(await first.heldElsewhere(), 'ttyS0');
  await second.release();
  t.is(await first.heldElsewhere(), null);
});

test('the console from which the answers were taken overwrites nothing', async (t) => {
  const place = await directory(t);
  const [first, second] = [new Desk(place, 'tty1'), new Desk(place, 'ttyS0')];
  const progress = (page: string) => ({ page, answers: freshAnswers });
  t.true(await first.hold(false));
  await first.save(progress('network'));
  t.true(await second.hold(true));
  await first.save(progress('keyboard'));
  t.deepEqual(await second.load(), progress('network'));
  await second.save(progress('contact'));
  t.deepEqual(await first.load(), progress('contact'));
  t.deepEqual((await readdir(place)).sort(), ['holder.json', 'progress.json']);
  await second.release();
  await first.save(progress('keyboard'));
  t.deepEqual(await first.load(), progress('keyboard'));
});

test('a holder that has crashed holds nothing', async (t) => {
  const place = await directory(t);
  const other = spawn('sleep', ['60']);
  t.teardown(() => other.kill());
  await once(other, 'spawn');
  const stat = await readFile(`/proc/${other.pid}/stat`, 'utf8');
  const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  await writeFile(join(place, 'holder.json'), JSON.stringify({ pid: other.pid, started, tty: 'tty7' }));
  const desk = new Desk(place, 'tty1');
  t.is(await desk.heldElsewhere(), 'tty7');
  other.kill('SIGKILL');
  await once(other, 'close');
  t.is(await desk.heldElsewhere(), null);
  await writeFile(
    join(place, 'holder.json'),
    JSON.stringify({ pid: process.pid, started: '1', tty: 'tty7' }),
  );
  t.is(await desk.heldElsewhere(), null);
});
