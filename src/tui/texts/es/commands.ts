/** Spanish, what commands answer about addresses, networks and invites. */
export const commands = {
  'address.none': 'Este PC aún no tiene dirección. "phantom address new" crea una.',
  'address.lasting': 'fija',
  'address.fresh': 'para este inicio',
  'address.default': ', la habitual',
  'address.column.address': 'DIRECCIÓN',
  'address.column.kind': 'TIPO',
  'address.column.kept': 'HALLADA',
  'address.found': 'sí',
  'address.unfound': 'aún no',
  'address.column.label': 'NOMBRE',
  'address.working': 'Sigue en ello: {tries} millones de intentos; lo normal es uno, pueden ser diez.',
  'address.chosen': 'Desde ahora los programas salen con {address}.',
  'address.chosen.fresh': 'Los programas salen con una dirección nueva en cada inicio.',
  'address.removed': '{address} ya no existe. Lo publicado de ella acaba en cuatro horas.',
  'address.saved': 'Las direcciones fijas están en {file}. Son de quien lo tenga junto con la frase secreta.',
  'address.restored': 'Se recuperó {count} dirección. | Se recuperaron {count} direcciones.',
  'address.there': '{count} ya estaba aquí y queda como está. | {count} ya estaban aquí y quedan como están.',
  'passphrase.ask': 'Frase secreta: ',
  'passphrase.again': 'Otra vez: ',
  'invite.file.unread': 'No se puede leer el archivo de invitación {file} ({why}).',
  'invite.file.not-an-invite-file':
    'Esto no es un archivo de invitación: son textos cortos que empiezan por "phantom invite file 1".',
  'invite.file.unknown-version': 'Este archivo de invitación es de un Phantom más nuevo que este.',
  'invite.file.cut-off': 'Falta el final de este archivo de invitación. Cópielo otra vez.',
  'invite.file.changed':
    'Este archivo de invitación está dañado: su suma de control no cuadra. Cópielo otra vez.',
  'invite.file.no-nodes': 'Este archivo de invitación está entero, pero no tiene ninguna invitación útil.',
  'invite.file.bad-line': 'La línea {line} de este archivo de invitación está dañada. Cópielo otra vez.',
  'invite.file.good': 'Este archivo nombra {count} nodo. | Este archivo nombra {count} nodos.',
  'invite.file.written':
    '{file} nombra {count} nodo. Déselo a alguien de confianza. | {file} nombra {count} nodos. Déselo a alguien de confianza.',
  'channel.column.name': 'RED',
  'channel.column.kind': 'ABIERTA A',
  'channel.column.mark': 'MARCA',
  'channel.column.node': 'NODO',
  'channel.kind.public': 'quien sepa el nombre',
  'channel.kind.passphrase': 'quien sepa la frase secreta',
  'channel.kind.invite': 'quien tenga su clave',
  'channel.main': 'principal, ',
  'channel.off': 'parado',
  'channel.made':
    'La red "{name}" está creada, abierta a {kind}. Su marca es {mark}: los miembros ven la misma.',
  'channel.joined':
    'Aquí se ha entrado en la red "{name}", abierta a {kind}. Su marca es {mark}: los miembros ven la misma.',
  'channel.start':
    'Su nodo se inicia, ahora y con el sistema, con: systemctl enable --now phantom-node@{instance}',
  'channel.start.user': 'Su nodo se inicia con: phantom run --channel {name}',
  'channel.restart':
    'El nodo principal estará en ella desde su próximo inicio: systemctl restart phantom-node',
  'channel.restart.user': 'El nodo principal estará en ella desde su próximo inicio.',
  'channel.next.passphrase':
    'Diga a otros el nombre y, de un modo que nadie más oiga, la frase secreta. "phantom invite --channel {name}" los lleva a este nodo.',
  'channel.next.invite':
    'Para dejar entrar a otros, deles lo que muestra "phantom invite --channel {name} --with-key", de un modo que nadie más vea.',
  'channel.named':
    'Las órdenes le hablan con --channel {name}. Los programas van por él a las direcciones que nombra "phantom channel reach", y a ninguna otra.',
  'channel.left': 'La red "{name}" queda olvidada aquí, con todo lo que era de su nodo.',
  'channel.reached': 'Vale desde el próximo inicio del nodo principal y del de "{name}".',
  'invite.apart.passphrase':
    'Lleva a este nodo de la red "{name}", y solo entra quien sepa su frase secreta: dígala por otra vía.',
  'invite.apart.invite':
    'Lleva a este nodo de la red "{name}", cuya clave no va en ella: dela por otra vía ("phantom channel show-key"), o dé la forma larga (--with-key).',
  'invite.with-key':
    'Lleva dentro la clave de la red "{name}": quien la vea puede entrar en esa red y leer lo que allí se dice.',
  'entry.not-an-invite':
    'Se esperaba una invitación con la clave de una red (empieza por phk1), o la ruta de un archivo de invitación.',
  'entry.truncated': 'Falta el final de esta invitación: {count} letras son muy pocas.',
  'entry.mistyped': 'Hay un error en esta invitación, o falta su final: su suma de control no cuadra.',
  'entry.unknown-version': 'Esta invitación es de un Phantom más nuevo que este.',
  'entry.no-endpoint': 'Esta invitación no tiene ninguna dirección a la que llamar.',
  'entry.public-file':
    '{file} es de una red pública, de la que basta saber el nombre: "phantom channel join NAME --public".',
  'join.started': 'Probando {endpoint}. "phantom status" muestra cómo va.',
};
