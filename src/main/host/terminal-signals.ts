/** What may be sent to the program in a terminal. */
export const terminalSignals = [
  'SIGHUP',
  'SIGINT',
  'SIGQUIT',
  'SIGTERM',
  'SIGKILL',
  'SIGUSR1',
  'SIGUSR2',
  'SIGSTOP',
  'SIGTSTP',
  'SIGCONT',
  'SIGWINCH',
] as const
