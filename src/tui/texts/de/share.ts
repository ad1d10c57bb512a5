/** German, of what this machine gives to others. */
export const share = {
  'gives.title': 'Was dieser PC gibt',
  'gives.intro':
    'Jeder Knoten gibt weiter, was andere senden, und ist unter ihnen verborgen, weil sie für ihn dasselbe tun: Wer mehr gibt, ist besser verborgen. Weitergegeben werden nur versiegelte Datagramme, und nichts davon geht hier ins Internet hinaus.',
  'gives.rate': 'Höchstens Mbit in der Sekunde (leer: soviel die Leitung hat)',
  'gives.rate.bad': 'Erwartet wird eine Zahl von 0.1 bis 10000, oder nichts.',
  'gives.rate.means': 'Den ganzen Tag genutzt wären das {day} GB hinaus und {day} GB herein.',
  'gives.rate.none': 'Keine Grenze. Ihre eigenen Programme teilen sich die Leitung damit.',
  'gives.cap': 'Höchstens Gigabyte im Monat (leer: keine Grenze)',
  'gives.cap.bad': 'Erwartet wird eine Zahl von 10 bis 1000000, oder nichts.',
  'gives.cap.means':
    'Etwa {day} GB am Tag, beide Richtungen zusammen. Ist ein Anteil verbraucht, wird nichts von anderen weitergegeben, bis es einen neuen gibt; Eigenes geht weiter.',
  'gives.cap.none': 'Keine Grenze. Setzen Sie eine, wenn Sie für die Datenmenge bezahlen.',
  'gives.help':
    'Hat dieser PC eine Leitung ohne Grenze, lassen Sie beide Zeilen leer. Teilen sich andere die Leitung, ist ein Viertel des Sendetempos ein guter Anfang: Ein Anschluss mit 40 Mbit in der Sekunde kann 10 geben. Kostet jedes Gigabyte Geld, setzen Sie eine Grenze für den Monat: Sie zählt alles, was dieser Knoten sendet und empfängt, in Kalendermonaten, und verteilt den Teil der anderen gleichmäßig darüber. Etwa 10 GB im Monat braucht ein Knoten, um in Verbindung zu bleiben. Beides lässt sich später ändern ("phantom config set share.mbit_per_second 10").',
  'summary.gives': 'Gibt',
  'summary.gives.all': 'soviel die Leitung hat',
  'summary.gives.rate': 'höchstens {rate} Mbit/s',
  'summary.gives.cap': '{cap} GB im Monat insgesamt',
  'facts.share': 'Gibt',
  'share.all': 'soviel die Leitung hat',
  'share.rate': 'höchstens {rate} Mbit/s',
  'share.month': '{used} von {limit} in diesem Monat verbraucht',
  'share.used':
    'Der Monat ist verbraucht: Vor dem {date} wird nichts von anderen weitergegeben. Eigenes geht weiter.',
  'share.ahead':
    'Mehr als der Anteil dieser Tage ist verbraucht, darum wird eine Weile nichts von anderen weitergegeben.',
};
