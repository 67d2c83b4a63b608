/**
 * Structured clones as text, for both ends of the pipe: main calls these functions, and a page gets them as text
 * (page-script.ts). So they name nothing but the language and each other.
 */
export function toWire(root: unknown): string {
  const heap: unknown[] = []
  const places = new Map<object, number>()
  const put = (value: unknown): unknown => {
    if (value === undefined) return ['undefined']
    if (typeof value === 'bigint') return ['bigint', String(value)]
    if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
      return ['number', Object.is(value, -0) ? '-0' : String(value)]
    if (typeof value !== 'object' || value === null) return value
    const known = places.get(value)
    if (known !== undefined) return ['at', known]
    const place = heap.push(null) - 1
    places.set(value, place)
    heap[place] = shapeOf(value, put)
    return ['at', place]
  }
  const first = put(cloneOf(root))
  return JSON.stringify([first, heap])
}

/** Throws what Electron throws. */
export function cloneOf(value: unknown): unknown {
  try {
    return structuredClone(value)
  } catch {
    // DataCloneError: a function, a promise, a node of the page
    throw new Error('An object could not be cloned.')
  }
}

export function shapeOf(value: object, put: (value: unknown) => unknown): readonly unknown[] {
  if (Array.isArray(value)) return ['Array', value.map(put)]
  if (value instanceof Date) return ['Date', value.getTime()]
  if (value instanceof RegExp) return ['RegExp', value.source, value.flags]
  if (value instanceof Map) return ['Map', [...value].map((pair) => pair.map(put))]
  if (value instanceof Set) return ['Set', [...value].map(put)]
  if (value instanceof Error) return ['Error', value.name, value.message, value.stack ?? '']
  if (value instanceof ArrayBuffer)
    return ['Bytes', 'ArrayBuffer', textOfBytes(new Uint8Array(value))]
  if (ArrayBuffer.isView(value)) {
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    return ['Bytes', Object.prototype.toString.call(value).slice(8, -1), textOfBytes(bytes)]
  }
  return ['Object', Object.entries(value).map(([key, one]) => [key, put(one)])]
}

export function textOfBytes(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 4096)
    text += String.fromCharCode(...bytes.subarray(at, at + 4096))
  return btoa(text)
}

export function fromWire(text: string): unknown {
  type Shape = readonly [string, ...unknown[]]
  const [first, heap] = JSON.parse(text) as readonly [unknown, readonly Shape[]]
  const made = new Map<number, unknown>()
  const get = (wire: unknown): unknown => {
    if (!Array.isArray(wire)) return wire
    const [kind, what] = wire as unknown as Shape
    if (kind === 'undefined') return undefined
    if (kind === 'bigint') return BigInt(what as string)
    if (kind === 'number') return Number(what)
    const place = what as number
    if (made.has(place)) return made.get(place)
    const shape = heap[place] ?? ['Object', []]
    const value = emptyOf(shape)
    made.set(place, value) // before its parts: one of them may lead back to it
    fillFrom(value, shape, get)
    return value
  }
  return get(first)
}

export function emptyOf([kind, one, two, three]: readonly unknown[]): unknown {
  switch (kind) {
    case 'Array':
      return []
    case 'Date':
      return new Date(one as number)
    case 'RegExp':
      return new RegExp(one as string, two as string)
    case 'Map':
      return new Map()
    case 'Set':
      return new Set()
    case 'Error':
      return Object.assign(new Error(two as string), { name: one, stack: three })
    case 'Bytes': {
      const { buffer } = Uint8Array.from(atob(two as string), (letter) => letter.charCodeAt(0))
      if (one === 'ArrayBuffer') return buffer
      const views = globalThis as unknown as Record<string, new (of: ArrayBuffer) => unknown>
      const View = views[one as string] ?? Uint8Array
      return new View(buffer)
    }
    default:
      return {}
  }
}

export function fillFrom(
  value: unknown,
  [kind, parts]: readonly unknown[],
  get: (wire: unknown) => unknown,
): void {
  if (kind === 'Array') (value as unknown[]).push(...(parts as unknown[]).map(get))
  if (kind === 'Set') for (const part of parts as unknown[]) (value as Set<unknown>).add(get(part))
  if (kind !== 'Map' && kind !== 'Object') return
  for (const [key, part] of parts as [unknown, unknown][]) {
    if (kind === 'Map') (value as Map<unknown, unknown>).set(get(key), get(part))
    else Object.defineProperty(value, key as string, { value: get(part), enumerable: true, writable: true, configurable: true }) // prettier-ignore
  }
}
