/**
 * V8 doubles the space of new objects up to 16 MB, twice, and hardly ever gives it back. A tick makes little that lasts:
 * in the first 1 MB it is collected a few times a minute, which is less work than the memory is worth. It is this flag since it
 * is the one that is read at each growth; the size itself can be set only as an argument of Node.
 */
export const keepYoungSpaceSmall = (): void =>
  process.getBuiltinModule('node:v8').setFlagsFromString('--semi-space-growth-factor=1')
