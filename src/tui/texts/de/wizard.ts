/** German, keys, buttons, and the questions of the set-up. */
export const wizard = {
  'key.choose': 'Wählen',
  'key.change': 'Ändern',
  'key.move': 'Bewegen',
  'key.next': 'Weiter',
  'key.back': 'Zurück',
  'key.help': 'Hilfe',
  'key.close': 'Schließen',
  'key.any': 'Jede Taste schließt dies.',
  'key.pages': 'Seiten',
  'key.scroll': 'Rollen',
  'key.quit': 'Verlassen',
  'help.title': 'Hilfe: {page}',
  'help.redraw': 'Sieht der Bildschirm kaputt aus, zeichnet Strg+L ihn neu.',
  'button.continue': 'Weiter',
  'button.back': 'Zurück',
  'button.again': 'Noch einmal',
  'button.yes': 'Ja',
  'button.no': 'Nein',

  'plain.how':
    '(Geben Sie eine Zahl und Enter ein. Enter allein sagt dies noch einmal, b geht zurück, ? erklärt.)',
  'plain.number': 'Bitte eine Zahl von 1 bis {count} eingeben, b oder ?.',
  'plain.type': '{label}: eingeben und Enter. Enter allein lässt es, - leert es.',
  'plain.search': '{label}: einen Teil des Namens eingeben und Enter. Enter allein lässt es.',
  'plain.pick': 'Seine Zahl eingeben und Enter. Enter allein lässt es.',
  'plain.many': '{count} passen. Geben Sie mehr vom Namen ein.',
  'plain.pages': 'Zur Seite "{page}"',

  'wizard.title': 'Diesen Knoten einrichten',
  'wizard.step': 'Schritt {at} von {of}',
  'wizard.small':
    'Dieser Bildschirm hat {columns} Spalten und {rows} Zeilen. 80 mal 24 sind nötig; machen Sie das Fenster größer.',

  'memory.title': 'Wenig Speicher',
  'memory.text':
    'Dieser PC hat {have} MB Speicher. Phantom braucht 512 MB, um von der Disc gut zu laufen. Es kann trotzdem gehen, langsam; endet es mit einem Fehler, hilft mehr Speicher.',
  'memory.help':
    'Die Disc behält alles im Speicher und lagert nichts aus, damit nie etwas auf die Platten dieses PCs geschrieben wird. Mit wenig Speicher ist vielleicht kein Platz für den Knoten.',

  'elsewhere.title': 'Einrichtung auf einer anderen Konsole',
  'elsewhere.text': 'Dieser Knoten wird auf der Konsole {tty} eingerichtet.',
  'elsewhere.offer':
    'Sie können stattdessen hier weitermachen. Was dort geantwortet wurde, bleibt, und jene Konsole zeigt dann diese Nachricht.',
  'elsewhere.take': 'Hier einrichten',
  'elsewhere.help':
    'Nie ändern zwei Konsolen zugleich dieselben Antworten. Wer übernimmt, macht weiter, wo die andere war.',

  'keyboard.title': 'Sprache und Tastatur',
  'keyboard.intro': 'Willkommen bei Phantom. Wählen Sie Ihre Sprache und die Tastatur dieses PCs.',
  'keyboard.language': 'Sprache',
  'keyboard.list': 'Tastatur (tippen zum Suchen)',
  'keyboard.none': 'Nichts hier hat das im Namen. Löschen Sie einige Buchstaben.',
  'keyboard.try': 'Probieren: tippen Sie hier',
  'keyboard.applying': 'Die Tastatur wird auf {name} umgestellt ...',
  'keyboard.applied': 'Die Tastatur ist jetzt: {name}.',
  'keyboard.failed': 'Die Tastatur ließ sich nicht umstellen: {why}',
  'keyboard.serial':
    'Sie sind an einer seriellen Leitung: hier zählt Ihre eigene Tastatur. Dies stellt die des PCs ein.',
  'keyboard.help':
    'Bewegen Sie sich mit den Pfeiltasten, oder tippen Sie einen Teil des Namens, dann Enter: Sprache und Tastatur gelten sofort. Mit der Sprache wird eine passende Tastatur vorgeschlagen. Tippen Sie einige Buchstaben in die Zeile darunter, um zu sehen, ob es die richtige ist, vor allem y, z, / und @. Passwörter werden später mit dieser Tastatur getippt.',

  'network.title': 'Netz',
  'network.intro': 'Phantom erreicht andere Knoten durch Ihr Netz. Die Adresse kommt von selbst.',
  'network.reading': 'Die Netzkarten werden angesehen ...',
  'network.no-card':
    'Keine Netzkarte gefunden. Eine Karte, die besondere Firmware braucht, ist vielleicht nicht auf dieser Disc; ein USB-Adapter mit Kabel hilft oft.',
  'network.only-wireless':
    'Nur eine WLAN-Karte gefunden ({cards}). Nur die Disc verbindet sie: bitte stecken Sie ein Kabel ein, oder einen USB-Adapter mit Kabel.',
  'network.no-cable': 'Kein Kabel ist eingesteckt ({cards}). Stecken Sie eines ein; diese Seite merkt es.',
  'network.waiting': 'Verbunden. Warten auf eine Adresse vom Router ({seconds} s) ...',
  'network.no-answer':
    'Seit {seconds} s hat niemand diesem PC eine Adresse gegeben. Ist der Router eingeschaltet, und steckt das andere Ende des Kabels in ihm? "Noch einmal" fragt wieder.',
  'network.ready': 'Das Netz geht: dieser PC hat die Adresse {addresses}.',
  'network.card': 'Karte',
  'network.link': 'Kabel',
  'network.address': 'Adresse',
  'network.link.yes': 'eingesteckt',
  'network.link.no': 'nicht eingesteckt',
  'network.link.wireless': 'WLAN',
  'network.without': 'Ohne Netz weiter',
  'network.without.warning':
    'Ohne Netz findet dieser Knoten niemanden. Sie können weitermachen; er sucht, sobald ein Netz da ist.',
  'network.clock': 'Andere Knoten die Uhr dieses PCs stellen lassen',
  'network.clock.why':
    'Alte PCs vergessen das Datum, wenn die Batterie leer ist. Phantom braucht es nicht; Programme, die mit dem Internet sprechen, schon.',
  'network.help':
    'Stecken Sie ein Netzkabel in diesen PC und in Ihren Router. Der Router gibt von selbst eine Adresse (DHCP); das dauert meist einige Sekunden. Wo das nicht geht, wählen Sie mit den Pfeiltasten und Enter WLAN oder eine feste Adresse, soweit dieser PC sie hat; die nächste Seite fragt dann, was nötig ist. An niemand anderen wird hier etwas gesendet.',

  'which.title': 'Welches Netz',
  'which.intro': 'Es kann viele getrennte Netze geben. Dieser Knoten soll sein in',
  'which.public': 'einem öffentlichen',
  'which.passphrase': 'einem mit Passphrase',
  'which.invite': 'einem auf Einladung',
  'which.public.shows':
    'Jeder kann beitreten, seine Knoten mit ihren Adressen im Internet auflisten und bei ihnen anklopfen. Die meisten sind hier, und unter vielen ist man am besten verborgen.',
  'which.passphrase.shows':
    'Nur wer Name und Passphrase kennt, kommt hinein, und die sehen einander; für alle anderen sind seine Knoten Rauschen. Wenige verbergen Sie schlechter als viele. Wer aufzeichnet, was Knoten senden, kann Passphrasen durchprobieren: nehmen Sie eine lange.',
  'which.invite.shows':
    'Nur wer seinen Schlüssel bekam, kommt hinein, und die sehen einander; für alle anderen sind seine Knoten Rauschen. Niemand kann den Schlüssel raten, aber jedes Mitglied kann ihn weitergeben. Wenige verbergen Sie schlechter als viele.',
  'which.field.channel': 'Name',
  'which.field.passphrase': 'Passphrase',
  'which.field.key': 'Einladung mit dem Schlüssel (oder eine Datei, mit / am Anfang)',
  'which.channel.bad':
    'Ein Name hat 1 bis 64 Buchstaben (a-z), Ziffern, Punkte, Binde- und Unterstriche, keine Leerzeichen.',
  'which.passphrase.good': 'Lang genug. Wer dasselbe tippt, macht dasselbe Netz oder tritt ihm bei.',
  'which.passphrase.short':
    'Mindestens {least} Zeichen, bisher {count}. Fünf zufällig gezogene Wörter sind gut. Beim Tippen ist sie lesbar.',
  'which.kept': 'Der Schlüssel ist schon hier; tippen Sie die Passphrase nur, um sie zu ändern.',
  'which.key.kept': 'Der Schlüssel von "{name}" ist schon hier; nichts muss getippt werden.',
  'which.key.good': 'Dies führt in das Netz "{name}".',
  'which.key.apart':
    'Der Schlüssel des Netzes "{name}" ist nicht in dieser Datei. Hat das Netz eine Passphrase, wählen Sie das oben; sonst bitten Sie um eine Einladung mit dem Schlüssel.',
  'which.missing.passphrase': 'Die Passphrase des Netzes fehlt: gehen Sie zurück und tippen Sie sie.',
  'which.missing.invite':
    'Die Einladung mit dem Schlüssel des Netzes fehlt: gehen Sie zurück und tippen Sie sie.',
  'which.help':
    'Das öffentliche Netz ist richtig, wenn Ihnen niemand anderes gesagt hat. Ein Netz mit Passphrase macht, wer seinen Namen und seine Passphrase zuerst tippt; wer dasselbe tippt, tritt bei; ein Tippfehler führt in ein leeres Netz, das aussieht, als wäre niemand da. Mitglieder vergleichen das Kennzeichen, das "phantom status" zeigt: dasselbe Kennzeichen heißt dasselbe Netz. Für ein Netz auf Einladung gibt Ihnen ein Mitglied, was "phantom invite --with-key" druckt; es beginnt mit phk1. Der Schlüssel bleibt auf diesem PC, die Passphrase nicht. Ein Knoten hat je Netz eine Identität, und nichts von einer wird in einer anderen benutzt. Ein Rechner kann in mehreren Netzen zugleich sein: das macht "phantom channel" auf der Befehlszeile.',

  'contact.title': 'Wie andere Knoten gefunden werden',
  'contact.intro': 'Ohne Server muss Ihr Knoten einen anderen treffen, um von mehr zu hören.',
  'contact.lan': 'Im lokalen Netz suchen',
  'contact.lan.shows':
    'Zeigt Geräten in Ihrem lokalen Netz, dass jemand ruft. Nur Knoten dieses Netzes können es lesen.',
  'contact.bittorrent': 'Im DHT von BitTorrent treffen',
  'contact.bittorrent.shows':
    'Zeigt Fremden überall diesen PC; wer den Namen dieses Netzes kennt, kann sehen, dass er teilnimmt.',
  'contact.invite': 'Einladung von jemandem, den Sie kennen (darf leer bleiben)',
  'contact.invite.shows':
    'Zeigt dem, der Ihre Leitung beobachtet, und jenem Knoten, dass dieser PC mit ihm spricht.',
  'contact.invite.file': 'Eine Datei mit Einladungen; sie wird beim Weitergehen gelesen.',
  'contact.invite.good': 'Das ist eine Einladung zu {endpoint}.',
  'contact.invite.truncated':
    'Eine Einladung beginnt mit ph1 und hat 71 oder 90 Buchstaben und Ziffern; bisher {count}.',
  'contact.invite.not-an-invite': 'Das ist keine Einladung: die beginnen mit ph1.',
  'contact.invite.mistyped':
    'Darin ist ein Fehler: vergleichen Sie Zeichen für Zeichen. Die Buchstaben b, i und o kommen nie vor.',
  'contact.invite.unknown-version':
    'Diese Einladung stammt von einer neueren Fassung von Phantom als diese Disc.',
  'contact.invite.no-endpoint': 'Diese Einladung enthält keine Adresse, die man anrufen könnte.',
  'contact.nobody':
    'Ohne beide Suchen und ohne Einladung kann dieser Knoten nur warten, bis ein anderer ihn findet. Das ist erlaubt.',
  'contact.help':
    'Drei Wege, sich zu treffen: ein Ruf im lokalen Netz findet Knoten im selben Haus. Das DHT von BitTorrent ist eine Liste, die Millionen Fremde führen und die niemandem gehört: dieser Knoten fragt dort nach anderen und hinterlässt Nachricht, wenn er erreichbar ist. Einige Server von BitTorrent zeigen den Weg hinein. Das geht, ohne jemanden zu kennen, aber wer will, kann dort auflisten, wer teilnimmt. Eine Einladung ist eine Zeile, die ein anderer Knoten zeigt (Seite "Einladen" seiner Übersicht, oder "phantom invite"); sie enthält Adresse und Schlüssel jenes Knotens. Schreiben Sie sie Zeichen für Zeichen ab; groß und klein ist gleich. Statt einer Einladung darf in der Zeile der Pfad einer Einladungsdatei stehen, mit / am Anfang, die bis zu drei Knoten nennt; "Einladungsdatei auf einem Stick suchen" findet eine auf einem USB-Stick oder einer CD, die Sie neben dieser Disc einlegen, nur zum Lesen geöffnet. Eine Einladung können Sie auch später eingeben.',

  'summary.title': 'Stimmt das so?',
  'summary.intro': 'Bisher ist nichts geändert außer Tastatur und Netz. Das wird getan:',
  'summary.keyboard': 'Tastatur',
  'summary.network': 'Netz',
  'summary.clock': 'Uhr',
  'summary.clock.set': 'gestellt nach der Zeit, auf die andere Knoten sich einigen',
  'summary.clock.left': 'bleibt, wie sie ist',
  'summary.which': 'Mitglied von',
  'summary.which.public': '{name} (öffentlich)',
  'summary.which.passphrase': '{name} (mit Passphrase)',
  'summary.which.invite': '{name} (auf Einladung)',
  'summary.lan': 'Lokale Suche',
  'summary.bittorrent': 'BitTorrent',
  'summary.invite': 'Einladung',
  'summary.on': 'ein',
  'summary.off': 'aus',
  'summary.no-invite': 'keine',
  'summary.no-network': 'noch keins',
  'summary.plan': 'Dann:',
  'summary.go': 'Jetzt einrichten',
  'summary.help':
    'Prüfen Sie die Antworten. Esc geht zurück, um sie zu ändern; dabei geht nichts verloren. "Jetzt einrichten" schreibt die Einstellungen und startet den Knoten. Von der Disc bleibt alles nur im Speicher und ist nach dem Ausschalten weg.',

  'plan.settings': 'die Einstellungen nach {file} schreiben',
  'plan.service': 'den Knoten starten, jetzt und bei jedem Start dieses Systems',
  'plan.join': 'dem Netz beitreten und zeigen, wie es geht',

  'joining.title': 'Beitritt zum Netz',
  'joining.settings': 'Einstellungen schreiben',
  'joining.service': 'Knoten starten',
  'joining.failed': 'Das ging nicht: {why}',
  'joining.wait': 'Warten auf eine Antwort des Knotens ...',
  'joining.identity':
    'Der erste Start dauert: die Identität kostet Rechenzeit, damit niemand tausende haben kann.',
  'joining.search': 'Die Suche geht von selbst weiter, auch wenn Sie diese Seite verlassen.',
  'joining.done': 'Fertig: dieser Knoten ist Teil des Netzes.',
  'joining.nobody': 'Er befördert noch keine Programme, verbirgt also niemanden.',
  'joining.unmarked':
    'Der Knoten arbeitet, aber nach dem nächsten Start kommen die Fragen wieder: dieser PC kann nicht festhalten, dass er eingerichtet ist ({why}). Drücken Sie noch einmal, um weiterzugehen.',
  'joining.foundUs': 'andere fanden uns',
  'joining.dashboard': 'Zur Übersicht',
  'joining.leave': 'Weiter, während er sucht',
  'joining.change': 'Antworten ändern',
  'joining.help':
    'Das sind die wirklichen Schritte des Knotens. Identität: ein Schlüssel, den nur dieser PC hat. Dann sucht er andere Knoten, verbindet sich verschlüsselt mit ihnen und macht sich denen bekannt, deren Nummer seiner nahe ist. "Weiter, während er sucht" führt zur Übersicht, wo die Suche weitergeht.',
};
