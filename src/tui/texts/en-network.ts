/** English, of the ways this PC reaches its network. */
export const networkTexts = {
  'network.how': 'This PC reaches its network',
  'network.kind.wired': 'by cable; the address comes by itself',
  'network.kind.wifi': 'by Wi-Fi',
  'network.kind.fixed': 'by cable, with an address that I type',
  'network.kind.none': 'not yet; a cable that is plugged in later is used at once',
  'network.later': 'The next page asks for what is needed.',
  'network.by-wifi':
    'Only a Wi-Fi card was found ({cards}). Choose Wi-Fi below, or plug in a wired USB adapter.',
  'network.not-here':
    "connection: only Phantom's disc sets up the network of its PC. This machine has a system of its own that does; leave the answer out.",

  'wifi.title': 'Wi-Fi',
  'wifi.list': 'Networks that this PC hears, strongest first',
  'wifi.list.scanning': 'Listening for networks ...',
  'wifi.list.empty': 'No network with that in its name.',
  'wifi.security.open': 'open',
  'wifi.security.psk': 'locked',
  'wifi.security.other': 'needs a login',
  'wifi.hidden': 'another one, which hides its name',
  'wifi.hidden.open': 'Empty if it has none.',
  'wifi.open':
    'This network is open. What Phantom sends is encrypted all the same; others nearby see only where it is sent.',
  'wifi.other':
    'This network asks for a login or an old protection (WEP), which this disc does not have. Choose another one, or a cable.',
  'wifi.field.ssid': 'Its name, letter by letter; large and small ones differ',
  'wifi.field.passphrase': 'Passphrase of the Wi-Fi {name}',
  'wifi.field.country': 'Country as two letters, as in DE (may stay empty)',
  'wifi.country.why':
    'It decides which channels the law allows. Empty: only those allowed everywhere. It is told to nobody.',
  'wifi.show': 'Show the passphrase',
  'wifi.connect': 'Connect',
  'wifi.stop': 'Stop',
  'wifi.listen': 'Listen again',
  'wifi.connecting': 'Connecting to {name} ... This can take half a minute.',
  'wifi.switched-off':
    'Wi-Fi is switched off by a switch or a key of this PC. Switch it on; this page notices.',
  'wifi.no-service': 'The Wi-Fi card is being made ready ...',
  'wifi.bad.none': 'Choose a network first, or type the name of one that hides it.',
  'wifi.bad.missing': 'This network needs its passphrase.',
  'wifi.bad.ssid': 'The name of a Wi-Fi has at most 32 letters; letters with accents count twice or more.',
  'wifi.bad.passphrase':
    'A Wi-Fi passphrase has 8 to 63 letters, figures and signs, without accents; this one has not.',
  'wifi.bad.country': 'A country is two letters, as in DE, FR or US; empty if you do not want to say.',
  'wifi.help':
    'Choose a network with the arrow keys and Enter. More bars mean a better signal; "locked" means that it needs a passphrase, which often stands on the router. Type the passphrase and choose "Connect". A network that is not in the list may be out of reach, may use a channel that is allowed in your country only (then fill in the country and choose "Listen again"), or hides its name (last line of the list). The passphrase stays in the memory of this PC and is gone when it is switched off. Your Wi-Fi card gets a random address at every start, so the router cannot recognise this PC; a card that cannot do so keeps its own.',

  'connect.good': 'Connected.',
  'connect.no-card': 'No network card for a cable was found.',
  'connect.no-service':
    'No Wi-Fi card is ready. One that needs special firmware may not work with this disc.',
  'connect.no-such-network':
    'No network named "{name}" is in reach. Large and small letters differ; one that hides its name must be chosen as such.',
  'connect.needs-passphrase': '"{name}" is not open: it needs a passphrase.',
  'connect.wrong-passphrase':
    'The passphrase of "{name}" is wrong. Large and small letters differ; "Show the passphrase" helps.',
  'connect.too-weak': '"{name}" is too weak here. Move this PC or its antenna closer to the router.',
  'connect.no-answer':
    '"{name}" does not let this PC in. Check the passphrase: with WPA3, and at some routers, a wrong one looks like this. Else the router may be busy or keep a list of who may enter.',
  'connect.no-answer.open':
    '"{name}" does not let this PC in. It may be busy, or keep a list of who may enter.',
  'connect.unsupported': '"{name}" uses a protection that this disc or this Wi-Fi card does not have.',
  'connect.stopped': 'Connecting was stopped.',
  'connect.failed': 'This did not work: {why}',

  'fixed.title': 'Fixed address',
  'fixed.card': 'Network card',
  'fixed.address4': 'IPv4 address with the length of the network, as in 192.168.1.5/24',
  'fixed.gateway4': 'Router for IPv4, as in 192.168.1.1',
  'fixed.address6': 'IPv6 address with the length of the network, as in 2001:db8::5/64',
  'fixed.gateway6': 'Router for IPv6, as in fe80::1',
  'fixed.no-dns':
    'What stays empty comes by itself if the network gives it. No name server is needed: Phantom asks nobody for names.',
  'fixed.use': 'Use these',
  'fixed.working': 'Setting the address ...',
  'fixed.bad.none': 'Type an IPv4 or an IPv6 address, or both.',
  'fixed.bad.only-gateway': 'A router alone is not enough: type the address of this PC as well.',
  'fixed.bad.address4': 'An IPv4 address is four numbers from 0 to 255, as in 192.168.1.5/24.',
  'fixed.bad.address6':
    'An IPv6 address is groups of figures and letters a to f with colons between, as in 2001:db8::5/64.',
  'fixed.bad.prefix4':
    'After the address a slash and the length of the network are missing: /24 is the same as 255.255.255.0.',
  'fixed.bad.prefix6': 'After the address a slash and the length of the network are missing: /64 is usual.',
  'fixed.bad.unusable': 'This address has a meaning of its own and cannot be the address of a PC.',
  'fixed.bad.gateway4': 'The router for IPv4 is four numbers from 0 to 255, without a slash.',
  'fixed.bad.gateway6': 'The router for IPv6 is an IPv6 address without a slash.',
  'fixed.bad.same': 'The router has an address of its own; this is that of this PC.',
  'fixed.bad.elsewhere':
    'This router is not in the network of the address: compare the numbers and the length after the slash.',
  'fixed.help':
    'Most networks give addresses by themselves; then go back and choose "by cable". Otherwise whoever looks after the network says which address this PC may have, and which one the router has. IPv4 and IPv6 can be given together, or one of them. The addresses are forgotten when this PC is switched off.',

  'summary.connection.wired': 'by cable',
  'summary.connection.wifi': 'Wi-Fi {name}',
  'summary.connection.fixed': 'fixed: {addresses}',
  'summary.connection.none': 'none yet',
};
