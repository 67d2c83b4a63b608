import type { Session } from './cdp.ts'
import { createEvent, tell } from './events.ts'
import { fromPageUrl } from './own-scheme.ts'

type Level = Electron.WebContentsConsoleMessageEventParams['level']

const levels: Readonly<Record<string, Level>> = {
  error: 'error',
  assert: 'error',
  warning: 'warning',
  debug: 'debug',
  verbose: 'debug',
}
const numbers: Readonly<Record<Level, number>> = { debug: 0, info: 1, warning: 2, error: 3 }

interface Line {
  readonly kind: string
  readonly message: string
  readonly lineNumber: number
  readonly sourceId: string
}

/** What the page, and Chromium about the page, prints: 'console-message'. */
export function reportConsole(
  session: Session,
  contents: Electron.WebContents,
  mainFrame: () => Electron.WebFrameMain,
): void {
  const report = ({ kind, message, lineNumber, sourceId }: Line): void => {
    const level = levels[kind] ?? 'info'
    const source = fromPageUrl(sourceId)
    const event = createEvent({ message, level, lineNumber, sourceId: source, frame: mainFrame() })
    const outdated = [numbers[level], message, lineNumber, source]
    tell('WebContents', contents, 'console-message', event, ...outdated)
  }
  session.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
    const message = args.map((arg) => String(arg.value ?? arg.description ?? arg.type)).join(' ')
    const top = stackTrace?.callFrames[0]
    const sourceId = top?.url ?? ''
    report({ kind: type, message, lineNumber: (top?.lineNumber ?? -1) + 1, sourceId })
  })
  session.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
    const { text, exception, lineNumber, url = '' } = exceptionDetails
    const message = `${text} ${exception?.description ?? ''}`
    report({ kind: 'error', message, lineNumber: lineNumber + 1, sourceId: url })
  })
  // among them what a content security policy has refused
  session.on('Log.entryAdded', ({ entry }) => {
    const { level, text, lineNumber = 0, url = '' } = entry
    report({ kind: level, message: text, lineNumber, sourceId: url })
  })
}
