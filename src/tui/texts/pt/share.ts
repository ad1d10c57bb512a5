import type { shareTexts } from '../en-share.js';

export const share: Record<keyof typeof shareTexts, string> = {
  'gives.title': 'O que este PC oferece',
  'gives.intro':
    'Cada nó repassa o que outros enviam, e fica escondido entre eles porque fazem o mesmo por ele: quem oferece mais se esconde melhor. Ele só repassa pacotes lacrados, e nada da Internet sai por aqui.',
  'gives.rate': 'Mbit por segundo no máximo (vazio: tudo o que a linha tem)',
  'gives.rate.bad': 'Era esperado um número de 0.1 a 10000, ou nada.',
  'gives.rate.means': 'Usado o dia todo, seriam {day} GB saindo e {day} GB entrando.',
  'gives.rate.none': 'Sem limite. Os seus próprios programas dividem a linha com ele.',
  'gives.cap': 'Gigabytes por mês no máximo (vazio: sem limite)',
  'gives.cap.bad': 'Era esperado um número de 10 a 1000000, ou nada.',
  'gives.cap.means':
    'Cerca de {day} GB por dia, somando os dois sentidos. Quando uma parcela acaba, nada de outros é repassado até haver uma nova; o que é seu continua.',
  'gives.cap.none': 'Sem limite. Defina um se você paga pelo que passa na sua linha.',
  'gives.help':
    'Se este PC tem uma linha sem limite, deixe os dois campos vazios. Se outros dividem a linha, um quarto da velocidade de envio é um bom começo: uma linha doméstica de 40 Mbit por segundo pode dar 10. Se cada gigabyte custa dinheiro, defina um limite para o mês: ele conta tudo o que este nó envia e recebe, por mês do calendário, e distribui por igual o que é para os outros. Um nó precisa de uns 10 GB por mês para manter contato. Os dois podem ser mudados depois ("phantom config set share.mbit_per_second 10").',
  'summary.gives': 'Oferece',
  'summary.gives.all': 'tudo o que a linha tem',
  'summary.gives.rate': 'no máximo {rate} Mbit/s',
  'summary.gives.cap': '{cap} GB por mês ao todo',
  'facts.share': 'Oferece',
  'share.all': 'tudo o que a linha tem',
  'share.rate': 'no máximo {rate} Mbit/s',
  'share.month': '{used} de {limit} usados neste mês',
  'share.used':
    'O limite do mês foi atingido: nada de outros é repassado antes de {date}. O que é seu continua.',
  'share.ahead':
    'Foi usado mais do que a parcela destes dias; por isso, nada de outros é repassado por um tempo.',
};
