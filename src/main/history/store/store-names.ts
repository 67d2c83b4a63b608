export const historyName = 'history.sqlite'

/** SQLite keeps what is not in the file yet beside it. */
export const historyNames = [
  historyName,
  `${historyName}-wal`,
  `${historyName}-shm`,
  `${historyName}-journal`,
] as const
