import { app } from 'electron'
import type { LoginSystem } from './login-item.ts'
import { onLook } from './window-look.ts'

// mainAppService is what macOS 13 and later have for the app itself
const ofApp = { type: 'mainAppService' } as const
// what only macOS has is not there elsewhere, whatever the types say
const found = (): Electron.LoginItemSettings | undefined => app.getLoginItemSettings?.(ofApp)

export const loginSystem: LoginSystem = {
  isPackaged: () => app.isPackaged,
  status: () => found()?.status ?? null,
  set: (openAtLogin) => app.setLoginItemSettings?.({ ...ofApp, openAtLogin }),
  wasOpenedAtLogin: () => app.getLoginItemSettings?.().wasOpenedAtLogin === true,
  onLook,
}
