import test from 'ava';
import { elapsed, liveBuildStage, Progress } from '../../src/image/progress.js';

test('live-build’s announcements become stages, its chatter does not', (t) => {
  t.is(liveBuildStage('[2026-11-22 19:50:18] lb binary_rootfs '), 'Compressing the system');
  t.is(
    liveBuildStage('[2026-11-22 19:50:18] lb chroot_install-packages install first'),
    'Installing packages',
  );
  t.is(liveBuildStage('P: Begin mounting /proc...'), null);
  t.is(liveBuildStage('I: Extracting lb binary_iso...'), null);
});

test('a stage is printed once, with the time since the beginning', (t) => {
  let now = 5_000;
  const lines: string[] = [];
  const progress = new Progress(
    () => now,
    (line) => void lines.push(line),
  );
  progress.begin('first');
  now += 67_000;
  progress.begin('second');
  progress.begin('second');
  t.deepEqual(lines, ['  0:00  first', '  1:07  second']);
  t.is(progress.stage, 'second');
  t.is(progress.total, '1:07');
});

test('minutes go on beyond the hour', (t) => {
  t.is(elapsed(3_725_999), '62:05');
});
