/** Portuguese, of the address at the end of the set-up. */
export const own = {
  'own.title': 'Seu endereço',
  'own.intro':
    'Para sair não é preciso nenhum, mas para ser alcançado por outros um PC tem um endereço do Phantom. Crie um agora, ou quando quiser, na página "{page}" do painel. Ninguém alcança um programa deste PC antes de você abrir uma porta.',
  'own.failed': 'Não foi possível criar um endereço: {why}',
  'own.kept':
    'Neste disco ele fica na memória e some quando o PC é desligado. Uma cópia em outro pendrive, selada por uma senha de pelo menos 8 letras, o traz de volta em qualquer PC.',
  'own.without': 'Seguir sem cópia',
  'own.help':
    'Um endereço é criado tentando milhões de chaves, para que ninguém mais tenha o mesmo. Ele não diz quem você é nem onde está. A cópia contém o endereço com a chave e os nós com que você começa; quem tem o arquivo e a senha é o dono. Ligue outro pendrive, digite a senha duas vezes e escolha guardar a cópia. O painel a restaura.',
};
