/** German, of the check of the disc. */
export const medium = {
  'medium.title': 'Ist diese Disc heil?',
  'medium.intro':
    'Eine zerkratzte CD, oder ein Stick, der nicht zu Ende geschrieben wurde, macht später seltsame Fehler. Die Prüfung liest die ganze Disc: etwa eine Minute von einem Stick, einige Minuten von einer CD. Es geht auch ohne sie weiter.',
  'medium.check': 'Jetzt prüfen',
  'medium.stop': 'Prüfung abbrechen',
  'medium.checking': 'Die Disc wird gelesen: {percent} %',
  'medium.intact': 'Die Disc ist heil.',
  'medium.damaged':
    '{count} Datei dieser Disc ist beschädigt. Schreiben Sie die Disc noch einmal, langsamer oder auf eine andere. | {count} Dateien dieser Disc sind beschädigt. Schreiben Sie die Disc noch einmal, langsamer oder auf eine andere.',
  'medium.failed': 'Die Disc konnte nicht geprüft werden: {why}',
  'medium.help':
    'Die Disc enthält eine Liste, wie jede ihrer Dateien sein soll. Die Prüfung liest jede Datei und vergleicht. Sie findet, was beim Schreiben der Disc oder seither schiefging. Sie sagt nicht, wer die Disc gemacht hat: Vergleichen Sie die SHA-256 des Abbilds mit der veröffentlichten, bevor Sie es schreiben. Während gelesen wird, können Sie abbrechen oder weitergehen; auf der Disc wird nichts geändert.',
};
