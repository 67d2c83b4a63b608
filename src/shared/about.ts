/** What Headroom is, and what it runs on. */
export interface About {
  readonly schema: 'headroom/about/1'
  readonly version: string
  /** `Node`, `Electron`, `Chromium`, the operating system: whatever there is. */
  readonly parts: readonly { readonly name: string; readonly version: string }[]
  /** Where settings, keys and the audit log of this user lie; null in a recording. */
  readonly folder: string | null
}
