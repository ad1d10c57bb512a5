import type { Connection } from './connection.js';

/** Fixed addresses stand here: in memory, and before what comes with the disc (80-wired.network). */
export const fixedFile = '/run/systemd/network/50-phantom-fixed.network';

/**
 * The file for systemd-networkd that gives a card its fixed addresses. A family without one comes by itself, as on any
 * other card. No name server: Phantom asks nobody for names. Source: systemd.network(5).
 */
export function fixedNetwork({ card, address4, gateway4, address6, gateway6 }: Connection): string {
  const dhcp = address4 === '' ? 'ipv4' : address6 === '' ? 'ipv6' : 'no';
  return [
    '# Written by the set-up.',
    '[Match]',
    `Name=${card}`,
    '',
    '[Network]',
    ...[address4, address6].filter((address) => address !== '').map((address) => `Address=${address}`),
    ...[gateway4, gateway6].filter((gateway) => gateway !== '').map((gateway) => `Gateway=${gateway}`),
    `DHCP=${dhcp}`,
    `IPv6AcceptRA=${address6 === '' ? 'yes' : 'no'}`,
    'IPv6PrivacyExtensions=yes',
    'LLMNR=no',
    'MulticastDNS=no',
    '',
    '[DHCPv4]',
    'SendHostname=no',
    'ClientIdentifier=mac',
    'UseHostname=no',
    'UseNTP=no',
    '',
    '[DHCPv6]',
    'SendHostname=no',
    'UseHostname=no',
    'UseNTP=no',
    '',
  ].join('\n');
}
