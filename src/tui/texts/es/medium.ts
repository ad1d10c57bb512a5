import type { mediumTexts } from '../en-medium.js';

/** Spanish, of the check of the disc. */
export const medium: Record<keyof typeof mediumTexts, string> = {
  'medium.title': '¿Está intacto este disco?',
  'medium.intro':
    'Un CD rayado, o una memoria USB que no se escribió hasta el final, causa luego fallos raros. La comprobación lee todo el disco: cerca de un minuto con una memoria USB, varios con un CD. Puede seguir sin ella.',
  'medium.check': 'Comprobar ahora',
  'medium.stop': 'Parar',
  'medium.checking': 'Leyendo el disco: {percent} %',
  'medium.intact': 'El disco está intacto.',
  'medium.damaged':
    '{count} archivo de este disco está dañado. Grabe el disco otra vez, más despacio o en otro soporte. | {count} archivos de este disco están dañados. Grabe el disco otra vez, más despacio o en otro soporte.',
  'medium.failed': 'No se pudo comprobar el disco: {why}',
  'medium.help':
    'El disco lleva una lista de cómo debe ser cada uno de sus archivos. La comprobación lee cada archivo y compara. Encuentra lo que falló al grabar el disco, o después. No puede saber quién hizo el disco: antes de grabarlo, compare el SHA-256 de la imagen con el publicado. Mientras lee, puede pararla o seguir; en el disco no se cambia nada.',
};
