import type { networkTexts } from '../en-network.js';

/** Spanish, of the ways this PC reaches its network. */
export const network: Record<keyof typeof networkTexts, string> = {
  'network.how': 'Este PC llega a su red',
  'network.kind.wired': 'por cable; la dirección viene sola',
  'network.kind.wifi': 'por wifi',
  'network.kind.fixed': 'por cable, con una dirección que escribo yo',
  'network.kind.none': 'aún no; si después se conecta un cable, se usa al momento',
  'network.later': 'La página siguiente pide lo que haga falta.',
  'network.by-wifi':
    'Solo se encontró una tarjeta wifi ({cards}). Elija wifi abajo, o conecte un adaptador USB con cable.',
  'network.not-here':
    'connection: solo el disco de Phantom configura la red de su PC. Este equipo tiene un sistema propio que lo hace; omita esa respuesta.',

  'wifi.title': 'Wifi',
  'wifi.list': 'Redes que oye este PC, primero la más fuerte',
  'wifi.list.scanning': 'Escuchando qué redes hay ...',
  'wifi.list.empty': 'Ninguna red tiene eso en su nombre.',
  'wifi.security.open': 'abierta',
  'wifi.security.psk': 'protegida',
  'wifi.security.other': 'pide usuario',
  'wifi.hidden': 'otra, que oculta su nombre',
  'wifi.hidden.open': 'Vacía si no tiene.',
  'wifi.open':
    'Esta red está abierta. Lo que envía Phantom va cifrado de todos modos; otros que estén cerca solo ven adónde se envía.',
  'wifi.other':
    'Esta red pide un usuario, o tiene una protección antigua (WEP), y este disco no sabe usar eso. Elija otra, o un cable.',
  'wifi.field.ssid': 'Su nombre, letra por letra; mayúsculas y minúsculas cuentan',
  'wifi.field.passphrase': 'Contraseña del wifi {name}',
  'wifi.field.country': 'País en dos letras, como ES (puede quedar vacío)',
  'wifi.country.why':
    'Decide qué canales permite la ley. Vacío: solo los permitidos en todas partes. No se le dice a nadie.',
  'wifi.show': 'Mostrar la contraseña',
  'wifi.connect': 'Conectar',
  'wifi.stop': 'Parar',
  'wifi.listen': 'Escuchar otra vez',
  'wifi.connecting': 'Conectando con {name} ... Puede tardar medio minuto.',
  'wifi.switched-off':
    'El wifi está apagado con un interruptor o una tecla de este PC. Enciéndalo; esta página lo nota.',
  'wifi.no-service': 'Preparando la tarjeta wifi ...',
  'wifi.bad.none': 'Elija primero una red, o escriba el nombre de una que lo oculta.',
  'wifi.bad.missing': 'Esta red necesita su contraseña.',
  'wifi.bad.ssid':
    'El nombre de un wifi tiene como máximo 32 letras; las letras con acento cuentan el doble o más.',
  'wifi.bad.passphrase':
    'Una contraseña wifi tiene de 8 a 63 letras, cifras y signos, sin acentos ni ñ; esta no.',
  'wifi.bad.country': 'Un país son dos letras, como ES, FR o US; déjelo vacío si no quiere decirlo.',
  'wifi.help':
    'Elija una red con las flechas y Enter. Más barras son mejor señal; "protegida" quiere decir que necesita una contraseña, que suele estar escrita en el router. Escriba la contraseña y elija "Conectar". Una red que no está en la lista quizá está fuera de alcance, usa un canal que solo se permite en su país (rellene entonces el país y elija "Escuchar otra vez"), u oculta su nombre (última línea de la lista). La contraseña se queda en la memoria de este PC y desaparece al apagarlo. Su tarjeta wifi recibe una dirección al azar en cada inicio, así que el router no puede reconocer este PC; una tarjeta que no sabe hacerlo conserva la suya.',

  'connect.good': 'Conectado.',
  'connect.no-card': 'No se encontró ninguna tarjeta de red para cable.',
  'connect.no-service':
    'Ninguna tarjeta wifi está lista. Una que necesite un firmware especial quizá no funcione con este disco.',
  'connect.no-such-network':
    'No hay ninguna red "{name}" al alcance. Mayúsculas y minúsculas cuentan; una que oculta su nombre se debe elegir como tal.',
  'connect.needs-passphrase': '"{name}" no está abierta: necesita una contraseña.',
  'connect.wrong-passphrase':
    'La contraseña de "{name}" no es correcta. Mayúsculas y minúsculas cuentan; "Mostrar la contraseña" ayuda.',
  'connect.too-weak': '"{name}" llega aquí muy débil. Acerque este PC o su antena al router.',
  'connect.no-answer':
    '"{name}" no deja entrar a este PC. Revise la contraseña: con WPA3, y en algunos routers, una equivocada se ve así. Si no, quizá el router está ocupado o lleva una lista de quién puede entrar.',
  'connect.no-answer.open':
    '"{name}" no deja entrar a este PC. Quizá está ocupada, o lleva una lista de quién puede entrar.',
  'connect.unsupported': '"{name}" usa una protección que no tiene este disco o esta tarjeta wifi.',
  'connect.stopped': 'Se paró la conexión.',
  'connect.failed': 'Esto no funcionó: {why}',

  'fixed.title': 'Dirección fija',
  'fixed.card': 'Tarjeta de red',
  'fixed.address4': 'Dirección IPv4 con la longitud de la red, como 192.168.1.5/24',
  'fixed.gateway4': 'Router para IPv4, como 192.168.1.1',
  'fixed.address6': 'Dirección IPv6 con la longitud de la red, como 2001:db8::5/64',
  'fixed.gateway6': 'Router para IPv6, como fe80::1',
  'fixed.no-dns':
    'Lo que quede vacío viene solo si la red lo da. No hace falta un servidor de nombres: Phantom no pregunta nombres a nadie.',
  'fixed.use': 'Usar estas',
  'fixed.working': 'Poniendo la dirección ...',
  'fixed.bad.none': 'Escriba una dirección IPv4 o una IPv6, o ambas.',
  'fixed.bad.only-gateway': 'El router solo no basta: escriba también la dirección de este PC.',
  'fixed.bad.address4': 'Una dirección IPv4 son cuatro números de 0 a 255, como 192.168.1.5/24.',
  'fixed.bad.address6':
    'Una dirección IPv6 son grupos de cifras y letras de la a a la f, con dos puntos entre ellos, como 2001:db8::5/64.',
  'fixed.bad.prefix4':
    'Tras la dirección faltan una barra y la longitud de la red: /24 es lo mismo que 255.255.255.0.',
  'fixed.bad.prefix6': 'Tras la dirección faltan una barra y la longitud de la red: lo normal es /64.',
  'fixed.bad.unusable': 'Esta dirección tiene un uso propio y no puede ser la de un PC.',
  'fixed.bad.gateway4': 'El router para IPv4 son cuatro números de 0 a 255, sin barra.',
  'fixed.bad.gateway6': 'El router para IPv6 es una dirección IPv6 sin barra.',
  'fixed.bad.same': 'El router tiene una dirección propia; esta es la de este PC.',
  'fixed.bad.elsewhere':
    'Este router no está en la red de la dirección: compare los números y la longitud tras la barra.',
  'fixed.help':
    'La mayoría de las redes dan direcciones por sí solas; vuelva entonces atrás y elija "por cable". Si no, quien se ocupa de la red dice qué dirección puede tener este PC, y cuál tiene el router. Se pueden dar IPv4 e IPv6 juntas, o solo una. Las direcciones se olvidan al apagar este PC.',

  'summary.connection.wired': 'por cable',
  'summary.connection.wifi': 'wifi {name}',
  'summary.connection.fixed': 'fija: {addresses}',
  'summary.connection.none': 'aún ninguna',
};
