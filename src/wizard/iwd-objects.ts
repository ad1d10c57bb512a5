/** What iwd tells over D-Bus, as busctl prints it with --json=short. Anything unexpected reads as "not there". */
import type { WifiNetwork } from './connector.js';

/** A Wi-Fi card in iwd's eyes. */
export interface Station {
  readonly path: string;
  readonly card: string;
  readonly isScanning: boolean;
  /** Path of the network it is connected to. */
  readonly connected: string | null;
}

export interface IwdNetwork extends WifiNetwork {
  readonly path: string;
  /** Path of what iwd remembers of it, once there is a file. */
  readonly known: string | null;
}

type Properties = Readonly<Record<string, { readonly data?: unknown } | undefined>>;
type Objects = Readonly<Record<string, Readonly<Record<string, Properties | undefined>>>>;

/** How many networks are looked at: a neighbourhood has dozens, whoever floods the air has thousands. */
const mostNetworks = 100;

/** The answer to a call, whose arguments are in a list; null when it is none. */
function answer(text: string): unknown {
  try {
    const value = JSON.parse(text) as { data?: unknown } | null;
    return Array.isArray(value?.data) ? value.data[0] : null;
  } catch {
    return null;
  }
}

/** The objects of GetManagedObjects. */
export function readObjects(text: string): Objects {
  const objects = answer(text);
  return typeof objects === 'object' && objects !== null ? (objects as Objects) : {};
}

/** The first card that is ready to be connected. */
export function stationIn(objects: Objects): Station | null {
  for (const [path, interfaces] of Object.entries(objects)) {
    const station = interfaces['net.connman.iwd.Station'];
    const card = interfaces['net.connman.iwd.Device']?.Name?.data;
    if (!station || typeof card !== 'string') continue;
    const network = station.ConnectedNetwork?.data;
    const isConnected = station.State?.data === 'connected' || station.State?.data === 'roaming';
    return {
      path,
      card,
      isScanning: station.Scanning?.data === true,
      connected: isConnected && typeof network === 'string' ? network : null,
    };
  }
  return null;
}

/** The networks of GetOrderedNetworks, strongest first; iwd's own order prefers those it knows. */
export function networksIn(objects: Objects, ordered: string): IwdNetwork[] {
  const list = answer(ordered);
  if (!Array.isArray(list)) return [];
  return list
    .slice(0, mostNetworks)
    .map((entry): IwdNetwork | null => {
      const [path, hundredths] = Array.isArray(entry) ? (entry as unknown[]) : [];
      if (typeof path !== 'string' || typeof hundredths !== 'number') return null;
      const network = objects[path]?.['net.connman.iwd.Network'];
      const ssid = network?.Name?.data;
      if (typeof ssid !== 'string' || ssid === '') return null;
      const type = network?.Type?.data;
      const known = network?.KnownNetwork?.data;
      return {
        path,
        ssid,
        signal: Math.round(hundredths / 100),
        security: type === 'open' || type === 'psk' ? type : 'other',
        known: typeof known === 'string' ? known : null,
      };
    })
    .filter((network) => network !== null)
    .sort((a, b) => b.signal - a.signal);
}

/** The name of iwd's file on a network. Source: iwd.network(5), "Naming". */
export function provisioningName(ssid: string, security: 'open' | 'psk'): string {
  const isPlain = /^[A-Za-z0-9 _-]+$/.test(ssid);
  return `${isPlain ? ssid : `=${Buffer.from(ssid).toString('hex')}`}.${security}`;
}

/**
 * The file itself. iwd is not to connect by itself before a first connection has worked: it would do so while it is
 * told to, and knock again and again with a wrong passphrase. Source: iwd.network(5).
 */
export function provisioning(passphrase: string, hidden: boolean): string {
  return [
    ...(passphrase === '' ? [] : ['[Security]', `Passphrase=${escaped(passphrase)}`]),
    '[Settings]',
    'AutoConnect=false',
    ...(hidden ? ['Hidden=true'] : []),
    '',
  ].join('\n');
}

/** Blanks at the beginning would be lost, and a backslash begins an escape. */
function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replace(/^ +/, (blanks) => '\\s'.repeat(blanks.length));
}
