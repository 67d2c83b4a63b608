import { originOf } from './own-scheme.ts'
import type { Records } from './records.ts'

type Request = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>
type Check = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>
type Device = NonNullable<Parameters<Electron.Session['setDevicePermissionHandler']>[0]>

export interface Question {
  readonly how: 'request' | 'check'
  readonly permission: string
  readonly contents: Electron.WebContents
  readonly frame: Electron.WebFrameMain
}

/** Who answers when a page asks for a permission. Without a handler everything is granted, as in Electron. */
export function createPermissions(records: Records) {
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
      setDevicePermissionHandler: (handler: Device | null) =>
        void (records.hasDevicePermissionHandler = handler !== null),
    } satisfies Partial<Electron.Session>,
    answer: async (question: Question): Promise<boolean> => {
      const isGranted = question.how === 'check' ? checked(question) : await requested(question)
      const { how, permission, frame } = question
      records.permissions.push({ how, permission, url: frame.url, isGranted })
      return isGranted
    },
  }
}
