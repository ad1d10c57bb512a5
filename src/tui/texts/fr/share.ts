import type { shareTexts } from '../en-share.js';

export const share: Record<keyof typeof shareTexts, string> = {
  'gives.title': 'Ce que donne ce PC',
  'gives.intro':
    "Chaque nœud transmet ce que d'autres envoient, et se cache parmi eux parce qu'ils font de même pour lui : qui donne plus se cache mieux. Il ne transmet que des paquets scellés, et rien ne sort d'ici vers Internet.",
  'gives.rate': 'Mbit par seconde au plus (vide : tout ce que la ligne peut)',
  'gives.rate.bad': 'Il faut un nombre de 0.1 à 10000, ou rien.',
  'gives.rate.means': 'Utilisé toute la journée, cela ferait {day} Go en sortie et {day} Go en entrée.',
  'gives.rate.none': 'Pas de limite. Vos propres programmes partagent la ligne avec lui.',
  'gives.cap': 'Gigaoctets par mois au plus (vide : pas de limite)',
  'gives.cap.bad': 'Il faut un nombre de 10 à 1000000, ou rien.',
  'gives.cap.means':
    "Environ {day} Go par jour, dans les deux sens ensemble. Quand une part est épuisée, rien n'est transmis pour d'autres jusqu'à la suivante ; ce qui est à vous continue.",
  'gives.cap.none': 'Pas de limite. Fixez-en une si vous payez ce qui passe par votre ligne.',
  'gives.help':
    "Si ce PC a une ligne sans limite, laissez les deux champs vides. Si d'autres partagent la ligne, un quart de son débit d'envoi est un bon début : une ligne de 40 Mbit par seconde peut en donner 10. Si chaque gigaoctet coûte de l'argent, fixez une limite pour le mois : elle compte tout ce que ce nœud envoie et reçoit, par mois du calendrier, et répartit également ce qui est pour les autres. Un nœud a besoin d'une dizaine de Go par mois pour garder le contact. Les deux peuvent être changés plus tard (\"phantom config set share.mbit_per_second 10\").",
  'summary.gives': 'Donne',
  'summary.gives.all': 'tout ce que la ligne peut',
  'summary.gives.rate': 'au plus {rate} Mbit/s',
  'summary.gives.cap': '{cap} Go par mois en tout',
  'facts.share': 'Donne',
  'share.all': 'tout ce que la ligne peut',
  'share.rate': 'au plus {rate} Mbit/s',
  'share.month': '{used} sur {limit} utilisés ce mois',
  'share.used':
    "Le mois est épuisé : rien n'est transmis pour d'autres avant le {date}. Ce qui est à vous continue.",
  'share.ahead': "La part de ces jours est dépassée : rien n'est transmis pour d'autres pendant un moment.",
};
