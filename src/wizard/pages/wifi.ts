import type { Item, ListOption } from '../../tui/form/form.js';
import type { Say } from '../../tui/texts/say.js';
import { type Connection, wifiTrouble } from '../connection.js';
import type { WifiNetwork } from '../connector.js';
import { outcomeText } from '../outcome.js';
import type { Hands, Page, WizardState } from '../page.js';
import { stateItem } from './network.js';

/** The option of a network that tells no name. Other ids begin with a kind of protection. */
const hiddenOption = 'hidden';
/** More than these nobody reads. */
const mostShown = 60;

/** Wi-Fi: which network, its passphrase, where the PC stands, and what came of it. */
export const wifiPage: Page = {
  id: 'wifi',
  title: 'wifi.title',
  help: 'wifi.help',
  focus: 'wifi',
  shown: ({ answers }) => answers.connection.kind === 'wifi',
  items(state, say) {
    const { connection } = state.answers;
    const isWorking = state.connecting.state === 'working';
    return [
      {
        kind: 'list',
        id: 'wifi',
        label: say(state.wifi?.isScanning ? 'wifi.list.scanning' : 'wifi.list'),
        options: options(state, say),
        chosen: connection.hidden ? hiddenOption : idOf(chosenNetwork(state)),
        empty: say('wifi.list.empty'),
      },
      ...(connection.hidden ? [field('ssid', connection.ssid, say)] : []),
      ...secretItems(state, say),
      field('country', connection.country, say),
      { kind: 'text', text: say('wifi.country.why') },
      statusItem(state, say),
      { kind: 'gap' },
      {
        kind: 'button',
        id: 'connect',
        text: say(isWorking ? 'wifi.stop' : 'wifi.connect'),
      },
      { kind: 'button', id: 'listen', text: say('wifi.listen') },
      {
        kind: 'button',
        id: 'continue',
        text: say(isConnected(state) ? 'button.continue' : 'network.without'),
      },
    ];
  },
  act(action, hands) {
    const { state } = hands;
    const { connection } = state.answers;
    const answer = (change: Partial<Connection>) =>
      hands.answer({ connection: { ...connection, ...change } });
    if (action.type === 'toggle') hands.update({ isSecretShown: !state.isSecretShown });
    else if (action.type === 'choose') answer(chosen(connection, action.option));
    else if (action.type === 'edit') answer(typed(connection, action.id, action.value));
    else if (action.type === 'press') press(action.id, hands);
  },
};

function press(id: string, hands: Hands): void {
  const { state } = hands;
  if (id === 'connect' && state.connecting.state === 'working') hands.connecting.stop();
  else if (id === 'listen') hands.connecting.listen();
  else if (id === 'continue') hands.next();
  else {
    const trouble = troubleIn(state);
    const field = trouble?.field === 'ssid' && !state.answers.connection.hidden ? 'wifi' : trouble?.field;
    // The sentence under the fields says what is wrong.
    if (field)
      hands.update({
        connecting: { state: 'idle' },
        forms: { ...state.forms, wifi: { focus: field, at: {}, search: {} } },
        isTried: true,
      });
    else hands.connecting.apply();
  }
}

/** Of a hidden network nobody says whether it is open: it is when no passphrase is typed. */
function typed({ hidden, open }: Connection, id: string, value: string): Partial<Connection> {
  if (id === 'country') return { country: value.toUpperCase() };
  return id === 'passphrase' ? { passphrase: value, open: hidden ? value === '' : open } : { [id]: value };
}

/** A passphrase belongs to its network. */
function chosen(connection: Connection, option: string): Partial<Connection> {
  if (option === hiddenOption) return { hidden: true, open: true, ssid: '', passphrase: '' };
  const ssid = option.slice(option.indexOf(':') + 1);
  const open = option.startsWith('open:');
  const isSame = ssid === connection.ssid && open === connection.open && !connection.hidden;
  return isSame ? {} : { hidden: false, open, ssid, passphrase: '' };
}

function chosenNetwork({ wifi, answers }: WizardState): WifiNetwork | undefined {
  const { ssid, open } = answers.connection;
  const named = (wifi?.networks ?? []).filter((network) => network.ssid === ssid);
  return named.find(({ security }) => (security === 'open') === open);
}

function idOf(network: WifiNetwork | undefined): string | null {
  return network ? `${network.security}:${network.ssid}` : null;
}

function options({ wifi }: WizardState, say: Say): ListOption[] {
  const networks = (wifi?.networks ?? []).slice(0, mostShown);
  return [
    ...networks.map((network) => {
      const level = bars(network.signal);
      const name = readable(network.ssid);
      const lock = say(`wifi.security.${network.security}`);
      return {
        id: idOf(network)!,
        text: `${'█'.repeat(level)}${'▒'.repeat(4 - level)} ${name.padEnd(33)} ${lock}`,
        spoken: `${name}, ${level}/4, ${lock}`,
      };
    }),
    { id: hiddenOption, text: say('wifi.hidden') },
  ];
}

/** How many bars of four. */
export function bars(signal: number): number {
  return signal >= -55 ? 4 : signal >= -67 ? 3 : signal >= -75 ? 2 : 1;
}

/** A stranger's choice of letters, with those only that every font has and that move no cursor. */
export function readable(ssid: string): string {
  return ssid.replace(/[^ -~\u00a1-\u00ac\u00ae-\u00ff]/gu, '?');
}

function field(id: 'ssid' | 'country', value: string, say: Say): Item {
  return { kind: 'field', id, label: say(`wifi.field.${id}`), value };
}

/** The passphrase, where one is needed. */
function secretItems(state: WizardState, say: Say): Item[] {
  const { ssid, open, hidden, passphrase } = state.answers.connection;
  const security = hidden ? 'psk' : open ? 'open' : chosenNetwork(state)?.security;
  if (ssid === '' && !hidden) return [];
  if (security === 'open' || security === 'other') return [{ kind: 'text', text: say(`wifi.${security}`) }];
  return [
    {
      kind: 'field',
      id: 'passphrase',
      label: say('wifi.field.passphrase', { name: readable(ssid) }),
      value: passphrase,
      secret: !state.isSecretShown,
      ...(hidden && { note: { text: say('wifi.hidden.open'), style: 'plain' } as const }),
    },
    { kind: 'check', id: 'show', text: say('wifi.show'), on: state.isSecretShown },
  ];
}

/** What is connected already needs nothing typed. */
function troubleIn(state: WizardState): ReturnType<typeof wifiTrouble> {
  const { connection } = state.answers;
  return isConnected(state) && connection.passphrase === '' ? null : wifiTrouble(connection);
}

function isConnected({ wifi, answers }: WizardState): boolean {
  return wifi !== null && wifi.connected !== null && wifi.connected === answers.connection.ssid;
}

function statusItem(state: WizardState, say: Say): Item {
  const { wifi, connecting, answers } = state;
  const name = readable(answers.connection.ssid);
  if (wifi?.isSwitchedOff) return { kind: 'text', text: say('wifi.switched-off'), style: 'warn' };
  if (connecting.state === 'working') return { kind: 'text', text: say('wifi.connecting', { name }) };
  const trouble = state.isTried ? troubleIn(state) : null;
  if (trouble) return { kind: 'text', text: say(trouble.key), style: 'warn' };
  if (isConnected(state)) {
    // The kernel may not have noticed yet.
    const cards = (state.cards ?? [])
      .filter((card) => card.name === wifi?.card)
      .map((card) => ({ ...card, carrier: true }));
    return stateItem(cards, state.waited, say);
  }
  if (connecting.state === 'done' && connecting.connection.ssid === answers.connection.ssid) {
    if (connecting.outcome.state !== 'good')
      return {
        kind: 'text',
        text: outcomeText(connecting.outcome, connecting.connection, say),
        style: 'warn',
      };
  }
  return wifi ? { kind: 'gap' } : { kind: 'text', text: say('wifi.no-service') };
}
