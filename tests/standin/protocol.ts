import { isNative } from './own-scheme.ts'
import { lacks, whole } from './loud.ts'
import type { PageRequest } from './requests.ts'

type Handler = Parameters<Electron.Protocol['handle']>[1]

/** The schemes of which `registerSchemesAsPrivileged` has said that pages may come from them. */
export interface Schemes {
  register(schemes: readonly Electron.CustomScheme[]): void
  isStandard(scheme: string): boolean
}

export function createSchemes(isReady: () => boolean): Schemes {
  const standard = new Set<string>()
  return {
    register: (schemes) => {
      if (isReady())
        throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
      for (const { scheme, privileges = {} } of schemes) {
        const isPage = privileges.standard === true && privileges.secure === true
        if (!isPage) lacks(`a scheme that is not standard and secure (${scheme})`)
        standard.add(scheme)
      }
    },
    isStandard: (scheme) => standard.has(scheme),
  }
}

/** The handlers of one session. */
export interface Handlers {
  readonly protocol: Electron.Protocol
  answer(request: PageRequest): Promise<Response | null>
}

export function createHandlers(schemes: Schemes): Handlers {
  const handlers = new Map<string, Handler>()
  const part = {
    registerSchemesAsPrivileged: (list) => schemes.register(list),
    handle: (scheme, handler) => {
      if (isNative(scheme)) lacks(`protocol.handle('${scheme}')`)
      if (!schemes.isStandard(scheme))
        lacks(
          `protocol.handle of a scheme that was not registered as standard and secure (${scheme})`,
        )
      if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
      handlers.set(scheme, handler)
    },
  } satisfies Partial<Electron.Protocol>
  return {
    protocol: whole<Electron.Protocol>('protocol', part),
    answer: async (request) => {
      const { url, method, headers } = request
      const handler = handlers.get(url.slice(0, url.indexOf(':')))
      if (handler === undefined) return null
      const body = await request.body()
      const carried = body === null ? {} : { body: body as Uint8Array<ArrayBuffer> }
      return handler(new Request(url, { method, headers, ...carried }) as GlobalRequest)
    },
  }
}
