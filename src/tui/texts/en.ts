import { dashboardTexts } from './en-dashboard.js';
import { doctorTexts } from './en-doctor.js';
import { keyTexts } from './en-keys.js';
import { mediumTexts } from './en-medium.js';
import { networkTexts } from './en-network.js';
import { ownTexts } from './en-own.js';
import { shareTexts } from './en-share.js';
import { stickTexts } from './en-sticks.js';

/**
 * English, from which the other languages are made: a text that is added here, or in a file of its own that is spread in
 * below, has to be added to every language before anything compiles (`es/`, `fr/` and so on). Plain words, short sentences; no technical word where an everyday one does.
 */
export const en = {
  code: 'en',
  name: 'English',
  forms: 2,
  plural: (count: number) => (count === 1 ? 0 : 1),
  texts: {
    ...dashboardTexts,
    ...doctorTexts,
    ...keyTexts,
    ...networkTexts,
    ...stickTexts,
    ...ownTexts,
    ...shareTexts,
    ...mediumTexts,
    'time.seconds': '{seconds} s',
    'time.minutes': '{minutes} min',
    'time.hours': '{hours} h {minutes} min',
    'time.days': '{days} d {hours} h',

    // The state of the connection, and why.
    'state.starting': 'Starting',
    'state.alone': 'Not connected',
    'state.joining': 'Joining the network',
    'state.connected': 'Connected',
    'why.starting': 'The node is starting.',
    'why.no-network': 'This PC has no network address. Check the cable and the router.',
    'why.no-source':
      'Nobody to ask: searching the local network is off, and no invite and no remembered node is there.',
    'why.nobody-found': 'No other node has been found yet. The search goes on by itself.',
    'why.nobody-answers':
      'Other nodes are known, but none answers yet. They may be switched off or out of reach; trying goes on.',
    'why.finding-neighbours': 'Linked to another node; getting to know the neighbours.',
    'why.ok': 'Linked, and the neighbours know this node.',

    'isolated.remembered-gone':
      'Isolated? None of the {count} nodes met before answers, only others do. Somebody may be keeping you away from them.',
    'isolated.remembered-gone.cure': 'An invite from somebody you trust shows whether it is so.',
    'isolated.lan-only': 'Isolated? All linked nodes are on the local network, and none beyond it.',
    'isolated.lan-only.cure': 'An invite from elsewhere leads out, if the router lets this PC out.',
    'isolated.one-network':
      "Isolated? Most linked nodes are in one network of the Internet, so they may all be one attacker's.",
    'isolated.one-network.cure': 'Invites from elsewhere show whether there are others.',
    'isolated.few':
      'Isolated? Only {count} other node is known. | Isolated? Only {count} other nodes are known.',
    'isolated.few.cure':
      'Either the network is as small, or others are kept away; an invite from elsewhere shows it.',
    'isolated.one-entrance':
      'Isolated? All {count} known nodes were told by one first contact, which may show you a network of its own.',
    'isolated.one-entrance.cure': 'A second invite, from somebody else, shows whether it is so.',

    'facts.anonymity': 'Anonymity',
    'facts.reachability': 'Reachability',
    'reach.unknown': 'It is not known yet whether others reach this node from outside.',
    'reach.reachable': 'Others reach this node from outside, as nodes in {count} networks found.',
    'reach.unreachable':
      'Others do not reach this node from outside, as nodes in {count} networks found: links that it opens itself carry everything.',
    'reach.introduced':
      '{count} neighbour introduces others to it. | {count} neighbours introduce others to it.',
    'reach.pcp': 'The router opened a port for it (PCP).',
    'reach.nat-pmp': 'The router opened a port for it (NAT-PMP).',
    'reach.upnp': 'The router opened a port for it (UPnP).',
    'reach.port-per-peer': 'The router shows another port to each peer, so that introductions seldom help.',
    'anonymity.off': 'none yet: this node links, it hides nobody',
    'anonymity.none':
      'No anonymity yet: {count} other relay is in view, and 3 are needed. | No anonymity yet: {count} other relays are in view, and 3 are needed.',
    'anonymity.practice': 'Practice: two relays together can name you.',
    'anonymity.weak':
      'Weak: {count} relay in {prefixes} networks. | Weak: {count} relays in {prefixes} networks.',
    'anonymity.fair':
      'Fair: {count} relay in {prefixes} networks. | Fair: {count} relays in {prefixes} networks.',
    'anonymity.full':
      'Full, as far as this network goes: {count} relay in {prefixes} networks. | Full, as far as this network goes: {count} relays in {prefixes} networks.',
    'anonymity.lan': 'Most are on one LAN, and who watches this LAN sees all.',
    'anonymity.fewer':
      'There was more ({best}), for a day or longer. A network that shrinks looks like an attacker who cuts this PC off, so there are no new paths until you agree: "phantom paths accept".',
    'anonymity.guards':
      'No guard can be reached. Others are taken slowly, so that nobody gains by making them fail.',
    'anonymity.unkept':
      'The first hops cannot be written to the state directory, and would be forgotten at the next start; there are no new paths until they can.',
    'anonymity.provisional': 'The first hops are provisional: the network has not been seen for a day yet.',
    'level.none': 'none',
    'level.practice': 'practice',
    'level.weak': 'weak',
    'level.fair': 'fair',
    'level.full': 'full',

    'tunnels.none': 'No tunnel is open.',
    'tunnels.looking': 'looking',
    'tunnels.opening': 'opening',
    'tunnels.open': 'open',
    'tunnels.unreachable': 'unreachable',
    'tunnels.idle': 'closed',
    'tunnels.column.other': 'WITH',
    'tunnels.column.state': 'STATE',
    'tunnels.column.for': 'FOR',
    'tunnels.column.joins': 'JOINS',
    'tunnels.column.rtt': 'ROUND TRIP',
    'tunnels.column.in': 'IN',
    'tunnels.column.out': 'OUT',
    'tunnels.own': 'From {address}',
    'expose.none': 'No port is exposed: nothing that others begin comes in.',
    'expose.one': 'Exposed: {port} of {address}',
    'expose.added': 'Port {port} of {address} can be reached now.',
    'expose.there': 'Port {port} of {address} could be reached already.',
    'expose.removed': 'Port {port} of {address} is closed again.',
    'expose.not-there': 'Port {port} of {address} was not exposed.',

    'paths.none': 'No path is open.',
    'paths.exit': 'exit',
    'paths.entry': 'entry',
    'paths.ending': ', ending',
    'paths.column.kind': 'KIND',
    'paths.column.age': 'AGE',
    'paths.column.left': 'ENDS IN',
    'paths.column.rtt': 'ROUND TRIP',
    'paths.column.hops': 'HOPS, THE GUARD FIRST',
    'paths.building': '{count} path is being built. | {count} paths are being built.',
    'paths.wait.hops': 'Paths wait: there is nobody for one of the places on them yet.',
    'paths.wait.guards': 'Paths wait for a guard.',
    'paths.wait.unkept': 'Paths wait until those who were chosen are written to the state directory.',
    'paths.relayed': 'Relayed for others: {counts}.',
    'paths.relayed.none': 'nothing',
    'paths.accepted': 'Agreed. Paths are made in the network as it is now.',
    'paths.nothing-to-accept': 'There is nothing to agree to: the network gives no less than it did.',

    'lookup.found':
      'Node {node}: {endpoints}\nIts record is good until {date} UTC; node {from} gave it, over a chain of {hops}.',
    'lookup.nowhere': 'no address that others may dial',
    'lookup.nobody': 'Nobody keeps a record of node {node}: it is not there, or does not want to be found.',
    'lookup.asked': '{asked} nodes were asked, {silent} of them in vain, in {seconds} s.',
    'lookup.answered': 'answered',
    'lookup.silent': 'silent',
    'lookup.waiting': 'no longer waited for',
    'lookup.column.strand': 'strand',
    'lookup.column.hops': 'hops',
    'lookup.column.node': 'node',
    'lookup.column.address': 'address',
    'lookup.column.state': 'state',
    'lookup.column.took': 'took',
    'peers.beyond':
      '{contacts} more are known, {view} of them drawn by chance; {keepers} nodes keep our record.',
    'peers.size': 'By how densely they lie, the network has about {nodes} nodes.',

    'source.cache': 'nodes met before',
    'source.list': 'list in the settings',
    'source.invite': 'invite',
    'source.lan': 'local network',
    'source.bittorrent': 'DHT of BitTorrent',
    'source.peer': 'other nodes',
    'source.incoming': 'came by itself',

    'step.identity': "Making this node's identity",
    'step.socket': 'Opening the network port',
    'step.contact': 'Looking for other nodes',
    'step.link': 'Linking to them',
    'step.database': 'Getting to know the neighbours',

    'count.identity': '{count} try | {count} tries',
    'count.socket': 'port {count}',
    'count.contact': '{count} found',
    'count.link': '{count} link | {count} links',
    'count.database': '{count} neighbour | {count} neighbours',

    'peers.linked': '{count} node linked | {count} nodes linked',
    'peers.linking': '{count} link being made | {count} links being made',
    'peers.known': '{count} known',
    'peers.none': 'No node is linked.',
    'peers.node': 'NODE',
    'peers.address': 'ADDRESS',
    'peers.for': 'LINKED FOR',
    'peers.rtt': 'ROUND TRIP',
    'peers.in': 'RECEIVED',
    'peers.out': 'SENT',
    'peers.source': 'KNOWN BY',
    'peers.pending': 'linking',

    'facts.node': 'Node',
    'facts.network': 'Network',
    'facts.peers': 'Peers',
    'facts.known': 'Nodes known',
    'facts.received': 'Received',
    'facts.sent': 'Sent',
    'facts.running': 'Running for',
    'facts.time': 'Network time',
    'time.none': 'not yet',
    'time.date': '{date} UTC.',
    'time.unasked': "By this PC's own clock: no other node was asked yet.",
    'time.agreed': 'Of the networks whose nodes were asked, {agreeing} of {voices} agree.',
    'time.behind': "This PC's own clock is {duration} behind.",
    'time.ahead': "This PC's own clock is {duration} ahead.",
    'facts.port': '{node}, UDP port {port}',
    'facts.channel.public': '{name} (anybody can join it)',
    'facts.channel.passphrase': '{name} (by passphrase, mark {mark})',
    'facts.channel.invite': '{name} (by invite, mark {mark})',
    'facts.channel.unlisted': '{network}; this node is unlisted',
    'facts.channel.passphrase.alone':
      'Nobody answers: nobody is there, or this passphrase is not theirs, which looks the same from here. Compare marks with a member: {mark} must be shown there, too ("phantom status").',
    'facts.channel.foreign':
      'On the local network somebody calls for another network, or for this one under another passphrase.',
    'facts.traffic': '{total}, now {rate}',
    'facts.sources': 'First contact',
    'facts.found': '{source}: {found} found, {linked} linked',
    'facts.off': '{source}: off',
    'facts.dropped': 'Dropped',
    'facts.dropped.none': 'nothing',
    'facts.for': '{state}, for {duration}',

    'address.none': 'This PC has no address yet. "phantom address new" makes one.',
    'address.lasting': 'lasting',
    'address.fresh': 'for this start',
    'address.default': ', default',
    'address.column.address': 'ADDRESS',
    'address.column.kind': 'KIND',
    'address.column.kept': 'FOUND',
    'address.found': 'yes',
    'address.unfound': 'not yet',
    'address.column.label': 'LABEL',
    'address.working': 'Still at it: {tries} million tries; one million is usual, ten are possible.',
    'address.chosen': 'Programs go out with {address} from now on.',
    'address.chosen.fresh': 'Programs go out with a fresh address at every start.',
    'address.removed': '{address} is gone. What is published of it ends within four hours.',
    'address.saved': 'The lasting addresses are in {file}. Whoever has it and the passphrase owns them.',
    'address.restored': '{count} address was restored. | {count} addresses were restored.',
    'address.there':
      '{count} was here already and stays as it is. | {count} were here already and stay as they are.',
    'passphrase.ask': 'Passphrase: ',
    'passphrase.again': 'Once more: ',
    'invite.file.unread': 'The invite file {file} cannot be read ({why}).',
    'invite.file.not-an-invite-file':
      'This is no invite file: those are short texts that begin with "phantom invite file 1".',
    'invite.file.unknown-version': 'This invite file was made by a newer Phantom than this one.',
    'invite.file.cut-off': 'The end of this invite file is missing. Copy it again.',
    'invite.file.changed': 'This invite file is damaged: its checksum does not fit. Copy it again.',
    'invite.file.no-nodes': 'This invite file is whole, but holds no invite that could be used.',
    'invite.file.bad-line': 'Line {line} of this invite file is damaged. Copy it again.',
    'invite.file.good': 'This file names {count} node. | This file names {count} nodes.',
    'invite.file.written':
      '{file} names {count} node. Give it to somebody you trust. | {file} names {count} nodes. Give it to somebody you trust.',
    'channel.column.name': 'NETWORK',
    'channel.column.kind': 'OPEN TO',
    'channel.column.mark': 'MARK',
    'channel.column.node': 'NODE',
    'channel.kind.public': 'whoever knows the name',
    'channel.kind.passphrase': 'whoever knows the passphrase',
    'channel.kind.invite': 'whoever has its key',
    'channel.main': 'main, ',
    'channel.off': 'not running',
    'channel.made': 'The network "{name}" is made, open to {kind}. Its mark is {mark}: members see the same.',
    'channel.joined':
      'The network "{name}" is entered here, open to {kind}. Its mark is {mark}: members see the same.',
    'channel.start':
      'Its node starts, now and with the system, by: systemctl enable --now phantom-node@{instance}',
    'channel.start.user': 'Its node is started by: phantom run --channel {name}',
    'channel.restart': 'The main node is in it from its next start on: systemctl restart phantom-node',
    'channel.restart.user': 'The main node is in it from its next start on.',
    'channel.next.passphrase':
      'Tell others the name and, by a way that nobody else hears, the passphrase. "phantom invite --channel {name}" leads them to this node.',
    'channel.next.invite':
      'To let others in, give them what "phantom invite --channel {name} --with-key" prints, by a way that nobody else sees.',
    'channel.named':
      'Commands speak to it with --channel {name}. Programs go by it to the addresses that "phantom channel reach" names, and to no others.',
    'channel.left': 'The network "{name}" is forgotten here, with everything that was of its node.',
    'channel.reached': 'It counts from the next start of the main node and of that of "{name}".',
    'invite.apart.passphrase':
      'It leads to this node of the network "{name}", and only who knows its passphrase gets in: tell it by another way.',
    'invite.apart.invite':
      'It leads to this node of the network "{name}", whose key is not in it: give that by another way ("phantom channel show-key"), or the longer form (--with-key).',
    'invite.with-key':
      'The key of the network "{name}" is in it: whoever sees it can join that network and read what is said there.',
    'entry.not-an-invite':
      'An invite with the key of a network was expected (it begins with phk1), or the path of an invite file.',
    'entry.truncated': 'The end of this invite is missing: {count} letters are too few.',
    'entry.mistyped': 'There is a slip in this invite, or its end is missing: its checksum does not fit.',
    'entry.unknown-version': 'This invite was made by a newer Phantom than this one.',
    'entry.no-endpoint': 'This invite holds no address that could be called.',
    'entry.public-file':
      '{file} is of a public network, whose name is all that one must know: "phantom channel join NAME --public".',
    'join.started': 'Trying {endpoint}. "phantom status" shows how it goes.',

    // Keys at the bottom of the screens.
    'key.choose': 'Choose',
    'key.change': 'Change',
    'key.move': 'Move',
    'key.next': 'Next field',
    'key.back': 'Back',
    'key.help': 'Help',
    'key.close': 'Close',
    'key.any': 'Any key closes this.',
    'key.pages': 'Pages',
    'key.scroll': 'Scroll',
    'key.quit': 'Leave',
    'help.title': 'Help: {page}',
    'help.redraw': 'If the screen looks broken, Ctrl+L draws it again.',
    'button.continue': 'Continue',
    'button.back': 'Back',
    'button.again': 'Try again',
    'button.yes': 'Yes',
    'button.no': 'No',

    // One line at a time.
    'plain.how': '(Type a number and Enter. Enter alone says this again, b goes back, ? explains.)',
    'plain.number': 'Please type a number from 1 to {count}, b, or ?.',
    'plain.type': '{label}: type it and Enter. Enter alone keeps it, - empties it.',
    'plain.search': '{label}: type a part of the name and Enter. Enter alone keeps it.',
    'plain.pick': 'Type its number and Enter. Enter alone keeps it.',
    'plain.many': '{count} match. Type more of the name.',
    'plain.pages': 'To the page "{page}"',

    // Wizard: frame.
    'wizard.title': 'Set up this node',
    'wizard.step': 'Step {at} of {of}',
    'wizard.small':
      'This screen has {columns} columns and {rows} rows. 80 by 24 are needed; make the window larger.',

    'memory.title': 'Little memory',
    'memory.text':
      'This PC has {have} MB of memory. Phantom needs 512 MB to run well from the disc. It may still work, slowly; if it stops with an error, more memory is the cure.',
    'memory.help':
      'The disc keeps everything in memory and uses no swap, so that nothing is ever written to the disks of this PC. With little memory there may be no room for the node.',

    'elsewhere.title': 'Set up on another console',
    'elsewhere.text': 'This node is being set up on the console {tty}.',
    'elsewhere.offer':
      'You can go on here instead. What was answered there is kept, and that console shows this message then.',
    'elsewhere.take': 'Set it up here',
    'elsewhere.help':
      'Two consoles never change one set of answers at the same time. Whoever takes over goes on where the other one was.',

    'keyboard.title': 'Language and keyboard',
    'keyboard.intro': 'Welcome to Phantom. Choose your language, and the keyboard of this PC.',
    'keyboard.language': 'Language',
    'keyboard.list': 'Keyboard (type to search)',
    'keyboard.none': 'Nothing here has this in its name. Delete some letters.',
    'keyboard.try': 'Try it: type here',
    'keyboard.applying': 'Switching the keyboard to {name} ...',
    'keyboard.applied': 'The keyboard is now: {name}.',
    'keyboard.failed': 'The keyboard could not be switched: {why}',
    'keyboard.serial':
      'You are on a serial line: here your own keyboard counts. This sets the keyboard of the PC itself.',
    'keyboard.help':
      'Move with the arrow keys or type a part of the name, then press Enter: the keyboard is switched at once. Type a few letters in the line below to see whether it is the right one, above all y, z, / and @. Passwords are typed with this keyboard later on.',

    'network.title': 'Network',
    'network.intro': 'Phantom reaches other nodes through your network. The address comes by itself.',
    'network.reading': 'Looking at the network cards ...',
    'network.no-card':
      'No network card was found. A card that needs special firmware may not be on this disc; a wired USB adapter often helps.',
    'network.only-wireless':
      'Only a Wi-Fi card was found ({cards}). Only the disc connects it: please plug in a cable, or a wired USB adapter.',
    'network.no-cable': 'No cable is plugged in ({cards}). Plug one in; this page notices.',
    'network.waiting': 'Connected. Waiting for an address from your router ({seconds} s) ...',
    'network.no-answer':
      'Nobody has given this PC an address for {seconds} s. Is the router switched on, and the other end of the cable in it? "Try again" asks once more.',
    'network.ready': 'The network works: this PC has the address {addresses}.',
    'network.card': 'Card',
    'network.link': 'Cable',
    'network.address': 'Address',
    'network.link.yes': 'plugged in',
    'network.link.no': 'not plugged in',
    'network.link.wireless': 'Wi-Fi',
    'network.without': 'Go on without a network',
    'network.without.warning':
      'Without a network this node finds nobody. You can go on; it starts to search as soon as there is a network.',
    'network.clock': "Let other nodes set this PC's own clock",
    'network.clock.why':
      'Old PCs forget the date when their battery is empty. Phantom does not need it; programs that talk to the Internet do.',
    'network.help':
      'Plug a network cable into this PC and into your router. The router gives an address by itself (DHCP); this usually takes a few seconds. Where that does not work, choose Wi-Fi or a fixed address with the arrow keys and Enter, as far as this PC has them; the next page then asks for what is needed. Nothing is sent to anybody else at this point.',

    'which.title': 'Which network',
    'which.intro': 'There can be many networks, apart from each other. This node is to be in',
    'which.public': 'a public one',
    'which.passphrase': 'one by passphrase',
    'which.invite': 'one by invite',
    'which.public.shows':
      'Anybody can join it, list its nodes with their addresses on the Internet, and knock at them. Most are here, and among many you are hidden best.',
    'which.passphrase.shows':
      'Only who knows name and passphrase gets in, and those see each other; to all others its nodes are noise. Few hide you less well than many. Whoever records what nodes send can try passphrases, so take a long one.',
    'which.invite.shows':
      'Only who was given its key gets in, and those see each other; to all others its nodes are noise. Nobody can guess the key, but every member can pass it on. Few hide you less well than many.',
    'which.field.channel': 'Name',
    'which.field.passphrase': 'Passphrase',
    'which.field.key': 'Invite with the key (or a file, beginning with /)',
    'which.channel.bad': 'A name has 1 to 64 letters, digits, dots, hyphens and underscores, and no blanks.',
    'which.passphrase.good': 'Long enough. Whoever types the same makes or joins the same network.',
    'which.passphrase.short':
      'At least {least} characters, {count} so far. Five words drawn by chance are good. It can be read while you type.',
    'which.kept': 'The key is here already; type the passphrase only to change it.',
    'which.key.kept': 'The key of "{name}" is here already; nothing need be typed.',
    'which.key.good': 'This lets into the network "{name}".',
    'which.key.apart':
      'The key of the network "{name}" is not in this file. Choose a network by passphrase above if it is one; else ask for an invite with the key.',
    'which.missing.passphrase': 'The passphrase of the network is missing: go back and type it.',
    'which.missing.invite': 'The invite with the key of the network is missing: go back and type it.',
    'which.help':
      'The public network is right unless somebody told you otherwise. A network by passphrase is made by whoever types its name and passphrase first, and joined by everybody who types the same; a slip leads into an empty network, which looks as if nobody were there. Members compare the mark that "phantom status" shows: the same mark means the same network. For a network by invite a member gives you what "phantom invite --with-key" prints; it begins with phk1. The key is kept on this PC, the passphrase is not. A node has one identity per network, and nothing of one is used in another. A machine can be in several networks at once: "phantom channel" on the command line does that.',

    'contact.title': 'How to find other nodes',
    'contact.intro': 'Without a central server, your node must meet one other to hear of more.',
    'contact.lan': 'Search the local network',
    'contact.lan.shows':
      'Shows to machines on your local network that somebody calls. Only nodes of this network can read it.',
    'contact.bittorrent': 'Meet in the DHT of BitTorrent',
    'contact.bittorrent.shows':
      'Shows this PC to strangers everywhere; those who know the name of this network can tell that it takes part.',
    'contact.invite': 'Invite from somebody you know (may stay empty)',
    'contact.invite.shows': 'Shows to whoever watches your line, and to that node, that this PC talks to it.',
    'contact.invite.file': 'A file with invites; it is read when you go on.',
    'contact.invite.good': 'This is an invite to {endpoint}.',
    'contact.invite.truncated':
      'An invite begins with ph1 and has 71 or 90 letters and digits; {count} so far.',
    'contact.invite.not-an-invite': 'This is not an invite: those begin with ph1.',
    'contact.invite.mistyped':
      'There is a slip in it: compare it letter by letter. The letters b, i and o never occur.',
    'contact.invite.unknown-version': 'This invite comes from a newer version of Phantom than this disc.',
    'contact.invite.no-endpoint': 'This invite holds no address that could be called.',
    'contact.nobody':
      'With both searches off and no invite, this node can only wait until somebody else finds it. That is allowed.',
    'contact.help':
      'Three ways to meet: a call on the local network finds nodes in the same house. The DHT of BitTorrent is a list kept by millions of strangers, with nobody in charge: this node asks there for others, and leaves word if it can be reached. Some servers of BitTorrent show the way in. It works without knowing anybody, but whoever wants to can list there who takes part. An invite is a line that another node shows (page "Invite" of its dashboard, or "phantom invite"); it holds the address and the key of that node. Copy it letter by letter; large and small letters make no difference. Instead of an invite the line may hold the path of an invite file, beginning with /, which names up to three nodes; "Look for an invite file on a stick" finds one on a USB stick or a CD that you plug in besides this disc, opened for reading only. You can add an invite later, too.',

    'summary.title': 'Is this right?',
    'summary.intro':
      'Nothing has been changed so far except keyboard and network. This is what will be done:',
    'summary.keyboard': 'Keyboard',
    'summary.network': 'Network',
    'summary.clock': "PC's clock",
    'summary.clock.set': 'set by the time that other nodes agree on',
    'summary.clock.left': 'left as it is',
    'summary.which': 'Member of',
    'summary.which.public': '{name} (public)',
    'summary.which.passphrase': '{name} (by passphrase)',
    'summary.which.invite': '{name} (by invite)',
    'summary.lan': 'Local search',
    'summary.bittorrent': 'BitTorrent',
    'summary.invite': 'Invite',
    'summary.on': 'on',
    'summary.off': 'off',
    'summary.no-invite': 'none',
    'summary.no-network': 'none yet',
    'summary.plan': 'Then:',
    'summary.go': 'Set up now',
    'summary.help':
      'Check the answers. Esc goes back to change them; nothing is lost by that. "Set up now" writes the settings and starts the node. Running from the disc, everything is kept in memory only and is gone after switching off.',

    'plan.settings': 'write the settings to {file}',
    'plan.service': 'start the node, now and at every start of this system',
    'plan.join': 'join the network and show how it goes',

    'joining.title': 'Joining the network',
    'joining.settings': 'Writing the settings',
    'joining.service': 'Starting the node',
    'joining.failed': 'This did not work: {why}',
    'joining.wait': 'Waiting for the node to answer ...',
    'joining.identity':
      'The first start takes a while: the identity costs some computing, so that nobody can have thousands.',
    'joining.search': 'The search goes on by itself, even when you leave this page.',
    'joining.done': 'Done: this node is part of the network.',
    'joining.nobody': 'It carries no programs yet, so it hides nobody.',
    'joining.unmarked':
      'The node works, but the questions will come again after the next start: this PC cannot note that it is set up ({why}). Press once more to go on.',
    'joining.foundUs': 'others found us',
    'joining.dashboard': 'Go to the dashboard',
    'joining.leave': 'Go on while it searches',
    'joining.change': 'Change the answers',
    'joining.help':
      'These are the real steps of the node. Identity: a key that only this PC has. Then it looks for other nodes, links to them under encryption, and makes itself known to those whose number is near its own. "Go on while it searches" leads to the dashboard, where the search goes on.',

    // Dashboard.
    'dashboard.title': 'Phantom',
    'dashboard.away': 'no answer from the node',
    'dashboard.connecting': 'Asking the node ...',
    'dashboard.down': 'The node is not running; trying again every second.',
    'dashboard.down.help':
      'Started by hand: "phantom run". On the disc it starts by itself within seconds; if it does not, look at the log page after a restart.',
    'page.overview': 'Overview',
    'page.peers': 'Peers',
    'page.log': 'Log',
    'page.invite': 'Invite',
    'page.system': 'System',
    'peers.range': '{from} to {to} of {count}',
    'log.waiting': 'Asking for the log ...',
    'dashboard.help':
      'Left and Right, or the numbers 1 to {count}, change the page. Up and Down scroll or move. Esc goes to the first page.',
    'overview.help':
      'The first lines say whether this node is part of the network, and if not, why. "Dropped" counts bad or foreign packets that were thrown away; some are normal on every network.',
    'peers.help':
      'Every node this one is linked to: its short name, its address, how long the link has lasted, how long a message takes there and back, and who told of it.',
    'log.help':
      'The last lines of the node. They hold no keys, no content and no destinations, so they may be shown to others.',
    'log.empty': 'The log is empty.',
    'invite.own': 'Invite somebody',
    'invite.own.text':
      'Give this line to somebody you trust, on paper or by any other way. It holds the address and the key of this node, so whoever sees it knows that a node is here.',
    'invite.make': 'Show an invite to this node',
    'invite.qr': 'Show it as a QR code',
    'invite.qr.how': 'For the camera of a telephone. Any key closes this.',
    'invite.qr.small':
      'This screen is too small for the QR code, which needs {columns} columns and {rows} rows. The line that it stands for says the same.',
    'invite.join': 'Join by an invite',
    'invite.join.field': 'Invite',
    'invite.join.button': 'Join',
    'invite.joined': 'Trying {endpoint}. The page "Overview" shows how it goes.',
    'invite.help':
      'An invite names one node. Who types it in links to that node and learns of others through it. Large and small letters make no difference.',
    'system.again': 'Set up again',
    'system.again.ask':
      'Go through the questions again? The node keeps running meanwhile, and your answers are offered as they are.',
    'system.reboot': 'Restart this PC',
    'system.reboot.ask':
      'Restart this PC now? Running from the disc, everything is forgotten, and it starts with the first question.',
    'system.off': 'Shut down this PC',
    'system.off.ask': 'Shut down this PC now? Running from the disc, everything is forgotten.',
    'system.going': 'Please wait ...',
    'system.failed': 'This did not work: {why}',
    'system.none':
      'There is nothing to do here: shutting down and setting up again are offered to root on the disc only.',
    'system.help':
      'Running from the disc, this node lives in memory only: after switching off, nothing of it is left on this PC.',
  },
} as const;
