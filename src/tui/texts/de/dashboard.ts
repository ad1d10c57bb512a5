/** German, the dashboard. */
export const dashboard = {
  'dashboard.title': 'Phantom',
  'dashboard.away': 'keine Antwort vom Knoten',
  'dashboard.connecting': 'Der Knoten wird gefragt ...',
  'dashboard.down': 'Der Knoten läuft nicht; jede Sekunde ein neuer Versuch.',
  'dashboard.down.help':
    'Von Hand startet ihn "phantom run". Auf der Disc startet er binnen Sekunden von selbst; wenn nicht, sehen Sie nach einem Neustart auf die Seite Protokoll.',
  'page.overview': 'Überblick',
  'page.peers': 'Knoten',
  'page.log': 'Protokoll',
  'page.invite': 'Einladen',
  'page.system': 'System',
  'peers.range': '{from} bis {to} von {count}',
  'log.waiting': 'Das Protokoll wird geholt ...',
  'dashboard.help':
    'Links und Rechts, oder die Zahlen 1 bis {count}, wechseln die Seite. Auf und Ab rollen oder bewegen. Esc geht zur ersten Seite.',
  'overview.help':
    'Die ersten Zeilen sagen, ob dieser Knoten Teil des Netzes ist, und wenn nicht, warum. "Verworfen" zählt schlechte oder fremde Pakete, die weggeworfen wurden; einige sind in jedem Netz normal.',
  'peers.help':
    'Jeder Knoten, mit dem dieser verbunden ist: sein kurzer Name, seine Adresse, seit wann, wie lange eine Nachricht hin und zurück braucht, und wer von ihm erzählt hat.',
  'log.help':
    'Die letzten Zeilen des Knotens. Sie enthalten keine Schlüssel, keinen Inhalt und keine Ziele, dürfen also anderen gezeigt werden.',
  'log.empty': 'Das Protokoll ist leer.',
  'invite.own': 'Jemanden einladen',
  'invite.own.text':
    'Geben Sie diese Zeile jemandem, dem Sie vertrauen, auf Papier oder anders. Sie enthält Adresse und Schlüssel dieses Knotens; wer sie sieht, weiß also, dass hier ein Knoten ist.',
  'invite.make': 'Einladung zu diesem Knoten zeigen',
  'invite.qr': 'Als QR-Code zeigen',
  'invite.qr.how': 'Für die Kamera eines Telefons. Jede Taste schließt dies.',
  'invite.qr.small':
    'Dieser Bildschirm ist zu klein für den QR-Code, der {columns} Spalten und {rows} Zeilen braucht. Die Einladung als Zeile sagt dasselbe.',
  'invite.join': 'Auf Einladung beitreten',
  'invite.join.field': 'Einladung',
  'invite.join.button': 'Beitreten',
  'invite.joined': '{endpoint} wird versucht. Die Seite "Überblick" zeigt, wie es läuft.',
  'invite.help':
    'Eine Einladung nennt einen Knoten. Wer sie eintippt, verbindet sich mit ihm und erfährt durch ihn von anderen. Groß und klein ist gleich.',
  'system.again': 'Neu einrichten',
  'system.again.ask':
    'Die Fragen noch einmal durchgehen? Der Knoten läuft dabei weiter, und Ihre Antworten stehen schon da.',
  'system.reboot': 'Diesen PC neu starten',
  'system.reboot.ask':
    'Diesen PC jetzt neu starten? Von der Disc wird alles vergessen, und er beginnt mit der ersten Frage.',
  'system.off': 'Diesen PC ausschalten',
  'system.off.ask': 'Diesen PC jetzt ausschalten? Von der Disc wird alles vergessen.',
  'system.going': 'Bitte warten ...',
  'system.failed': 'Das ging nicht: {why}',
  'system.none':
    'Hier gibt es nichts zu tun: Ausschalten und neu Einrichten gibt es nur für root auf der Disc.',
  'system.help':
    'Von der Disc lebt dieser Knoten nur im Speicher: nach dem Ausschalten bleibt auf diesem PC nichts von ihm.',
};
