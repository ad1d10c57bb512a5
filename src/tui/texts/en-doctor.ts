/** English, what `phantom doctor` says. `.cure`: what to do about it. */
export const doctorTexts = {
  'doctor.well': 'Nothing stands in the way.',
  'doctor.ill': '{count} thing needs a look. | {count} things need a look.',
  'doctor.is.fine': 'fine.',
  'doctor.is.unknown': 'cannot be told.',
  'doctor.is.warn': 'look at this.',
  'doctor.is.bad': 'in the way.',
  'doctor.any.no-node': 'Only a running node shows it.',
  'doctor.any.young': 'The node has not run long enough.',

  'doctor.node': 'Node:',
  'doctor.node.fine': 'It runs, and is connected.',
  'doctor.node.off': 'It does not run.',
  'doctor.node.off.cure':
    'Start it by "systemctl start phantom-node", or "phantom run"; "journalctl -u phantom-node" tells why it ended.',
  'doctor.node.alone': 'It runs, but is linked with nobody.',
  'doctor.node.joining': 'It runs, but is not connected yet.',

  'doctor.network': 'Network:',
  'doctor.network.fine': 'There is an address, and a way out.',
  'doctor.network.alone': 'This node keeps to the local network, as its settings say.',
  'doctor.network.none': 'This PC has no network address.',
  'doctor.network.none.cure': 'Check the cable or the Wi-Fi, and whether the router gives out addresses.',
  'doctor.network.no-route': 'There is an address, but no way out of the local network.',
  'doctor.network.no-route.cure':
    'Ask the router for an address again (pull the cable and put it back), or set a gateway; nodes on the local network are found all the same.',
  'doctor.network.unknown': 'The program "ip" is missing here.',

  'doctor.udp': 'UDP:',
  'doctor.udp.fine': 'Datagrams of other nodes come in.',
  'doctor.udp.nobody': 'Nobody is known to whom one could send.',
  'doctor.udp.blocked':
    'To {count} known node was sent, and not a single datagram came back. | To {count} known nodes was sent, and not a single datagram came back.',
  'doctor.udp.blocked.cure':
    'Some firewall swallows UDP, this PC\'s own ("nft list ruleset"), the router\'s, or that of a hotel, an office or a telephone company: let UDP out, or try another way to the Internet. If it worked before, those nodes may also be gone: try another invite.',

  'doctor.contact': 'First contact:',
  'doctor.contact.fine': 'Other nodes are linked.',
  'doctor.contact.no-source': 'Nobody to ask, and no way to look for anybody.',
  'doctor.contact.no-source.cure':
    'Get an invite from somebody ("phantom join INVITE"), or switch a search on: "phantom config set first_contact.lan true", or first_contact.bittorrent.',
  'doctor.contact.nobody-found': 'No other node has been found yet.',
  'doctor.contact.nobody-found.cure':
    'An invite helps ("phantom join INVITE"), or the search in the DHT of BitTorrent ("phantom config set first_contact.bittorrent true").',
  'doctor.contact.nobody-answers': 'Other nodes are known, but none answers.',
  'doctor.contact.nobody-answers.cure': 'They may be switched off: try another invite.',

  'doctor.reach': 'Reached by others:',
  'doctor.reach.fine': 'Others reach this node by themselves.',
  'doctor.reach.unknown': 'Too few have tried yet.',
  'doctor.reach.closed':
    'The router lets nobody in, as {count} network found. | The router lets nobody in, as {count} networks found.',
  'doctor.reach.closed.cure':
    'The node works all the same. It is worth more to others when the router forwards its UDP port ("phantom status" shows it), or has UPnP or NAT-PMP switched on.',
  'doctor.reach.closed-unasked':
    'The router lets nobody in, as {count} network found, and the settings forbid to ask it. | The router lets nobody in, as {count} networks found, and the settings forbid to ask it.',
  'doctor.reach.closed-unasked.cure':
    'The node works all the same. It is worth more to others when the router forwards its UDP port ("phantom status" shows it).',
  'doctor.reach.port-per-peer':
    'The router lets nobody in, and shows another port to each node (a symmetric NAT, common with telephone companies): nobody can be told where to knock.',
  'doctor.reach.port-per-peer.cure':
    'The node works, by calling others itself. Forwarding its UDP port in the router helps, if the router is yours.',
  'doctor.reach.one-way': 'All {count} links were made from here; nobody has come by itself.',
  'doctor.reach.one-way.cure':
    'The router or a firewall probably lets nobody in. The node works all the same; it is worth more to others when its UDP port ("phantom status" shows it) is forwarded.',

  'doctor.isolation': 'Cut off:',
  'doctor.isolation.fine': 'Nothing speaks for it.',
  'doctor.isolation.unlinked': 'Nobody is linked.',

  'doctor.clock': 'Clock:',
  'doctor.clock.fine': "This PC's own clock is right.",
  'doctor.clock.unasked': 'No other node was asked for the time yet.',
  'doctor.clock.dead': "This PC's own clock shows a date that cannot be: its battery is dead.",
  'doctor.clock.dead.cure':
    'Phantom works without; it asks others. Other programs fail: a new battery helps (mostly a CR2032).',
  'doctor.clock.behind': "This PC's own clock is {off} behind network time.",
  'doctor.clock.behind.cure':
    'Phantom works without it, but certificates and logs of other programs go wrong: set it, or let the node do it by "phantom config set clock.set true" and "systemctl enable --now phantom-clock.socket".',
  'doctor.clock.ahead': "This PC's own clock is {off} ahead of network time.",
  'doctor.clock.ahead.cure':
    'Phantom works without it, but certificates and logs of other programs go wrong: set it, or let the node do it by "phantom config set clock.set true" and "systemctl enable --now phantom-clock.socket".',
  'doctor.clock.unset': "This PC's own clock is {off} off, though the node may have it set.",
  'doctor.clock.unset.cure':
    'It is set when three networks or more have agreed for two minutes. If it stays so, "phantom log" has the reason; on a Debian of your own "systemctl enable --now phantom-clock.socket" switches on what sets it.',
  'doctor.clock.apart': 'Of {voices} networks asked for the time only {agreeing} agree with this node.',
  'doctor.clock.apart.cure':
    'Somebody lies about the date, or two groups have just met. If it stays so, an invite from somebody you trust shows who is right.',

  'doctor.ipv6': 'IPv6:',
  'doctor.ipv6.fine': 'Other nodes answer over it.',
  'doctor.ipv6.none': 'The line has none, which is no harm.',
  'doctor.ipv6.unused': 'Nobody was called over it yet.',
  'doctor.ipv6.off': 'It is switched off on this PC; addresses of Phantom are IPv6 addresses.',
  'doctor.ipv6.off.cure':
    'Switch it on: "sysctl net.ipv6.conf.all.disable_ipv6=0", and take away ipv6.disable=1 where the kernel is started. The line needs no IPv6.',
  'doctor.ipv6.no-route': 'The line gave an IPv6 address, but no way out.',
  'doctor.ipv6.no-route.cure': 'Start the router anew. Until then IPv4 does.',
  'doctor.ipv6.silent': 'Nobody who is called over IPv6 answers, while others do over IPv4.',
  'doctor.ipv6.silent.cure':
    'The router or the provider breaks IPv6: start the router anew, or switch IPv6 off there. IPv4 does.',

  'doctor.multicast': 'Search on the local network:',
  'doctor.multicast.fine': 'Calls go out.',
  'doctor.multicast.off': 'Switched off in the settings.',
  'doctor.multicast.unknown': 'There is no IPv4 network.',
  'doctor.multicast.none': 'Calls to the local network (multicast) do not leave this PC.',
  'doctor.multicast.none.cure':
    'A firewall on this PC forbids them ("nft list ruleset"): allow UDP to 239.255.112.104, port 28776. Many guest Wi-Fis swallow them later on, which nothing shows here; an invite works everywhere.',

  'doctor.tun': 'Programs of this PC:',
  'doctor.tun.fine': 'Their packets are carried.',
  'doctor.tun.off': 'The settings say that this node only relays.',
  'doctor.tun.no-device': 'They are not carried: /dev/net/tun is missing.',
  'doctor.tun.no-device.cure':
    '"modprobe tun" as root makes it; in a container the host has to give it. Without it this node only relays.',
  'doctor.tun.no-ipv6': 'They are not carried, because IPv6 is switched off on this PC.',
  'doctor.tun.no-right': 'They are not carried, though there is a TUN device.',
  'doctor.tun.no-right.cure':
    'The node may not open it: run it as the service phantom-node, or with CAP_NET_ADMIN. "phantom log" has the reason.',
};
