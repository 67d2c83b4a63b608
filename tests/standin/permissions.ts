import { originOf } from './own-scheme.ts'

type Request = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>
type Check = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>

export interface Question {
  readonly how: 'request' | 'check'
  readonly permission: string
  readonly contents: Electron.WebContents
  readonly frame: Electron.WebFrameMain
}

/** Who answers when a page asks for a permission. Without a handler everything is granted, as in Electron. */
export function createPermissions() {
  let request: Request | null = null
  let check: Check | null = null
  const requested = ({ permission, contents, frame }: Question): Promise<boolean> =>
    new Promise((resolve) => {
      if (request === null) return resolve(true)
      const details = { requestingUrl: frame.url, isMainFrame: frame.parent === null }
      request(contents, permission as Parameters<Request>[1], resolve, details)
    })
  const checked = ({ permission, contents, frame }: Question): boolean => {
    if (check === null) return true
    const details = { isMainFrame: frame.parent === null, requestingUrl: frame.url }
    return check(contents, permission as Parameters<Check>[1], `${originOf(frame.url)}/`, details)
  }
  return {
    part: {
      setPermissionRequestHandler: (handler: Request | null) => void (request = handler),
      setPermissionCheckHandler: (handler: Check | null) => void (check = handler),
      setDevicePermissionHandler: () => undefined, // no page asks for a device here
    } satisfies Partial<Electron.Session>,
    answer: async (question: Question): Promise<boolean> =>
      question.how === 'check' ? checked(question) : requested(question),
  }
}
