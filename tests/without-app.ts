import { noShell } from '../src/main/core/own-shell.ts'

/** What the preferences say of the app where a test has none. */
export const withoutApp = noShell('not in this test')
export const shellParts = withoutApp.parts()
