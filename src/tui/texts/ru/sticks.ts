import type { stickTexts } from '../en-sticks.js';

export const sticks: Record<keyof typeof stickTexts, string> = {
  'stick.find': 'Искать файл приглашений на флешке',
  'stick.looking': 'Смотрим, что подключено ...',
  'stick.none':
    'Флешка не найдена. Подключите её, кроме той, с которой работает этот PC, и попробуйте ещё раз.',
  'stick.many': 'Подключено флешек: {count}. Оставьте только ту, на которую писать.',
  'stick.unmounted': '{stick} не открывается ({why}).',
  'stick.unwritten': 'Не удаётся записать на {stick} ({why}).',
  'stick.empty': 'На том, что подключено, нет файла приглашений. Он не должен лежать в папке.',
  'stick.files': 'Найдены файлы приглашений; флешку можно вынуть:',
  'stick.file': '{name} на {stick}',
  'stick.save': 'Записать на флешку',
  'stick.saved': '{file} записан на {stick}, можно вынимать. Отдайте её тому, кому доверяете.',
};
