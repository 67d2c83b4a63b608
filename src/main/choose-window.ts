import type { ElectronBinary } from './electron-binary.ts'

/** What the choice hangs on. */
export interface Circumstances {
  readonly platform: string
  /** A person sits at this terminal and can answer. */
  readonly isInteractive: boolean
  find(): Promise<ElectronBinary>
  /** Whether the person says yes; null: it left instead of answering. */
  ask(question: string): Promise<boolean | null>
  /** Downloads Electron with its own script; whether that went well; null: it was stopped by the person. */
  download(installer: string): Promise<boolean | null>
}

export type WindowChoice =
  | { readonly kind: 'window'; readonly electronPath: string }
  | { readonly kind: 'browser'; readonly reason: string }
  /** Whoever started it has thought better of it. */
  | { readonly kind: 'none' }

const question =
  'The menu bar needs Electron, which is not downloaded yet (over 100 MB from github.com). Download it now?'

/** Where Headroom shows itself: in the menu bar where Electron is or can be had, else in the browser, and why. */
export async function chooseWindow(circumstances: Circumstances): Promise<WindowChoice> {
  const { platform, isInteractive, find, ask, download } = circumstances
  const found = await find()
  if (found.kind === 'found') return { kind: 'window', electronPath: found.path }
  const { installer, reason } = found
  if (installer === null || platform !== 'darwin' || !isInteractive)
    return { kind: 'browser', reason }
  const isWanted = await ask(question)
  if (isWanted === null) return { kind: 'none' }
  if (!isWanted) return { kind: 'browser', reason }
  const isDownloaded = await download(installer)
  if (isDownloaded === null) return { kind: 'none' }
  if (!isDownloaded) return { kind: 'browser', reason: 'Electron could not be downloaded' }
  const downloaded = await find()
  return downloaded.kind === 'found'
    ? { kind: 'window', electronPath: downloaded.path }
    : { kind: 'browser', reason: downloaded.reason }
}
