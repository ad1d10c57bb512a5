/** English, of the dashboard's pages on hiding, addresses, paths, names, settings and upkeep. */
export const dashboardTexts = {
  'page.hidden': 'Hidden',
  'page.paths': 'Paths',
  'page.book': 'Book',
  'page.settings': 'Options',

  // What can be done about a warning.
  'cure.accept': 'Agree to fewer relays',
  'cure.restart': 'Restart the node',
  'cure.go overview': 'Overview',
  'cure.go hidden': 'Why nobody is hidden',
  'cure.go paths': 'Paths',
  'cure.go peers': 'Peers',
  'cure.go book': 'Names',
  'cure.go settings': 'To the options',
  'cure.go log': 'Log',
  'cure.go invite': 'Join by an invite',
  'cure.go system': 'System',

  'hidden.help':
    'How well this PC is hidden now, in the words that every page uses, and what that comes from: how many relays are in view, in how many networks of the Internet, and whether the first hops of your paths are settled. Below are the addresses by which others reach this PC. Give somebody an address, as text or as a picture; it does not say where this PC is. An open port lets in everybody who knows the address.',
  'hidden.waiting': 'Asking the node ...',
  'hidden.relays':
    '{count} relay is in view, in {prefixes} networks. | {count} relays are in view, in {prefixes} networks.',
  'hidden.off':
    'This node carries no programs of this PC: it has no network device for that, or the settings say so. {count} relay is in view, in {prefixes} networks. | This node carries no programs of this PC: it has no network device for that, or the settings say so. {count} relays are in view, in {prefixes} networks.',
  'hidden.hops': 'Paths have {count} hop. | Paths have {count} hops.',
  'hidden.firm': 'The first hops are settled.',
  'hidden.better.off':
    'To be hidden: switch on "Carry programs of this PC" on the page "Options". "phantom doctor" says whether the device is missing.',
  'hidden.better.none': 'Better with 3 relays: invite people whose PCs can be reached from outside.',
  'hidden.better.practice': 'Better with 6 relays: invite people whose PCs can be reached from outside.',
  'hidden.better.weak': 'Better with 20 relays in 8 networks: invite people who live elsewhere.',
  'hidden.better.fair': 'Better with 60 relays in 20 networks: invite people who live elsewhere.',
  'hidden.better.full':
    'More relays change little now. Leave this PC on: long paths of steady nodes hide best.',
  'hidden.accept.ask':
    'Make paths in the network as it is now? It gives less than it did before, which is what an attacker who cuts this PC off would make it look like.',
  'hidden.addresses': 'Addresses of this PC',
  'hidden.unmatched': 'Nothing has this in it. Delete some letters.',
  'hidden.found': 'Others find it.',
  'hidden.unfound': 'Others do not find it yet.',
  'hidden.fresh': 'Go out with a fresh one',
  'hidden.default': 'Go out with it',
  'hidden.remove': 'Remove it',
  'hidden.remove.ask': 'Remove {address} for good? Without a backup nobody can make it again.',
  'hidden.closed': 'No port of it is open: nothing that others begin comes in.',
  'hidden.open': 'Open to everybody who knows it: {ports}',
  'hidden.port': 'Port, as in 80 or 53/udp',
  'hidden.port.open': 'Open the port',
  'hidden.port.close': 'Close the port',
  'hidden.port.bad': 'Expected a port from 1 to 65535, as in 80 or 53/udp.',
  'hidden.label': 'Label of a new address, for you alone (may stay empty)',
  'hidden.new': 'Make a new address',
  'hidden.making':
    'Making an address: {tries} million tries; one million is usual, ten are possible. This page can be left meanwhile.',
  'hidden.made': 'The new address is {address}.',

  'paths.help':
    'The paths that this node has made for itself, the guard first, and how much it carries for others, of whom it knows nothing. Below are the ports that strangers may reach, and the traffic of the day.',
  'paths.count': '{count} path of {hops} hops | {count} paths of {hops} hops',
  'paths.count.ending': '{count} ending',
  'paths.day': 'Traffic of the last hour | Traffic of the last {count} hours',

  'book.help':
    'Names that you give to the addresses of others. Programs of this PC find them with ".phantom.alt" after the name, as in http://anna.phantom.alt/. They stay on this PC. Nothing in the Internet can ever have such a name; one that is mistyped is asked for at your name server, which then sees it.',
  'book.names': 'Names',
  'book.none': 'No name is in the address book.',
  'book.name': 'Name (a to z, digits, hyphens)',
  'book.address': 'Address (2001:25:...)',
  'book.add': 'Add it',
  'book.added': '{name} is {address} from now on.',
  'book.remove': 'Remove it',
  'book.remove.ask': 'Remove the name {name}?',
  'book.removed': '{name} is no longer in the address book.',
  'book.unresolved': 'Programs do not find these names: {why}.',

  'settings.help':
    'These are the most important settings of phantom.yaml, whose other lines and comments stay as they are. Space changes one. Some count at once, others after a restart of the node, which this page offers then.',
  'settings.unlisted': 'Stay unlisted, and relay for nobody',
  'settings.unlisted.why': 'Harder to find, but all it sends is then known to be its own.',
  'settings.network.port_mapping': 'Ask the router to let others in',
  'settings.network.port_mapping.why': 'The router learns that this PC waits at a port.',
  'settings.first_contact.lan': 'Search the local network',
  'settings.first_contact.lan.why': 'Machines there see that somebody calls.',
  'settings.first_contact.bittorrent': 'Meet in the DHT of BitTorrent',
  'settings.first_contact.bittorrent.why': 'Strangers everywhere see the address of this PC.',
  'settings.first_contact.cache': 'Remember nodes met before',
  'settings.first_contact.cache.why': 'Nothing is sent to anybody new.',
  'settings.tun.enabled': 'Carry programs of this PC',
  'settings.tun.enabled.why': 'Without it this node only relays, and hides nobody.',
  'settings.clock.set': "Let other nodes set this PC's own clock",
  'settings.clock.set.why': 'For PCs whose battery is empty.',
  'settings.log.level': 'How much is written to the log',
  'settings.locked':
    'Who may write phantom.yaml changes them: as root, "phantom dashboard" or "phantom config set".',
  'settings.now': 'Written, and in force now.',
  'settings.later': "Written. It counts from the node's next start.",
  'settings.waiting': "These count from the node's next start: {names}.",

  'system.restart': 'Restart the node',
  'system.restart.ask': 'Restart the node now? Connections of programs are held up until it has paths again.',
  'system.restarting': 'The node is being restarted.',
  'backup.text':
    'Back up the lasting addresses of this PC under a passphrase of at least 8 letters. Whoever has both is their owner.',
  'backup.passphrase': 'Passphrase',
  'backup.again': 'The same once more',
  'backup.differs': 'The two passphrases are not the same. Nothing was written.',
  'backup.stick': 'Back up to a stick',
  'backup.file': 'Back up to a file here',
  'backup.saved': 'The lasting addresses are in {place}. Whoever has it and the passphrase owns them.',
  'report.text':
    'A report for whoever helps you: verdicts, counts and the log, without keys, names and addresses.',
  'report.stick': 'Write a report to a stick',
  'report.file': 'Write a report to a file here',
  'report.saved': 'The report is in {place}. Read it before you give it away.',
};
