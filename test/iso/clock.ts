/**
 * An old PC whose clock battery is dead: booted in 2009, joined, and then its clocks are right, the system's and the one with the
 * battery, though nobody asked a time server. Read from the log on its screen, and from the chip by QEMU.
 */
import { eventually, type Keeper } from '../helpers/namespaces.js';
import { must, type Report } from './report.js';
import { waitForText } from './screen.js';
import { type StoryOptions, setUp } from './story.js';
import { startVm, type Vm } from './vm.js';

/** What the dead battery left, as QEMU wants it. */
const deadBattery = '2009-01-01T00:00:00';
/** The helper is asked once time was agreed on for a minute or two; an emulated PC is slow, ms. */
const patience = 600_000;
/** How far the clocks may be from ours, ms. */
const close = 10_000;

export async function tellOfClock(keeper: Keeper, report: Report, options: StoryOptions): Promise<boolean> {
  const { name, outside } = options;
  return await report.check(`${name}: booted in 2009 it joins, and then its clocks are right`, async () => {
    const vm = await startVm(keeper, { ...options, namespace: outside.namespace, date: deadBattery });
    const known = new Set(outside.nodes.map((node) => node.id));
    await setUp(vm, report, options, known);
    const screen = await options.screen(vm);
    await screen.type('3');
    // The words come from the helper, after it has set both.
    const said = await waitForText(
      screen,
      /set forward by (\d+) s; the one\s+with the battery, too/,
      patience / 1000,
    );
    // systemd takes nothing older than itself for the date, so the system's clock was off by less than the battery's.
    const by = Number(said[1]);
    must(by > 86_400, `set by ${by} s only`);
    const off = await eventually('the clock with the battery to be read', 30_000, async () => offBy(vm));
    report.note(`${name}: the clock with the battery is off by ${off} ms`);
    must(Math.abs(off) < close, `the clock with the battery is off by ${off} ms`);
    // Lines of the log carry the system's date: the newest are of this hour, and not of the year 2009's first night.
    const hour = new Date().toISOString().slice(11, 13);
    await waitForText(screen, new RegExp(`^ *(${hour}|${nextHour(hour)}):\\d\\d:\\d\\d `, 'm'), 60);
    await vm.kill();
  });
}

/** How far the chip's date is from ours, ms. */
async function offBy(vm: Vm): Promise<number> {
  const tm = (await vm.qmp.run('qom-get', { path: '/machine', property: 'rtc-time' })) as Tm;
  const date = Date.UTC(1900 + tm.tm_year, tm.tm_mon, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
  return date - Date.now();
}

/** C's `struct tm`. */
interface Tm {
  readonly tm_year: number;
  readonly tm_mon: number;
  readonly tm_mday: number;
  readonly tm_hour: number;
  readonly tm_min: number;
  readonly tm_sec: number;
}

function nextHour(hour: string): string {
  return String((Number(hour) + 1) % 24).padStart(2, '0');
}
