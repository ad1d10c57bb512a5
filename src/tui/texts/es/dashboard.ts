/** Spanish, the dashboard. */
export const dashboard = {
  'dashboard.title': 'Phantom',
  'dashboard.away': 'el nodo no responde',
  'dashboard.connecting': 'Preguntando al nodo ...',
  'dashboard.down': 'El nodo no está en marcha; se reintenta cada segundo.',
  'dashboard.down.help':
    'Para iniciarlo a mano: "phantom run". En el disco se inicia solo en unos segundos; si no, mire la página del registro tras reiniciar.',
  'page.overview': 'Resumen',
  'page.peers': 'Nodos',
  'page.log': 'Registro',
  'page.invite': 'Invitar',
  'page.system': 'Sistema',
  'peers.range': 'de {from} a {to}, de {count}',
  'log.waiting': 'Pidiendo el registro ...',
  'dashboard.help':
    'Izquierda y derecha, o los números del 1 al {count}, cambian la página. Arriba y abajo mueven. Esc va a la primera página.',
  'overview.help':
    'Las primeras líneas dicen si este nodo es parte de la red y, si no, por qué. "Descartado" cuenta los paquetes malos o ajenos que se tiraron; en toda red es normal que haya algunos.',
  'peers.help':
    'Cada nodo con el que este está enlazado: su nombre corto, su dirección, cuánto dura ya el enlace, cuánto tarda un mensaje en ir y volver, y quién habló de él.',
  'log.help':
    'Las últimas líneas del nodo. No llevan claves, contenidos ni destinos, así que se pueden mostrar a otros.',
  'log.empty': 'El registro está vacío.',
  'invite.own': 'Invitar a alguien',
  'invite.own.text':
    'Dé esta línea a alguien de confianza, en papel o de cualquier otro modo. Lleva la dirección y la clave de este nodo, así que quien la vea sabe que aquí hay un nodo.',
  'invite.make': 'Mostrar una invitación a este nodo',
  'invite.qr': 'Mostrarla como código QR',
  'invite.qr.how': 'Para la cámara de un teléfono. Cualquier tecla cierra esto.',
  'invite.qr.small':
    'Esta pantalla es pequeña para el código QR, que necesita {columns} columnas y {rows} filas. La invitación como línea dice lo mismo.',
  'invite.join': 'Entrar con una invitación',
  'invite.join.field': 'Invitación',
  'invite.join.button': 'Entrar',
  'invite.joined': 'Probando {endpoint}. La página "Resumen" muestra cómo va.',
  'invite.help':
    'Una invitación nombra un nodo. Quien la escribe se enlaza con ese nodo y por él conoce a otros. Mayúsculas y minúsculas dan igual.',
  'system.again': 'Configurar de nuevo',
  'system.again.ask':
    '¿Pasar otra vez por las preguntas? El nodo sigue en marcha mientras tanto, y sus respuestas aparecen tal como están.',
  'system.reboot': 'Reiniciar este PC',
  'system.reboot.ask':
    '¿Reiniciar este PC ahora? Al funcionar desde el disco se olvida todo, y empieza por la primera pregunta.',
  'system.off': 'Apagar este PC',
  'system.off.ask': '¿Apagar este PC ahora? Al funcionar desde el disco se olvida todo.',
  'system.going': 'Espere, por favor ...',
  'system.failed': 'Esto no funcionó: {why}',
  'system.none':
    'Aquí no hay nada que hacer: apagar y configurar de nuevo se ofrecen solo a root en el disco.',
  'system.help':
    'Al funcionar desde el disco, este nodo vive solo en la memoria: al apagar, no queda nada de él en este PC.',
};
