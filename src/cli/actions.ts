import { type Actions, type Call, type CliCommand, UsageError } from './command.js';

/** The part of a command whose first word says what to do: which words may follow, and running what is meant. */
export function byAction(
  name: string,
  actions: Actions,
): Required<Pick<CliCommand, 'actions' | 'operands' | 'run'>> {
  const most = Math.max(...Object.values(actions).map(({ operands }) => operands[1]));
  return {
    actions,
    operands: [1, 1 + most],
    async run(call: Call) {
      const [word = '', ...rest] = call.operands;
      const action = Object.hasOwn(actions, word) ? actions[word]! : null;
      if (!action) throw new UsageError(`Expected ${Object.keys(actions).join(', ')}, but "${word}" came.`);
      const [least, most] = action.operands;
      if (rest.length < least) throw new UsageError(`Something is missing after "${name} ${word}".`);
      if (rest.length > most) {
        const no = most === 0 ? 'No word is' : 'No more words are';
        throw new UsageError(`${no} expected after "${name} ${word}", but "${rest[most]}" came.`);
      }
      return await action.run(call, rest);
    },
  };
}
