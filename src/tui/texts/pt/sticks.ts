import type { stickTexts } from '../en-sticks.js';

export const sticks: Record<keyof typeof stickTexts, string> = {
  'stick.find': 'Buscar arquivo de convite num pendrive',
  'stick.looking': 'Vendo o que está conectado ...',
  'stick.none':
    'Nenhum pendrive foi encontrado. Conecte um, além daquele de onde este PC roda, e tente de novo.',
  'stick.many': 'Há {count} pendrives conectados. Deixe só aquele em que se deve gravar.',
  'stick.unmounted': '{stick} não pode ser aberto ({why}).',
  'stick.unwritten': 'Não é possível gravar em {stick} ({why}).',
  'stick.empty': 'Não há arquivo de convite no que está conectado. Ele não pode estar dentro de uma pasta.',
  'stick.files': 'Arquivos de convite encontrados; o pendrive já pode ser retirado:',
  'stick.file': '{name} em {stick}',
  'stick.save': 'Gravar num pendrive',
  'stick.saved': '{file} está em {stick}, que já pode ser retirado. Entregue-o a alguém de confiança.',
};
