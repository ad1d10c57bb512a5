import type { mediumTexts } from '../en-medium.js';

export const medium: Record<keyof typeof mediumTexts, string> = {
  'medium.title': 'Este disco está intacto?',
  'medium.intro':
    'Um CD riscado, ou um pendrive que não foi gravado até o fim, causa falhas estranhas depois. A verificação lê o disco todo: cerca de um minuto num pendrive, alguns minutos num CD. Você pode continuar sem ela.',
  'medium.check': 'Verificar agora',
  'medium.stop': 'Parar',
  'medium.checking': 'Lendo o disco: {percent} %',
  'medium.intact': 'O disco está intacto.',
  'medium.damaged':
    '{count} arquivo deste disco está danificado. Grave o disco mais uma vez, em velocidade menor ou em outra mídia. | {count} arquivos deste disco estão danificados. Grave o disco mais uma vez, em velocidade menor ou em outra mídia.',
  'medium.failed': 'Não foi possível verificar o disco: {why}',
  'medium.help':
    'O disco traz uma lista de como cada um dos seus arquivos deve ser. A verificação lê cada arquivo e compara. Ela acha o que deu errado durante a gravação do disco, ou depois. Ela não diz quem fez o disco: compare o SHA-256 da imagem com o que foi publicado antes de gravá-la. Enquanto lê, você pode pará-la ou continuar; nada é mudado no disco.',
};
