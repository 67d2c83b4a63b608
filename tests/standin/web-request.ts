import { lacks, whole } from './loud.ts'
import type { PageRequest, Verdict } from './requests.ts'

type Details = Electron.OnBeforeRequestListenerDetails
type Listener = (details: Details, callback: (response: Electron.CallbackResponse) => void) => void

export interface WebRequests {
  readonly webRequest: Electron.WebRequest
  /** What the listener of `onBeforeRequest` says; there is one at most, as in Electron. */
  before(request: PageRequest): Promise<Verdict>
}

export function createWebRequests(): WebRequests {
  let listener: Listener | null = null
  const part = {
    onBeforeRequest: (given: Electron.WebRequestFilter | Listener | null) => {
      if (typeof given === 'object' && given !== null) lacks('a filter of onBeforeRequest')
      listener = given
    },
  } satisfies Partial<Electron.WebRequest>
  return {
    webRequest: whole<Electron.WebRequest>('webRequest', part),
    before: async ({ url, method }) => {
      const ask = listener
      if (ask === null) return { kind: 'go' }
      const details = whole<Details>('onBeforeRequest: details', { url, method })
      const response = await new Promise<Electron.CallbackResponse>((resolve) => {
        ask(details, resolve)
      })
      if (response.redirectURL !== undefined) lacks('redirectURL of onBeforeRequest')
      return response.cancel === true ? { kind: 'block' } : { kind: 'go' }
    },
  }
}
