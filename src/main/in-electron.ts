/** Whether this process is the app. The global is asked: `node:process`, imported, makes 3 MB of all that it may ever offer. */
export const isInElectron = process.versions['electron'] !== undefined
