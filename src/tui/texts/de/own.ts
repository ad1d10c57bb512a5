/** German, of the address at the end of the set-up. */
export const own = {
  'own.title': 'Ihre Adresse',
  'own.intro':
    'Zum Hinausgehen braucht es keine, aber um von anderen erreicht zu werden, hat ein PC eine Phantom-Adresse. Machen Sie jetzt eine, oder wann immer Sie wollen auf der Seite "{page}" des Dashboards. Niemand erreicht ein Programm dieses PCs, bevor Sie einen Port öffnen.',
  'own.failed': 'Es konnte keine Adresse gemacht werden: {why}',
  'own.kept':
    'Auf dieser Disc ist sie im Speicher, und nach dem Ausschalten weg. Eine Sicherung auf einem anderen Stick, versiegelt mit einer Passphrase aus mindestens 8 Zeichen, bringt sie auf jedem PC zurück.',
  'own.without': 'Ohne Sicherung weiter',
  'own.help':
    'Eine Adresse entsteht, indem Millionen Schlüssel probiert werden, damit niemand sonst dieselbe haben kann. Sie sagt nichts darüber, wer oder wo Sie sind. Eine Sicherung enthält die Adresse mit ihrem Schlüssel und die Relays, mit denen Sie beginnen; wer die Datei und die Passphrase hat, dem gehört sie. Stecken Sie einen zweiten Stick ein, geben Sie die Passphrase zweimal ein und wählen Sie das Sichern auf einen Stick. Das Dashboard stellt sie wieder her.',
};
