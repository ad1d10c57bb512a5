/** Spanish, of the dashboard's pages on hiding, addresses, paths, names, settings and upkeep. */
export const pages = {
  'page.hidden': 'Oculto',
  'page.paths': 'Caminos',
  'page.book': 'Agenda',
  'page.settings': 'Ajustes',

  'cure.accept': 'Aceptar menos repetidores',
  'cure.restart': 'Reiniciar el nodo',
  'cure.go overview': 'Resumen',
  'cure.go hidden': 'Por qué no oculta a nadie',
  'cure.go paths': 'Caminos',
  'cure.go peers': 'Nodos',
  'cure.go book': 'Nombres',
  'cure.go settings': 'A los ajustes',
  'cure.go log': 'Registro',
  'cure.go invite': 'Usar una invitación',
  'cure.go system': 'Sistema',

  'hidden.help':
    'Lo bien que está oculto ahora este PC, con las palabras que usan todas las páginas, y de qué depende: cuántos repetidores hay a la vista, en cuántas redes de Internet, y si los primeros saltos de sus caminos ya están decididos. Debajo están las direcciones por las que otros llegan a este PC. Dé a alguien una dirección, como texto o como imagen; no dice dónde está este PC. Un puerto abierto deja entrar a todo el que sepa la dirección.',
  'hidden.waiting': 'Preguntando al nodo ...',
  'hidden.relays':
    'Hay {count} repetidor a la vista, en {prefixes} redes. | Hay {count} repetidores a la vista, en {prefixes} redes.',
  'hidden.off':
    'Este nodo no lleva programas de este PC: no tiene un dispositivo de red para ello, o así lo dicen los ajustes. Hay {count} repetidor a la vista, en {prefixes} redes. | Este nodo no lleva programas de este PC: no tiene un dispositivo de red para ello, o así lo dicen los ajustes. Hay {count} repetidores a la vista, en {prefixes} redes.',
  'hidden.hops': 'Los caminos tienen {count} salto. | Los caminos tienen {count} saltos.',
  'hidden.firm': 'Los primeros saltos están decididos.',
  'hidden.better.off':
    'Para estar oculto: encienda "Llevar programas de este PC" en la página "Ajustes". "phantom doctor" dice si falta el dispositivo.',
  'hidden.better.none': 'Mejor con 3 repetidores: invite a gente a cuyo PC se pueda llegar desde fuera.',
  'hidden.better.practice': 'Mejor con 6 repetidores: invite a gente a cuyo PC se pueda llegar desde fuera.',
  'hidden.better.weak': 'Mejor con 20 repetidores en 8 redes: invite a gente que viva en otros lugares.',
  'hidden.better.fair': 'Mejor con 60 repetidores en 20 redes: invite a gente que viva en otros lugares.',
  'hidden.better.full':
    'Más repetidores ya cambian poco. Deje este PC encendido: lo que mejor oculta son caminos largos de nodos constantes.',
  'hidden.accept.ask':
    '¿Hacer caminos en la red tal como es ahora? Da menos que antes, y así la haría parecer un atacante que aísla este PC.',
  'hidden.addresses': 'Direcciones de este PC',
  'hidden.unmatched': 'Nada contiene esto. Borre algunas letras.',
  'hidden.found': 'Otros la encuentran.',
  'hidden.unfound': 'Otros aún no la encuentran.',
  'hidden.fresh': 'Salir con una nueva',
  'hidden.default': 'Salir con esta',
  'hidden.remove': 'Quitarla',
  'hidden.remove.ask':
    '¿Quitar {address} para siempre? Sin una copia de seguridad nadie puede volver a crearla.',
  'hidden.closed': 'No tiene ningún puerto abierto: no entra nada que empiecen otros.',
  'hidden.open': 'Abierto a todo el que la sepa: {ports}',
  'hidden.port': 'Puerto, como 80 o 53/udp',
  'hidden.port.open': 'Abrir el puerto',
  'hidden.port.close': 'Cerrar el puerto',
  'hidden.port.bad': 'Se esperaba un puerto de 1 a 65535, como 80 o 53/udp.',
  'hidden.label': 'Nombre de una dirección nueva, solo para usted (puede quedar vacío)',
  'hidden.new': 'Crear una dirección',
  'hidden.making':
    'Creando una dirección: {tries} millones de intentos; lo normal es uno, pueden ser diez. Mientras tanto puede dejar esta página.',
  'hidden.made': 'La dirección nueva es {address}.',

  'paths.help':
    'Los caminos que este nodo ha hecho para sí, primero el guardián, y cuánto lleva para otros, de los que no sabe nada. Debajo están los puertos a los que pueden llegar desconocidos, y el tráfico del día.',
  'paths.count': '{count} camino de {hops} saltos | {count} caminos de {hops} saltos',
  'paths.count.ending': '{count} acabando',
  'paths.day': 'Tráfico de la última hora | Tráfico de las últimas {count} horas',

  'book.help':
    'Nombres que usted da a las direcciones de otros. Los programas de este PC las encuentran con ".phantom.alt" tras el nombre, como en http://anna.phantom.alt/. Se quedan en este PC. Nada en Internet puede tener nunca un nombre así; si escribe mal uno, se pregunta por él a su servidor de nombres, que entonces lo ve.',
  'book.names': 'Nombres',
  'book.none': 'No hay ningún nombre en la agenda.',
  'book.name': 'Nombre (a-z, cifras, guiones)',
  'book.address': 'Dirección (2001:25:...)',
  'book.add': 'Añadirlo',
  'book.added': 'Desde ahora {name} es {address}.',
  'book.remove': 'Quitarlo',
  'book.remove.ask': '¿Quitar el nombre {name}?',
  'book.removed': '{name} ya no está en la agenda.',
  'book.unresolved': 'Los programas no encuentran estos nombres: {why}.',

  'settings.help':
    'Estos son los ajustes más importantes de phantom.yaml, cuyas demás líneas y comentarios quedan como están. Espacio cambia uno. Algunos valen al momento; otros, tras reiniciar el nodo, y esta página lo ofrece entonces.',
  'settings.unlisted': 'No salir en listas, ni pasar nada de otros',
  'settings.unlisted.why': 'Más difícil de encontrar, pero se sabe que todo lo que envía es suyo.',
  'settings.network.port_mapping': 'Pedir al router que deje entrar a otros',
  'settings.network.port_mapping.why': 'El router se entera de que este PC espera en un puerto.',
  'settings.first_contact.lan': 'Buscar en la red local',
  'settings.first_contact.lan.why': 'Los equipos de allí ven que alguien llama.',
  'settings.first_contact.bittorrent': 'Encontrarse en la DHT de BitTorrent',
  'settings.first_contact.bittorrent.why': 'Desconocidos en todas partes ven la dirección de este PC.',
  'settings.first_contact.cache': 'Recordar nodos ya vistos antes',
  'settings.first_contact.cache.why': 'No se envía nada a nadie nuevo.',
  'settings.tun.enabled': 'Llevar programas de este PC',
  'settings.tun.enabled.why': 'Sin esto este nodo solo repite para otros, y no oculta a nadie.',
  'settings.clock.set': 'Dejar que otros nodos ajusten el reloj de este PC',
  'settings.clock.set.why': 'Para PC con la pila agotada.',
  'settings.log.level': 'Cuánto se escribe en el registro',
  'settings.share.mbit_per_second': 'Mbit por segundo para otros como máximo (vacío: sin límite)',
  'settings.share.gigabytes_per_month': 'Gigabytes al mes en total como máximo (vacío: sin límite)',
  'settings.share': 'Guardar ambos',
  'settings.locked':
    'Los cambia quien puede escribir phantom.yaml: como root, "phantom dashboard" o "phantom config set".',
  'settings.now': 'Guardado, y ya vale.',
  'settings.later': 'Guardado. Vale desde el próximo inicio del nodo.',
  'settings.waiting': 'Estos valen desde el próximo inicio del nodo: {names}.',

  'system.restart': 'Reiniciar el nodo',
  'system.restart.ask':
    '¿Reiniciar el nodo ahora? Las conexiones de los programas esperan hasta que vuelva a tener caminos.',
  'system.restarting': 'El nodo se está reiniciando.',
  'backup.text':
    'Copie las direcciones fijas de este PC, protegidas con una frase secreta de al menos 8 letras. Son de quien tenga ambas cosas.',
  'backup.passphrase': 'Frase secreta',
  'backup.again': 'Otra vez la misma',
  'backup.differs': 'Las dos frases secretas no son iguales. No se ha escrito nada.',
  'backup.stick': 'Copiar a una memoria USB',
  'backup.file': 'Copiar a un archivo aquí',
  'backup.look': 'Buscar copia en una memoria USB',
  'backup.none':
    'No hay ninguna copia de direcciones en lo que está conectado. No debe estar en una carpeta.',
  'backup.found': 'Copias halladas; escriba arriba la frase secreta. Ya puede quitar la memoria USB:',
  'backup.restore': 'Recuperarla',
  'backup.saved': 'Las direcciones fijas están en {place}. Son de quien lo tenga junto con la frase secreta.',
  'report.text':
    'Un informe para quien le ayude: resultados, cuentas y el registro, sin claves, nombres ni direcciones.',
  'report.stick': 'Informe a una memoria USB',
  'report.file': 'Informe a un archivo aquí',
  'report.saved': 'El informe está en {place}. Léalo antes de dárselo a alguien.',
};
