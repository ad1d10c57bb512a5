/** German, of the dashboard's pages on hiding, addresses, paths, names, settings and upkeep. */
export const pages = {
  'page.hidden': 'Schutz',
  'page.paths': 'Pfade',
  'page.book': 'Buch',
  'page.settings': 'Optionen',

  // What can be done about a warning.
  'cure.accept': 'Weniger Relais hinnehmen',
  'cure.restart': 'Knoten neu starten',
  'cure.go overview': 'Überblick',
  'cure.go hidden': 'Warum niemand verborgen ist',
  'cure.go paths': 'Pfade',
  'cure.go peers': 'Knoten',
  'cure.go book': 'Namen',
  'cure.go settings': 'Zu den Optionen',
  'cure.go log': 'Protokoll',
  'cure.go invite': 'Auf Einladung beitreten',
  'cure.go system': 'System',

  'hidden.help':
    'Wie gut dieser PC jetzt verborgen ist, in den Worten, die jede Seite benutzt, und woher das kommt: wie viele Relais in Sicht sind, in wie vielen Netzen des Internets, und ob die ersten Schritte Ihrer Pfade feststehen. Darunter stehen die Adressen, unter denen andere diesen PC erreichen. Geben Sie jemandem eine Adresse, als Text oder als Bild; sie sagt nicht, wo dieser PC ist. Ein offener Port lässt jeden herein, der die Adresse kennt.',
  'hidden.waiting': 'Der Knoten wird gefragt ...',
  'hidden.relays':
    '{count} Relais ist in Sicht, in {prefixes} Netzen. | {count} Relais sind in Sicht, in {prefixes} Netzen.',
  'hidden.off':
    'Dieser Knoten befördert keine Programme dieses PCs: das Netzgerät dafür fehlt, oder die Einstellungen sagen es so. {count} Relais ist in Sicht, in {prefixes} Netzen. | Dieser Knoten befördert keine Programme dieses PCs: das Netzgerät dafür fehlt, oder die Einstellungen sagen es so. {count} Relais sind in Sicht, in {prefixes} Netzen.',
  'hidden.hops': 'Pfade haben {count} Schritt. | Pfade haben {count} Schritte.',
  'hidden.firm': 'Die ersten Schritte stehen fest.',
  'hidden.better.off':
    'Um verborgen zu sein: schalten Sie "Programme dieses PCs befördern" auf der Seite "Optionen" ein. "phantom doctor" sagt, ob das Gerät fehlt.',
  'hidden.better.none': 'Besser mit 3 Relais: laden Sie Leute ein, deren PCs von außen erreichbar sind.',
  'hidden.better.practice': 'Besser mit 6 Relais: laden Sie Leute ein, deren PCs von außen erreichbar sind.',
  'hidden.better.weak': 'Besser mit 20 Relais in 8 Netzen: laden Sie Leute ein, die anderswo wohnen.',
  'hidden.better.fair': 'Besser mit 60 Relais in 20 Netzen: laden Sie Leute ein, die anderswo wohnen.',
  'hidden.better.full':
    'Mehr Relais ändern jetzt wenig. Lassen Sie diesen PC an: lange Pfade aus beständigen Knoten verbergen am besten.',
  'hidden.accept.ask':
    'Pfade im Netz machen, wie es jetzt ist? Es gibt weniger als zuvor, und genau so sähe es aus, wenn ein Angreifer diesen PC abschneidet.',
  'hidden.addresses': 'Adressen dieses PCs',
  'hidden.unmatched': 'Nichts hier enthält das. Löschen Sie einige Buchstaben.',
  'hidden.found': 'Andere finden sie.',
  'hidden.unfound': 'Andere finden sie noch nicht.',
  'hidden.fresh': 'Mit frischer hinaus',
  'hidden.default': 'Mit dieser hinaus',
  'hidden.remove': 'Entfernen',
  'hidden.remove.ask': '{address} für immer entfernen? Ohne Sicherung kann niemand sie wieder machen.',
  'hidden.closed': 'Keiner ihrer Ports ist offen: nichts, was andere beginnen, kommt herein.',
  'hidden.open': 'Offen für alle, die sie kennen: {ports}',
  'hidden.port': 'Port, wie 80 oder 53/udp',
  'hidden.port.open': 'Port öffnen',
  'hidden.port.close': 'Port schließen',
  'hidden.port.bad': 'Erwartet wird ein Port von 1 bis 65535, wie 80 oder 53/udp.',
  'hidden.label': 'Name einer neuen Adresse, nur für Sie (darf leer bleiben)',
  'hidden.new': 'Neue Adresse machen',
  'hidden.making':
    'Eine Adresse entsteht: {tries} Millionen Versuche; eine Million ist üblich, zehn sind möglich. Sie können die Seite inzwischen verlassen.',
  'hidden.made': 'Die neue Adresse ist {address}.',

  'paths.help':
    'Die Pfade, die dieser Knoten für sich gemacht hat, der Wächter zuerst, und wie viel er für andere befördert, von denen er nichts weiß. Darunter stehen die Ports, die Fremde erreichen dürfen, und der Verkehr des Tages.',
  'paths.count': '{count} Pfad mit {hops} Schritten | {count} Pfade mit {hops} Schritten',
  'paths.count.ending': '{count} endet | {count} enden',
  'paths.day': 'Verkehr der letzten Stunde | Verkehr der letzten {count} Stunden',

  'book.help':
    'Namen, die Sie den Adressen anderer geben. Programme dieses PCs finden sie mit ".phantom.alt" nach dem Namen, wie in http://anna.phantom.alt/. Sie bleiben auf diesem PC. Nichts im Internet kann je so einen Namen haben; nach einem vertippten wird Ihr Namensserver gefragt, der ihn dann sieht.',
  'book.names': 'Namen',
  'book.none': 'Im Adressbuch steht kein Name.',
  'book.name': 'Name (a bis z, Ziffern, Bindestriche)',
  'book.address': 'Adresse (2001:25:...)',
  'book.add': 'Eintragen',
  'book.added': '{name} ist von jetzt an {address}.',
  'book.remove': 'Entfernen',
  'book.remove.ask': 'Den Namen {name} entfernen?',
  'book.removed': '{name} steht nicht mehr im Adressbuch.',
  'book.unresolved': 'Programme finden diese Namen nicht: {why}.',

  'settings.help':
    'Das sind die wichtigsten Einstellungen aus phantom.yaml, deren andere Zeilen und Kommentare bleiben, wie sie sind. Die Leertaste ändert eine. Einige gelten sofort, andere nach einem Neustart des Knotens, den diese Seite dann anbietet.',
  'settings.unlisted': 'Nicht gelistet sein, nichts weiterleiten',
  'settings.unlisted.why': 'Schwerer zu finden, aber alles, was er sendet, ist dann erkennbar sein Eigenes.',
  'settings.network.port_mapping': 'Den Router bitten, andere hereinzulassen',
  'settings.network.port_mapping.why': 'Der Router erfährt, dass dieser PC an einem Port wartet.',
  'settings.first_contact.lan': 'Im lokalen Netz suchen',
  'settings.first_contact.lan.why': 'Geräte dort sehen, dass jemand ruft.',
  'settings.first_contact.bittorrent': 'Im DHT von BitTorrent treffen',
  'settings.first_contact.bittorrent.why': 'Fremde überall sehen die Adresse dieses PCs.',
  'settings.first_contact.cache': 'Früher getroffene Knoten merken',
  'settings.first_contact.cache.why': 'Nichts wird an jemand Neuen gesendet.',
  'settings.tun.enabled': 'Programme dieses PCs befördern',
  'settings.tun.enabled.why': 'Sonst leitet dieser Knoten nur weiter und verbirgt niemanden.',
  'settings.clock.set': 'Andere Knoten die Uhr dieses PCs stellen lassen',
  'settings.clock.set.why': 'Für PCs, deren Batterie leer ist.',
  'settings.log.level': 'Wie viel ins Protokoll kommt',
  'settings.share.mbit_per_second': 'Höchstens Mbit in der Sekunde für andere (leer: keine Grenze)',
  'settings.share.gigabytes_per_month': 'Höchstens Gigabyte im Monat insgesamt (leer: keine Grenze)',
  'settings.share': 'Beides schreiben',
  'settings.locked':
    'Wer phantom.yaml schreiben darf, ändert sie: als root, mit "phantom dashboard" oder "phantom config set".',
  'settings.now': 'Geschrieben, und es gilt sofort.',
  'settings.later': 'Geschrieben. Es gilt ab dem nächsten Start des Knotens.',
  'settings.waiting': 'Diese gelten ab dem nächsten Start des Knotens: {names}.',

  'system.restart': 'Knoten neu starten',
  'system.restart.ask':
    'Den Knoten jetzt neu starten? Verbindungen von Programmen stocken, bis er wieder Pfade hat.',
  'system.restarting': 'Der Knoten wird neu gestartet.',
  'backup.text':
    'Sichern Sie die dauerhaften Adressen dieses PCs unter einer Passphrase von mindestens 8 Buchstaben. Wer beides hat, dem gehören sie.',
  'backup.passphrase': 'Passphrase',
  'backup.again': 'Dieselbe noch einmal',
  'backup.differs': 'Die beiden Passphrasen sind nicht gleich. Nichts wurde geschrieben.',
  'backup.stick': 'Auf einen Stick sichern',
  'backup.file': 'Hier in eine Datei sichern',
  'backup.look': 'Sicherung auf Stick suchen',
  'backup.none':
    'Auf dem, was eingesteckt ist, liegt keine Sicherung von Adressen. Sie darf nicht in einem Ordner liegen.',
  'backup.found': 'Gefundene Sicherungen; oben die Passphrase tippen, der Stick kann heraus:',
  'backup.restore': 'Zurückholen',
  'backup.saved':
    'Die dauerhaften Adressen sind in {place}. Wer das und die Passphrase hat, dem gehören sie.',
  'report.text':
    'Ein Bericht für den, der Ihnen hilft: Befunde, Zahlen und das Protokoll, ohne Schlüssel, Namen und Adressen.',
  'report.stick': 'Bericht auf einen Stick schreiben',
  'report.file': 'Bericht hier in eine Datei schreiben',
  'report.saved': 'Der Bericht ist in {place}. Lesen Sie ihn, bevor Sie ihn weitergeben.',
};
