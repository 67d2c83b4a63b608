import { matchesPattern } from './own-scheme.ts'
import { whole } from './loud.ts'
import type { PageRequest, Verdict } from './requests.ts'

type Details = Electron.OnBeforeRequestListenerDetails
type Listener = (details: Details, callback: (response: Electron.CallbackResponse) => void) => void
type ResourceType = Details['resourceType']

export interface WebRequests {
  readonly webRequest: Electron.WebRequest
  /** What the listener of `onBeforeRequest` says; there is one at most, as in Electron. */
  before(request: PageRequest, from: From): Promise<Verdict>
}

export interface From {
  readonly contents: Electron.WebContents
  readonly frame: Electron.WebFrameMain
  readonly isMainFrame: boolean
}

const resourceTypes: Readonly<Record<string, ResourceType>> = {
  Stylesheet: 'stylesheet',
  Script: 'script',
  Image: 'image',
  Font: 'font',
  Media: 'media',
  XHR: 'xhr',
  Fetch: 'xhr',
  Ping: 'ping',
  CSPViolationReport: 'cspReport',
  WebSocket: 'webSocket',
}

export function createWebRequests(): WebRequests {
  let current: { readonly filter: Electron.WebRequestFilter; readonly listener: Listener } | null =
    null
  let lastId = 0
  const onBeforeRequest = (
    first: Electron.WebRequestFilter | Listener | null,
    second?: Listener | null,
  ): void => {
    const isFiltered = typeof first === 'object' && first !== null
    const filter = isFiltered ? first : { urls: ['<all_urls>'] }
    const listener = isFiltered ? (second ?? null) : first
    current = listener === null ? null : { filter, listener }
  }
  const before = async (request: PageRequest, from: From): Promise<Verdict> => {
    if (current === null) return { kind: 'go' }
    const resourceType = typeOf(request, from)
    if (!admits(current.filter, request.url, resourceType)) return { kind: 'go' }
    const id = (lastId += 1)
    const { listener } = current
    const response = await new Promise<Electron.CallbackResponse>((resolve) => {
      listener(detailsOf(id, request, from, resourceType), resolve)
    })
    if (response.cancel === true) return { kind: 'block' }
    if (response.redirectURL !== undefined) return { kind: 'redirect', url: response.redirectURL }
    return { kind: 'go' }
  }
  const part = { onBeforeRequest } satisfies Partial<Electron.WebRequest>
  return { webRequest: whole<Electron.WebRequest>('webRequest', part), before }
}

function typeOf(request: PageRequest, { isMainFrame }: From): ResourceType {
  if (request.resourceType === 'Document') return isMainFrame ? 'mainFrame' : 'subFrame'
  return resourceTypes[request.resourceType] ?? 'other'
}

function admits(filter: Electron.WebRequestFilter, url: string, type: ResourceType): boolean {
  const { urls, excludeUrls = [], types = [] } = filter
  if (types.length > 0 && !types.some((one) => one === type)) return false
  if (excludeUrls.some((pattern) => matchesPattern(url, pattern))) return false
  return urls.some((pattern) => matchesPattern(url, pattern))
}

const detailsOf = (
  id: number,
  { url, method, headers }: PageRequest,
  { contents, frame }: From,
  resourceType: ResourceType,
): Details => ({
  id,
  url,
  method,
  webContentsId: contents.id,
  webContents: contents,
  frame,
  resourceType,
  referrer: headers['Referer'] ?? '',
  timestamp: Date.now(),
  uploadData: [],
})
