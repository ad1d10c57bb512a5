/** Spanish, the wizard, and what all screens share. */
export const wizard = {
  'key.choose': 'Elegir',
  'key.change': 'Cambiar',
  'key.move': 'Mover',
  'key.next': 'Otro campo',
  'key.back': 'Atrás',
  'key.help': 'Ayuda',
  'key.close': 'Cerrar',
  'key.any': 'Cualquier tecla cierra esto.',
  'key.pages': 'Páginas',
  'key.scroll': 'Mover',
  'key.quit': 'Salir',
  'help.title': 'Ayuda: {page}',
  'help.redraw': 'Si la pantalla se ve mal, Ctrl+L la dibuja de nuevo.',
  'button.continue': 'Continuar',
  'button.back': 'Atrás',
  'button.again': 'Reintentar',
  'button.yes': 'Sí',
  'button.no': 'No',

  'plain.how': '(Escriba un número y Enter. Solo Enter repite esto, b vuelve atrás, ? explica.)',
  'plain.number': 'Escriba un número del 1 al {count}, b o ?.',
  'plain.type': '{label}: escríbalo y pulse Enter. Solo Enter lo deja igual, - lo vacía.',
  'plain.search': '{label}: escriba parte del nombre y Enter. Solo Enter lo deja igual.',
  'plain.pick': 'Escriba su número y Enter. Solo Enter lo deja igual.',
  'plain.many': 'Coinciden {count}. Escriba más del nombre.',
  'plain.pages': 'A la página "{page}"',

  'wizard.title': 'Configurar este nodo',
  'wizard.step': 'Paso {at} de {of}',
  'wizard.small':
    'Esta pantalla tiene {columns} columnas y {rows} filas. Hacen falta 80 por 24; agrande la ventana.',

  'memory.title': 'Poca memoria',
  'memory.text':
    'Este PC tiene {have} MB de memoria. Phantom necesita 512 MB para ir bien desde el disco. Quizá funcione, pero lento; si se para con un error, la solución es más memoria.',
  'memory.help':
    'El disco lo guarda todo en la memoria y no usa espacio de intercambio, para que nunca se escriba nada en los discos de este PC. Con poca memoria puede no haber sitio para el nodo.',

  'elsewhere.title': 'Se configura en otra consola',
  'elsewhere.text': 'Este nodo se está configurando en la consola {tty}.',
  'elsewhere.offer':
    'Puede seguir aquí en su lugar. Lo que se respondió allí se conserva, y esa consola mostrará entonces este mensaje.',
  'elsewhere.take': 'Configurar aquí',
  'elsewhere.help':
    'Dos consolas nunca cambian las mismas respuestas a la vez. Quien toma el relevo sigue donde estaba la otra.',

  'keyboard.title': 'Idioma y teclado',
  'keyboard.intro': 'Bienvenido a Phantom. Elija su idioma y el teclado de este PC.',
  'keyboard.language': 'Idioma',
  'keyboard.list': 'Teclado (escriba para buscar)',
  'keyboard.none': 'Nada tiene esto en su nombre. Borre algunas letras.',
  'keyboard.try': 'Pruebe: escriba aquí',
  'keyboard.applying': 'Cambiando el teclado a {name} ...',
  'keyboard.applied': 'El teclado es ahora: {name}.',
  'keyboard.failed': 'No se pudo cambiar el teclado: {why}',
  'keyboard.serial':
    'Usted está en una línea serie: aquí vale su propio teclado. Esto ajusta el teclado del PC mismo.',
  'keyboard.help':
    'Muévase con las flechas o escriba parte del nombre, y pulse Enter: el teclado cambia al momento. Escriba unas letras en la línea de abajo para ver si es el correcto, sobre todo y, z, / y @. Las contraseñas se escribirán después con este teclado.',

  'network.title': 'Red',
  'network.intro': 'Phantom llega a otros nodos por su red. La dirección viene sola.',
  'network.reading': 'Mirando las tarjetas de red ...',
  'network.no-card':
    'No se encontró ninguna tarjeta de red. Si la tarjeta necesita un firmware especial, quizá no esté en este disco; un adaptador USB con cable suele ayudar.',
  'network.only-wireless':
    'Solo se encontró una tarjeta wifi ({cards}). Solo el disco la conecta: conecte un cable, o un adaptador USB con cable.',
  'network.no-cable': 'No hay ningún cable conectado ({cards}). Conecte uno; esta página lo nota.',
  'network.waiting': 'Conectado. Esperando una dirección de su router ({seconds} s) ...',
  'network.no-answer':
    'Nadie ha dado una dirección a este PC en {seconds} s. ¿Está encendido el router, y el otro extremo del cable en él? "Reintentar" pregunta otra vez.',
  'network.ready': 'La red funciona: este PC tiene la dirección {addresses}.',
  'network.card': 'Tarjeta',
  'network.link': 'Cable',
  'network.address': 'Dirección',
  'network.link.yes': 'conectado',
  'network.link.no': 'sin conectar',
  'network.link.wireless': 'wifi',
  'network.without': 'Seguir sin red',
  'network.without.warning':
    'Sin red este nodo no encuentra a nadie. Puede seguir; empezará a buscar en cuanto haya una red.',
  'network.clock': 'Dejar que otros nodos ajusten el reloj de este PC',
  'network.clock.why':
    'Los PC viejos olvidan la fecha cuando se agota su pila. Phantom no la necesita; los programas que usan Internet sí.',
  'network.help':
    'Conecte un cable de red a este PC y a su router. El router da una dirección por sí solo (DHCP); suele tardar unos segundos. Donde eso no funcione, elija wifi o una dirección fija con las flechas y Enter, si este PC las tiene; la página siguiente pide entonces lo que haga falta. En este paso no se envía nada a nadie más.',

  'which.title': 'Qué red',
  'which.intro': 'Puede haber muchas redes, separadas entre sí. Este nodo estará en',
  'which.public': 'una pública',
  'which.passphrase': 'una con frase secreta',
  'which.invite': 'una con invitación',
  'which.public.shows':
    'Cualquiera puede entrar, listar sus nodos con sus direcciones de Internet y llamar a ellos. Aquí está la mayoría, y entre muchos se oculta uno mejor.',
  'which.passphrase.shows':
    'Solo entra quien sabe el nombre y la frase secreta, y esos se ven entre sí; para los demás sus nodos son ruido. Pocos le ocultan peor que muchos. Quien graba lo que envían los nodos puede probar frases, así que elija una larga.',
  'which.invite.shows':
    'Solo entra quien recibió su clave, y esos se ven entre sí; para los demás sus nodos son ruido. Nadie puede adivinar la clave, pero cada miembro puede pasarla. Pocos le ocultan peor que muchos.',
  'which.field.channel': 'Nombre',
  'which.field.passphrase': 'Frase secreta',
  'which.field.key': 'Invitación con la clave (o un archivo, que empieza por /)',
  'which.channel.bad':
    'Un nombre tiene de 1 a 64 letras, cifras, puntos, guiones y guiones bajos, y ningún espacio.',
  'which.passphrase.good': 'Lo bastante larga. Quien escriba la misma crea la misma red o entra en ella.',
  'which.passphrase.short':
    'Al menos {least} caracteres, {count} hasta ahora. Cinco palabras sacadas al azar van bien. Se puede leer mientras la escribe.',
  'which.kept': 'La clave ya está aquí; escriba la frase secreta solo para cambiarla.',
  'which.key.kept': 'La clave de "{name}" ya está aquí; no hace falta escribir nada.',
  'which.key.good': 'Esto deja entrar en la red "{name}".',
  'which.key.apart':
    'La clave de la red "{name}" no está en este archivo. Si es una red con frase secreta, elíjala arriba; si no, pida una invitación con la clave.',
  'which.missing.passphrase': 'Falta la frase secreta de la red: vuelva atrás y escríbala.',
  'which.missing.invite': 'Falta la invitación con la clave de la red: vuelva atrás y escríbala.',
  'which.help':
    'La red pública es la correcta, salvo que alguien le haya dicho otra cosa. Una red con frase secreta la crea quien escribe primero su nombre y su frase, y entra en ella todo el que escribe lo mismo; un error lleva a una red vacía, que parece una en la que no hay nadie. Los miembros comparan la marca que muestra "phantom status": la misma marca es la misma red. Para una red con invitación, un miembro le da lo que muestra "phantom invite --with-key"; empieza por phk1. La clave se guarda en este PC, la frase secreta no. Un nodo tiene una identidad por red, y nada de una se usa en otra. Un equipo puede estar en varias redes a la vez: de eso se ocupa "phantom channel" en la línea de órdenes.',

  'contact.title': 'Cómo encontrar otros nodos',
  'contact.intro': 'Sin un servidor central, su nodo debe hallar a otro para saber de más.',
  'contact.lan': 'Buscar en la red local',
  'contact.lan.shows':
    'Muestra a los equipos de su red local que alguien llama. Solo los nodos de esta red pueden leerlo.',
  'contact.bittorrent': 'Encontrarse en la DHT de BitTorrent',
  'contact.bittorrent.shows':
    'Muestra este PC a desconocidos en todas partes; quien sabe el nombre de esta red puede ver que participa.',
  'contact.invite': 'Invitación de alguien que conoce (puede quedar vacía)',
  'contact.invite.shows': 'Muestra a quien vigile su línea, y a ese nodo, que este PC habla con él.',
  'contact.invite.file': 'Un archivo con invitaciones; se lee al seguir.',
  'contact.invite.good': 'Esta es una invitación a {endpoint}.',
  'contact.invite.truncated':
    'Una invitación empieza por ph1 y tiene 71 o 90 letras y cifras; {count} hasta ahora.',
  'contact.invite.not-an-invite': 'Esto no es una invitación: esas empiezan por ph1.',
  'contact.invite.mistyped': 'Hay un error: compare letra por letra. Las letras b, i y o no aparecen nunca.',
  'contact.invite.unknown-version': 'Esta invitación es de una versión de Phantom más nueva que este disco.',
  'contact.invite.no-endpoint': 'Esta invitación no tiene ninguna dirección a la que llamar.',
  'contact.nobody':
    'Con las dos búsquedas apagadas y sin invitación, este nodo solo puede esperar a que otro lo encuentre. Está permitido.',
  'contact.help':
    'Hay tres maneras de encontrarse: una llamada en la red local halla nodos en la misma casa. La DHT de BitTorrent es una lista que llevan millones de desconocidos, sin nadie al mando: este nodo pregunta allí por otros, y deja aviso si se puede llegar a él. Algunos servidores de BitTorrent muestran la entrada. Funciona sin conocer a nadie, pero quien quiera puede listar allí quién participa. Una invitación es una línea que muestra otro nodo (página "Invitar" de su panel, o "phantom invite"); lleva la dirección y la clave de ese nodo. Cópiela letra por letra; mayúsculas y minúsculas dan igual. En vez de una invitación, la línea puede llevar la ruta de un archivo de invitación, que empieza por / y nombra hasta tres nodos; "Buscar invitación en una memoria USB" halla uno en una memoria USB o un CD que usted conecte además de este disco, abierto solo para leer. También puede añadir una invitación más tarde.',

  'summary.title': '¿Es correcto?',
  'summary.intro': 'Hasta ahora no se ha cambiado nada salvo el teclado y la red. Esto es lo que se hará:',
  'summary.keyboard': 'Teclado',
  'summary.network': 'Red',
  'summary.clock': 'Reloj del PC',
  'summary.clock.set': 'según la hora que acuerden otros nodos',
  'summary.clock.left': 'queda como está',
  'summary.which': 'Miembro de',
  'summary.which.public': '{name} (pública)',
  'summary.which.passphrase': '{name} (con frase secreta)',
  'summary.which.invite': '{name} (con invitación)',
  'summary.lan': 'Búsqueda local',
  'summary.bittorrent': 'BitTorrent',
  'summary.invite': 'Invitación',
  'summary.on': 'sí',
  'summary.off': 'no',
  'summary.no-invite': 'ninguna',
  'summary.no-network': 'aún ninguna',
  'summary.plan': 'Después:',
  'summary.go': 'Configurar ahora',
  'summary.help':
    'Revise las respuestas. Esc vuelve atrás para cambiarlas; no se pierde nada. "Configurar ahora" escribe los ajustes e inicia el nodo. Al funcionar desde el disco, todo está solo en la memoria y desaparece al apagar.',

  'plan.settings': 'escribir los ajustes en {file}',
  'plan.service': 'iniciar el nodo, ahora y en cada inicio de este sistema',
  'plan.join': 'entrar en la red y mostrar cómo va',

  'joining.title': 'Entrando en la red',
  'joining.settings': 'Escribir los ajustes',
  'joining.service': 'Iniciar el nodo',
  'joining.failed': 'Esto no funcionó: {why}',
  'joining.wait': 'Esperando a que responda el nodo ...',
  'joining.identity':
    'El primer inicio tarda un poco: la identidad cuesta cálculo, para que nadie pueda tener miles.',
  'joining.search': 'La búsqueda sigue sola, aunque deje esta página.',
  'joining.done': 'Listo: este nodo es parte de la red.',
  'joining.nobody': 'Aún no lleva programas, así que no oculta a nadie.',
  'joining.unmarked':
    'El nodo funciona, pero las preguntas saldrán otra vez en el próximo inicio: este PC no puede anotar que está configurado ({why}). Pulse otra vez para seguir.',
  'joining.foundUs': 'otros nos encontraron',
  'joining.dashboard': 'Ir al panel',
  'joining.leave': 'Seguir mientras busca',
  'joining.change': 'Cambiar las respuestas',
  'joining.help':
    'Estos son los pasos reales del nodo. Identidad: una clave que solo tiene este PC. Luego busca otros nodos, se enlaza con ellos con cifrado, y se da a conocer a los que tienen un número cercano al suyo. "Seguir mientras busca" lleva al panel, donde la búsqueda continúa.',
};
