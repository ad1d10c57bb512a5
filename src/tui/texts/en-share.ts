/** English, of what this machine gives to others. */
export const shareTexts = {
  'gives.title': 'What this PC gives',
  'gives.intro':
    'Every node passes on what others send, and is hidden among them because they do the same for it: whoever gives more hides better. It passes on sealed datagrams only, and nothing of the Internet goes out here.',
  'gives.rate': 'Mbit per second at most (empty: as much as the line has)',
  'gives.rate.bad': 'A number from 0.1 to 10000 was expected, or nothing.',
  'gives.rate.means': 'Used all day, that would be {day} GB out and {day} GB in.',
  'gives.rate.none': 'No limit. Your own programs share the line with it.',
  'gives.cap': 'Gigabytes a month at most (empty: no limit)',
  'gives.cap.bad': 'A number from 10 to 1000000 was expected, or nothing.',
  'gives.cap.means':
    'About {day} GB a day, both ways together. When a share is used, nothing of others is passed on until there is a new one; what is your own goes on.',
  'gives.cap.none': 'No limit. Set one if you pay for what goes over your line.',
  'gives.help':
    'If this PC has a line without a limit, leave both lines empty. If others share the line, a quarter of its upload rate is a good start: a home line of 40 Mbit per second can give 10. If each gigabyte costs money, set a limit for the month: it counts everything this node sends and receives, in calendar months, and spreads what is for others evenly over them. A node needs some 10 GB a month to stay in touch. Both can be changed later ("phantom config set share.mbit_per_second 10").',
  'summary.gives': 'Gives',
  'summary.gives.all': 'as much as the line has',
  'summary.gives.rate': 'at most {rate} Mbit/s',
  'summary.gives.cap': '{cap} GB a month in all',
  'facts.share': 'Gives',
  'share.all': 'as much as the line has',
  'share.rate': 'at most {rate} Mbit/s',
  'share.month': '{used} of {limit} used this month',
  'share.used':
    'The month is used up: nothing of others is passed on before {date}. What is your own goes on.',
  'share.ahead': 'More than the share of these days is used, so nothing of others is passed on for a while.',
};
