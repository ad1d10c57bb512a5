import type { stickTexts } from '../en-sticks.js';

export const sticks: Record<keyof typeof stickTexts, string> = {
  'stick.find': 'Buscar invitación en una memoria USB',
  'stick.looking': 'Mirando lo que está conectado ...',
  'stick.none':
    'No se encontró ninguna memoria USB. Conecte una, además de aquella desde la que funciona este PC, y reintente.',
  'stick.many': 'Hay {count} memorias USB conectadas. Deje solo aquella en la que escribir.',
  'stick.unmounted': 'No se puede abrir {stick} ({why}).',
  'stick.unwritten': 'No se puede escribir en {stick} ({why}).',
  'stick.empty': 'No hay archivo de invitación en lo que está conectado. No debe estar en una carpeta.',
  'stick.files': 'Archivos de invitación hallados; ya puede quitar la memoria USB:',
  'stick.file': '{name} en {stick}',
  'stick.save': 'Escribir en una memoria USB',
  'stick.saved': '{file} está en {stick}, que ya se puede quitar. Déselo a alguien de confianza.',
};
