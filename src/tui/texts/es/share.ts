import type { shareTexts } from '../en-share.js';

/** Spanish, of what this machine gives to others. */
export const share: Record<keyof typeof shareTexts, string> = {
  'gives.title': 'Lo que aporta este PC',
  'gives.intro':
    'Cada nodo pasa lo que envían otros, y se oculta entre ellos porque ellos hacen lo mismo por él: quien más aporta, mejor se oculta. Solo pasa paquetes sellados, y nada sale de aquí a Internet.',
  'gives.rate': 'Mbit por segundo como máximo (vacío: todo lo que dé la línea)',
  'gives.rate.bad': 'Se esperaba un número de 0.1 a 10000, o nada.',
  'gives.rate.means': 'Usado todo el día, serían {day} GB de salida y {day} GB de entrada.',
  'gives.rate.none': 'Sin límite. Sus propios programas comparten la línea con esto.',
  'gives.cap': 'Gigabytes al mes como máximo (vacío: sin límite)',
  'gives.cap.bad': 'Se esperaba un número de 10 a 1000000, o nada.',
  'gives.cap.means':
    'Unos {day} GB al día, sumando ambos sentidos. Cuando se gasta una parte, no se pasa nada de otros hasta que hay una nueva; lo suyo sigue.',
  'gives.cap.none': 'Sin límite. Ponga uno si paga por lo que pasa por su línea.',
  'gives.help':
    'Si este PC tiene una línea sin límite, deje vacías las dos casillas. Si otros comparten la línea, un cuarto de su velocidad de subida es un buen comienzo: una línea doméstica de 40 Mbit por segundo puede dar 10. Si cada gigabyte cuesta dinero, ponga un límite al mes: cuenta todo lo que este nodo envía y recibe, por meses naturales, y reparte por igual entre sus días lo que es para otros. Un nodo necesita unos 10 GB al mes para seguir en contacto. Ambos se pueden cambiar después ("phantom config set share.mbit_per_second 10").',
  'summary.gives': 'Aporta',
  'summary.gives.all': 'todo lo que dé la línea',
  'summary.gives.rate': 'máximo {rate} Mbit/s',
  'summary.gives.cap': '{cap} GB al mes en total',
  'facts.share': 'Aporta',
  'share.all': 'todo lo que dé la línea',
  'share.rate': 'máximo {rate} Mbit/s',
  'share.month': '{used} de {limit} usados este mes',
  'share.used': 'Lo del mes está gastado: no se pasa nada de otros antes del {date}. Lo suyo sigue.',
  'share.ahead':
    'Se ha gastado más que la parte de estos días, así que por un tiempo no se pasa nada de otros.',
};
