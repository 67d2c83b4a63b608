import type { ShellParts, UpdatePart } from '../../../shared/shell.ts'

export type UpdateEvent =
  | { readonly kind: 'agreed' | 'withdrawn' | 'checking' | 'loaded' | 'installing' }
  /** `version`: null where there is no newer one. */
  | { readonly kind: 'checked'; readonly version: string | null; readonly atMs: number }
  | { readonly kind: 'loading'; readonly doneRatio: number | null }
  | { readonly kind: 'failed'; readonly reason: string }

/** What comes of it. An event that comes too late for its state changes nothing. */
export function stepUpdate(part: UpdatePart, event: UpdateEvent): UpdatePart {
  switch (event.kind) {
    case 'agreed':
      return isIn(part, 'off') ? { kind: 'ok', state: 'waiting' } : part
    case 'withdrawn':
      return versionOf(part) === null ? { kind: 'ok', state: 'off' } : part
    case 'checking':
      return { kind: 'ok', state: 'checking' }
    case 'checked':
      if (!isIn(part, 'checking')) return part
      return event.version === null
        ? { kind: 'ok', state: 'current', checkedAtMs: event.atMs }
        : { kind: 'ok', state: 'found', version: event.version }
    case 'loading': {
      const version = versionOf(part)
      if (version === null || !isIn(part, 'found', 'loading')) return part
      return { kind: 'ok', state: 'loading', version, doneRatio: event.doneRatio }
    }
    case 'loaded':
      return onwards(part, 'loading', 'ready')
    case 'installing':
      return onwards(part, 'ready', 'installing')
    case 'failed':
      return isIn(part, 'off') ? part : { kind: 'failed', reason: event.reason }
  }
}

type OkState = Extract<UpdatePart, { readonly kind: 'ok' }>['state']

const isIn = (part: UpdatePart, ...states: readonly OkState[]): boolean =>
  part.kind === 'ok' && states.includes(part.state)

/** Of a newer Headroom that is known of; null: none is. */
export const versionOf = (part: UpdatePart): string | null =>
  part.kind === 'ok' && 'version' in part ? part.version : null

/** Of one that only needs to be put in place. */
export const readyVersionOf = (part: ShellParts['updates'] | undefined): string | null =>
  part?.kind === 'ok' && part.state === 'ready' ? part.version : null

function onwards(part: UpdatePart, from: OkState, state: 'ready' | 'installing'): UpdatePart {
  const version = versionOf(part)
  return version === null || !isIn(part, from) ? part : { kind: 'ok', state, version }
}
