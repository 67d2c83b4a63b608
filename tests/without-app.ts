import { noShell } from '../src/main/core/own-shell.ts'

/** What the preferences say of the app where a test has none. */
export const withoutApp = noShell('only the app has this: Headroom runs as a server here')
export const shellParts = withoutApp.parts()
