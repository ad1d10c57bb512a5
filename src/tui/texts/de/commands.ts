/** German, what commands answer about addresses, networks and invites. */
export const commands = {
  'address.none': 'Dieser PC hat noch keine Adresse. "phantom address new" macht eine.',
  'address.lasting': 'dauerhaft',
  'address.fresh': 'für diesen Start',
  'address.default': ', üblich',
  'address.column.address': 'ADRESSE',
  'address.column.kind': 'ART',
  'address.column.kept': 'GEFUNDEN',
  'address.found': 'ja',
  'address.unfound': 'noch nicht',
  'address.column.label': 'NAME',
  'address.working': 'Noch dabei: {tries} Millionen Versuche; eine Million ist üblich, zehn sind möglich.',
  'address.chosen': 'Programme gehen von jetzt an mit {address} hinaus.',
  'address.chosen.fresh': 'Programme gehen bei jedem Start mit einer frischen Adresse hinaus.',
  'address.removed': '{address} ist weg. Was davon veröffentlicht ist, endet binnen vier Stunden.',
  'address.saved':
    'Die dauerhaften Adressen sind in {file}. Wer sie und die Passphrase hat, dem gehören sie.',
  'address.restored': '{count} Adresse wurde zurückgeholt. | {count} Adressen wurden zurückgeholt.',
  'address.there':
    '{count} war schon hier und bleibt, wie sie ist. | {count} waren schon hier und bleiben, wie sie sind.',
  'passphrase.ask': 'Passphrase: ',
  'passphrase.again': 'Noch einmal: ',
  'invite.file.unread': 'Die Einladungsdatei {file} lässt sich nicht lesen ({why}).',
  'invite.file.not-an-invite-file':
    'Das ist keine Einladungsdatei: das sind kurze Texte, die mit "phantom invite file 1" beginnen.',
  'invite.file.unknown-version': 'Diese Einladungsdatei stammt von einem neueren Phantom als diesem.',
  'invite.file.cut-off': 'Das Ende dieser Einladungsdatei fehlt. Kopieren Sie sie noch einmal.',
  'invite.file.changed':
    'Diese Einladungsdatei ist beschädigt: ihre Prüfsumme passt nicht. Kopieren Sie sie noch einmal.',
  'invite.file.no-nodes': 'Diese Einladungsdatei ist ganz, enthält aber keine brauchbare Einladung.',
  'invite.file.bad-line': 'Zeile {line} dieser Einladungsdatei ist beschädigt. Kopieren Sie sie noch einmal.',
  'invite.file.good': 'Diese Datei nennt {count} Knoten. | Diese Datei nennt {count} Knoten.',
  'invite.file.written':
    '{file} nennt {count} Knoten. Geben Sie sie jemandem, dem Sie vertrauen. | {file} nennt {count} Knoten. Geben Sie sie jemandem, dem Sie vertrauen.',
  'channel.column.name': 'NETZ',
  'channel.column.kind': 'OFFEN FÜR',
  'channel.column.mark': 'KENNZEICHEN',
  'channel.column.node': 'KNOTEN',
  'channel.kind.public': 'alle, die den Namen kennen',
  'channel.kind.passphrase': 'alle, die die Passphrase kennen',
  'channel.kind.invite': 'alle, die seinen Schlüssel haben',
  'channel.main': 'Haupt, ',
  'channel.off': 'läuft nicht',
  'channel.made':
    'Das Netz "{name}" ist gemacht, offen für {kind}. Sein Kennzeichen ist {mark}: Mitglieder sehen dasselbe.',
  'channel.joined':
    'Das Netz "{name}" ist hier betreten, offen für {kind}. Sein Kennzeichen ist {mark}: Mitglieder sehen dasselbe.',
  'channel.start':
    'Sein Knoten startet, jetzt und mit dem System, durch: systemctl enable --now phantom-node@{instance}',
  'channel.start.user': 'Sein Knoten startet durch: phantom run --channel {name}',
  'channel.restart': 'Der Hauptknoten ist ab seinem nächsten Start darin: systemctl restart phantom-node',
  'channel.restart.user': 'Der Hauptknoten ist ab seinem nächsten Start darin.',
  'channel.next.passphrase':
    'Sagen Sie anderen den Namen und, auf einem Weg, den sonst niemand hört, die Passphrase. "phantom invite --channel {name}" führt sie zu diesem Knoten.',
  'channel.next.invite':
    'Um andere hereinzulassen, geben Sie ihnen, was "phantom invite --channel {name} --with-key" druckt, auf einem Weg, den sonst niemand sieht.',
  'channel.named':
    'Befehle sprechen mit ihm durch --channel {name}. Programme gehen durch ihn zu den Adressen, die "phantom channel reach" nennt, und zu keinen anderen.',
  'channel.left': 'Das Netz "{name}" ist hier vergessen, mit allem, was seinem Knoten gehörte.',
  'channel.reached': 'Es gilt ab dem nächsten Start des Hauptknotens und dessen von "{name}".',
  'invite.apart.passphrase':
    'Sie führt zu diesem Knoten des Netzes "{name}", und nur wer dessen Passphrase kennt, kommt hinein: sagen Sie sie auf anderem Weg.',
  'invite.apart.invite':
    'Sie führt zu diesem Knoten des Netzes "{name}", dessen Schlüssel nicht darin ist: geben Sie ihn auf anderem Weg ("phantom channel show-key"), oder die längere Form (--with-key).',
  'invite.with-key':
    'Der Schlüssel des Netzes "{name}" ist darin: wer sie sieht, kann diesem Netz beitreten und lesen, was dort gesagt wird.',
  'entry.not-an-invite':
    'Erwartet wird eine Einladung mit dem Schlüssel eines Netzes (sie beginnt mit phk1), oder der Pfad einer Einladungsdatei.',
  'entry.truncated': 'Das Ende dieser Einladung fehlt: {count} Zeichen sind zu wenige.',
  'entry.mistyped': 'In dieser Einladung ist ein Fehler, oder ihr Ende fehlt: ihre Prüfsumme passt nicht.',
  'entry.unknown-version': 'Diese Einladung stammt von einem neueren Phantom als diesem.',
  'entry.no-endpoint': 'Diese Einladung enthält keine Adresse, die man anrufen könnte.',
  'entry.public-file':
    '{file} gehört zu einem öffentlichen Netz, dessen Name genügt: "phantom channel join NAME --public".',
  'join.started': '{endpoint} wird versucht. "phantom status" zeigt, wie es läuft.',
};
