/** The Node that runs the stand-in, before that says that Electron runs it. */
export const ownNode = process.execPath
