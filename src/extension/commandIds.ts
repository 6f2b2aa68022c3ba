/** Identifiers of the commands in package.json. */
export const commandIds = {
  restartEngine: 'flowcell.restartEngine',
  showOutput: 'flowcell.showOutput',
} as const;
