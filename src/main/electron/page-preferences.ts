import { join } from 'node:path'
import type { Session, WebPreferences } from 'electron'
import { packageRoot } from '../host/package-root.ts'

/** What every page of ours is locked into. */
export const pagePreferences = (session: Session, isPackaged: boolean): WebPreferences => ({
  preload: join(packageRoot, 'out', 'preload', 'index.cjs'),
  session,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webviewTag: false,
  spellcheck: false,
  navigateOnDragDrop: false,
  backgroundThrottling: true,
  v8CacheOptions: 'bypassHeatCheck',
  devTools: !isPackaged,
})
