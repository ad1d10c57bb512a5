/** German, of the ways this PC reaches its network. */
export const network = {
  'network.how': 'Dieser PC erreicht sein Netz',
  'network.kind.wired': 'mit Kabel; die Adresse kommt von selbst',
  'network.kind.wifi': 'mit WLAN',
  'network.kind.fixed': 'mit Kabel und einer Adresse, die ich eintippe',
  'network.kind.none': 'noch nicht; ein später eingestecktes Kabel wird sofort benutzt',
  'network.later': 'Die nächste Seite fragt, was dafür nötig ist.',
  'network.by-wifi':
    'Nur eine WLAN-Karte gefunden ({cards}). Wählen Sie unten WLAN, oder stecken Sie einen USB-Adapter mit Kabel ein.',
  'network.not-here':
    'connection: nur die Disc von Phantom richtet das Netz ihres PCs ein. Dieser Rechner hat ein eigenes System, das es tut; lassen Sie die Antwort weg.',

  'wifi.title': 'WLAN',
  'wifi.list': 'Netze, die dieser PC hört, das stärkste zuerst',
  'wifi.list.scanning': 'Netze werden gesucht ...',
  'wifi.list.empty': 'Kein Netz hat das im Namen.',
  'wifi.security.open': 'offen',
  'wifi.security.psk': 'gesichert',
  'wifi.security.other': 'mit Anmeldung',
  'wifi.hidden': 'ein anderes, das seinen Namen verbirgt',
  'wifi.hidden.open': 'Leer, wenn es keine hat.',
  'wifi.open':
    'Dieses Netz ist offen. Was Phantom sendet, ist trotzdem verschlüsselt; andere in der Nähe sehen nur, wohin es geht.',
  'wifi.other':
    'Dieses Netz verlangt eine Anmeldung oder einen alten Schutz (WEP), was diese Disc nicht kann. Wählen Sie ein anderes, oder ein Kabel.',
  'wifi.field.ssid': 'Sein Name, Zeichen für Zeichen; groß und klein zählt',
  'wifi.field.passphrase': 'Passphrase des WLANs {name}',
  'wifi.field.country': 'Land als zwei Buchstaben, wie DE (darf leer bleiben)',
  'wifi.country.why':
    'Davon hängt ab, welche Kanäle das Gesetz erlaubt. Leer: nur die überall erlaubten. Niemand erfährt es.',
  'wifi.show': 'Passphrase zeigen',
  'wifi.connect': 'Verbinden',
  'wifi.stop': 'Abbrechen',
  'wifi.listen': 'Neu suchen',
  'wifi.connecting': 'Verbinden mit {name} ... Das kann eine halbe Minute dauern.',
  'wifi.switched-off':
    'Das WLAN ist durch einen Schalter oder eine Taste dieses PCs ausgeschaltet. Schalten Sie es ein; diese Seite merkt es.',
  'wifi.no-service': 'Die WLAN-Karte wird vorbereitet ...',
  'wifi.bad.none': 'Wählen Sie erst ein Netz, oder tippen Sie den Namen eines, das ihn verbirgt.',
  'wifi.bad.missing': 'Dieses Netz braucht seine Passphrase.',
  'wifi.bad.ssid':
    'Der Name eines WLANs hat höchstens 32 Buchstaben; Umlaute und Akzente zählen doppelt oder mehr.',
  'wifi.bad.passphrase':
    'Die Passphrase eines WLANs hat 8 bis 63 Buchstaben, Ziffern und Zeichen, ohne Umlaute und Akzente; diese nicht.',
  'wifi.bad.country':
    'Ein Land hat zwei Buchstaben, wie DE, FR oder US; leer, wenn Sie es nicht sagen wollen.',
  'wifi.help':
    'Wählen Sie ein Netz mit den Pfeiltasten und Enter. Mehr Balken heißen besserer Empfang; "gesichert" heißt, dass es eine Passphrase braucht, die oft auf dem Router steht. Tippen Sie die Passphrase, und wählen Sie "Verbinden". Ein Netz, das nicht in der Liste steht, ist vielleicht außer Reichweite, benutzt einen Kanal, der nur in Ihrem Land erlaubt ist (dann geben Sie das Land ein und wählen "Neu suchen"), oder verbirgt seinen Namen (letzte Zeile der Liste). Die Passphrase bleibt im Speicher dieses PCs und ist nach dem Ausschalten weg. Ihre WLAN-Karte bekommt bei jedem Start eine zufällige Adresse, damit der Router diesen PC nicht wiedererkennt; eine Karte, die das nicht kann, behält ihre eigene.',

  'connect.good': 'Verbunden.',
  'connect.no-card': 'Keine Netzkarte für ein Kabel gefunden.',
  'connect.no-service':
    'Keine WLAN-Karte ist bereit. Eine, die besondere Firmware braucht, geht vielleicht nicht mit dieser Disc.',
  'connect.no-such-network':
    'Kein Netz namens "{name}" ist in Reichweite. Groß und klein zählt; eines, das seinen Namen verbirgt, muss als solches gewählt werden.',
  'connect.needs-passphrase': '"{name}" ist nicht offen: es braucht eine Passphrase.',
  'connect.wrong-passphrase':
    'Die Passphrase von "{name}" ist falsch. Groß und klein zählt; "Passphrase zeigen" hilft.',
  'connect.too-weak':
    '"{name}" ist hier zu schwach. Rücken Sie diesen PC oder seine Antenne näher an den Router.',
  'connect.no-answer':
    '"{name}" lässt diesen PC nicht hinein. Prüfen Sie die Passphrase: mit WPA3, und bei manchen Routern, sieht eine falsche so aus. Sonst ist der Router vielleicht überlastet oder hat eine Liste, wer hinein darf.',
  'connect.no-answer.open':
    '"{name}" lässt diesen PC nicht hinein. Vielleicht ist es überlastet oder hat eine Liste, wer hinein darf.',
  'connect.unsupported': '"{name}" benutzt einen Schutz, den diese Disc oder diese WLAN-Karte nicht kann.',
  'connect.stopped': 'Das Verbinden wurde abgebrochen.',
  'connect.failed': 'Das ging nicht: {why}',

  'fixed.title': 'Feste Adresse',
  'fixed.card': 'Netzkarte',
  'fixed.address4': 'IPv4-Adresse mit der Länge des Netzes, wie 192.168.1.5/24',
  'fixed.gateway4': 'Router für IPv4, wie 192.168.1.1',
  'fixed.address6': 'IPv6-Adresse mit der Länge des Netzes, wie 2001:db8::5/64',
  'fixed.gateway6': 'Router für IPv6, wie fe80::1',
  'fixed.no-dns':
    'Was leer bleibt, kommt von selbst, wenn das Netz es gibt. Ein Namensserver ist nicht nötig: Phantom fragt niemanden nach Namen.',
  'fixed.use': 'Diese benutzen',
  'fixed.working': 'Die Adresse wird eingestellt ...',
  'fixed.bad.none': 'Tippen Sie eine IPv4- oder eine IPv6-Adresse, oder beide.',
  'fixed.bad.only-gateway': 'Ein Router allein genügt nicht: tippen Sie auch die Adresse dieses PCs.',
  'fixed.bad.address4': 'Eine IPv4-Adresse sind vier Zahlen von 0 bis 255, wie 192.168.1.5/24.',
  'fixed.bad.address6':
    'Eine IPv6-Adresse sind Gruppen aus Ziffern und Buchstaben von a bis f mit Doppelpunkten dazwischen, wie 2001:db8::5/64.',
  'fixed.bad.prefix4':
    'Nach der Adresse fehlen ein Schrägstrich und die Länge des Netzes: /24 ist dasselbe wie 255.255.255.0.',
  'fixed.bad.prefix6': 'Nach der Adresse fehlen ein Schrägstrich und die Länge des Netzes: /64 ist üblich.',
  'fixed.bad.unusable': 'Diese Adresse hat eine eigene Bedeutung und kann nicht die eines PCs sein.',
  'fixed.bad.gateway4': 'Der Router für IPv4 sind vier Zahlen von 0 bis 255, ohne Schrägstrich.',
  'fixed.bad.gateway6': 'Der Router für IPv6 ist eine IPv6-Adresse ohne Schrägstrich.',
  'fixed.bad.same': 'Der Router hat eine eigene Adresse; dies ist die dieses PCs.',
  'fixed.bad.elsewhere':
    'Dieser Router ist nicht im Netz der Adresse: vergleichen Sie die Zahlen und die Länge nach dem Schrägstrich.',
  'fixed.help':
    'Die meisten Netze geben Adressen von selbst; dann gehen Sie zurück und wählen "mit Kabel". Sonst sagt, wer sich um das Netz kümmert, welche Adresse dieser PC haben darf und welche der Router hat. IPv4 und IPv6 können Sie zusammen angeben, oder eines davon. Die Adressen sind nach dem Ausschalten dieses PCs vergessen.',

  'summary.connection.wired': 'mit Kabel',
  'summary.connection.wifi': 'WLAN {name}',
  'summary.connection.fixed': 'fest: {addresses}',
  'summary.connection.none': 'noch keins',
};
