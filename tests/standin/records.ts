/** What only a person would notice of the real Electron; `__standin` hands it to a spec. */
export interface Records {
  readonly trays: Electron.Tray[]
  readonly permissions: PermissionAnswer[]
  readonly externalLinks: string[]
  readonly errorBoxes: { readonly title: string; readonly content: string }[]
  readonly popups: { readonly url: string; readonly action: string }[]
  activationPolicy: string | null
  isSandboxEnabled: boolean
  hasDevicePermissionHandler: boolean
  crashReporter: Electron.CrashReporterStartOptions | null
  applicationMenu: Electron.Menu | null
  chromiumPid: number | null
}

export interface PermissionAnswer {
  readonly how: 'request' | 'check'
  readonly permission: string
  readonly url: string
  readonly isGranted: boolean
}

export const createRecords = (): Records => ({
  trays: [],
  permissions: [],
  externalLinks: [],
  errorBoxes: [],
  popups: [],
  activationPolicy: null,
  isSandboxEnabled: false,
  hasDevicePermissionHandler: false,
  crashReporter: null,
  applicationMenu: null,
  chromiumPid: null,
})
