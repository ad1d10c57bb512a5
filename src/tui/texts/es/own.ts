/** Spanish, of the address at the end of the set-up. */
export const own = {
  'own.title': 'Su dirección',
  'own.intro':
    'Para salir no hace falta ninguna, pero para que otros lleguen a un PC, este tiene una dirección de Phantom. Cree una ahora, o cuando quiera, en la página "{page}" del panel. Nadie llega a ningún programa de este PC antes de que usted abra un puerto.',
  'own.failed': 'No se pudo crear ninguna dirección: {why}',
  'own.kept':
    'En este disco está en la memoria, y se pierde al apagar el PC. Una copia en otra memoria USB, sellada con una contraseña de al menos 8 letras, la devuelve en cualquier PC.',
  'own.without': 'Seguir sin copia',
  'own.help':
    'Una dirección se crea probando millones de claves, para que nadie más pueda tener la misma. No dice quién es usted ni dónde está. La copia contiene la dirección con su clave y los nodos con los que usted empieza; quien tiene el archivo y la contraseña es su dueño. Conecte otra memoria USB, escriba la contraseña dos veces y elija guardar la copia. El panel la restaura.',
};
