import { valueAt } from '../../config/config.js';
import type { SettingPath } from '../../config/schema.js';
import { levels } from '../../log/log.js';
import type { Item } from '../../tui/form/form.js';
import { row } from '../../tui/rows.js';
import type { Say } from '../../tui/texts/say.js';
import { type DashboardState, type Desk, noteItems, type Page, shown } from '../page.js';
import { waitingText } from '../warnings.js';
import { restartNode } from './system.js';

/** Those of phantom.yaml that are a matter of taste; the others are for whoever runs several nodes. */
const switches = [
  'unlisted',
  'network.port_mapping',
  'first_contact.lan',
  'first_contact.bittorrent',
  'first_contact.cache',
  'tun.enabled',
  'clock.set',
] as const satisfies readonly SettingPath[];

/** Numbers, of which none is typed as nothing. */
const numbers = [
  'share.mbit_per_second',
  'share.gigabytes_per_month',
] as const satisfies readonly SettingPath[];

export const settings: Page = {
  help: 'settings.help',
  asks: [{ fact: 'config', method: 'config.show', key: 'config' }],
  items(state, say) {
    if (!state.facts.config) return [shown([row(say('hidden.waiting'))])];
    if (!state.may.settings) return readItems(state, say);
    const waits = Object.keys(state.waiting).length > 0;
    return [
      ...switches.map(
        (path): Item => ({
          kind: 'check',
          id: path,
          text: say(`settings.${path}`),
          on: settingOf(state, path) === true,
          note: say(`settings.${path}.why`),
        }),
      ),
      { kind: 'gap' },
      {
        kind: 'list',
        id: 'log.level',
        label: say('settings.log.level'),
        options: levels.map((level) => ({ id: level, text: level })),
        chosen: String(settingOf(state, 'log.level')),
        empty: say('hidden.unmatched'),
      },
      ...numbers.map(
        (path): Item => ({
          kind: 'field',
          id: path,
          label: say(`settings.${path}`),
          value: state.typed[path] ?? numberText(state, path),
        }),
      ),
      { kind: 'button', id: 'share', text: say('settings.share') },
      ...(waits ? waitingItems(state, say) : []),
      ...noteItems(state),
    ];
  },
  async act(action, desk) {
    if (action.type === 'choose') await change(desk, { 'log.level': action.option });
    else if (action.type === 'toggle') {
      const path = action.id as SettingPath;
      await change(desk, { [path]: settingOf(desk.state, path) !== true });
    } else if (action.type === 'press' && action.id === 'share') await changeNumbers(desk);
    else if (action.type === 'press') desk.ask({ id: 'restart', text: desk.say('system.restart.ask') });
  },
  confirmed: (_, desk) => restartNode(desk),
};

/** For whoever may look only. */
function readItems(state: DashboardState, say: Say): Item[] {
  return [
    ...switches.map((path): Item => {
      const value = say(settingOf(state, path) === true ? 'summary.on' : 'summary.off');
      return { kind: 'text', text: `${say(`settings.${path}`)}: ${value}` };
    }),
    { kind: 'text', text: `${say('settings.log.level')}: ${String(settingOf(state, 'log.level'))}` },
    { kind: 'gap' },
    { kind: 'text', text: say('settings.locked') },
  ];
}

function waitingItems({ waiting, may }: DashboardState, say: Say): Item[] {
  return [
    { kind: 'gap' },
    { kind: 'text', text: waitingText(waiting, say), style: 'warn' },
    ...(may.restart ? [{ kind: 'button', id: 'restart', text: say('system.restart') } as const] : []),
  ];
}

/** As it is in the file, which is what counts from the next start on. */
function settingOf({ facts, waiting }: DashboardState, path: SettingPath): unknown {
  return Object.hasOwn(waiting, path) ? waiting[path] : valueAt(facts.config!, path);
}

/** As it is typed: nothing where there is no limit. */
function numberText(state: DashboardState, path: SettingPath): string {
  const value = settingOf(state, path);
  return value === 0 ? '' : String(value);
}

async function changeNumbers(desk: Desk): Promise<void> {
  const texts = numbers.map(
    (path) => [path, desk.state.typed[path] ?? numberText(desk.state, path)] as const,
  );
  await change(
    desk,
    // What is no number goes as it is, and the check of the settings says what was expected.
    Object.fromEntries(
      texts.map(([path, text]) => [path, /^\s*\d*(\.\d+)?\s*$/.test(text) ? Number(text) : text]),
    ),
  );
}

/** Into the file first; the node says what it can do about it at once. */
async function change(desk: Desk, changes: Readonly<Record<string, unknown>>): Promise<void> {
  await desk.host.changeSettings!(changes);
  const answer = (await desk.call('config.apply', { changes })) as { waiting: readonly string[] };
  const { config } = desk.state.facts;
  const waiting = { ...desk.state.waiting };
  let waits = false;
  for (const [path, value] of Object.entries(changes)) {
    delete waiting[path];
    // What is in force already needs no restart.
    if (!answer.waiting.includes(path) || (config && valueAt(config, path) === value)) continue;
    waiting[path] = value;
    waits = true;
  }
  desk.update({ waiting });
  desk.note(desk.say(waits ? 'settings.later' : 'settings.now'));
  await desk.refresh();
}
