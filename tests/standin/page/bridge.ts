/** What one world may ask of the other by name. */
export type Handlers = Readonly<Record<string, (...args: never[]) => unknown>>

export interface Bridge {
  /** Calls a handler of the other world, synchronously; throws what it throws. */
  call(name: string, ...args: readonly unknown[]): unknown
}

/**
 * Electron's contextBridge between two worlds of one page, over events of a node that is in no document: values cross as
 * copies, functions and promises as stand-ins of their own. Runs in both worlds; a page gets it as text (page-script.ts).
 */
export function createBridge(
  port: EventTarget,
  me: string,
  other: string,
  handlers: Handlers,
): Bridge {
  // taken now: a page may change the prototypes later
  const dispatch = port.dispatchEvent.bind(port)
  const listen = port.addEventListener.bind(port)
  const Custom = CustomEvent
  let lastId = 0
  const tell: Tell = (kind, target, args) => {
    const id = (lastId += 1)
    let answer: readonly [boolean, unknown] = [false, 'the other world is gone']
    const hear = (event: Event): void => void (answer = (event as CustomEvent).detail)
    listen(`answer ${id} to ${me}`, hear, { once: true })
    const packed = args.map((arg) => packValue(arg, ways))
    dispatch(new Custom(`to ${other}`, { detail: [id, kind, target, packed] }))
    const [isOk, value] = answer
    if (!isOk) throw new Error(String(value))
    return unpackValue(value, ways)
  }
  const { ways, act } = createWays(tell, handlers)
  listen(`to ${me}`, (event) => {
    const [id, kind, target, packed] = (event as CustomEvent).detail
    const answer = ((): readonly [boolean, unknown] => {
      try {
        const args = (packed as unknown[]).map((one) => unpackValue(one, ways))
        return [true, packValue(act(kind, target, args), ways)]
      } catch (error) {
        // whatever the other side's function throws: it crosses as its message, as in Electron
        return [false, error instanceof Error ? error.message : String(error)]
      }
    })()
    dispatch(new Custom(`answer ${id} to ${other}`, { detail: answer }))
  })
  return { call: (name, ...args) => tell('handler', name, args) }
}

type Call = (...args: unknown[]) => unknown
type Tell = (kind: string, target: unknown, args: readonly unknown[]) => unknown

/** What this world has lent the other, and what the other asks of it. */
export function createWays(
  tell: Tell,
  handlers: Handlers,
): { readonly ways: Ways; readonly act: Tell } {
  const functions = new Map<number, Call>()
  const promises = new Map<number, (isOk: boolean, value: unknown) => void>()
  let lastId = 0
  const ways: Ways = {
    keep: (call) => {
      functions.set((lastId += 1), call)
      return lastId
    },
    promise: (promise) => {
      const id = (lastId += 1)
      const settle = (isOk: boolean) => (value: unknown) => void tell('settle', id, [isOk, value])
      promise.then(settle(true), settle(false))
      return id
    },
    callOf:
      (id) =>
      (...args) =>
        tell('call', id, args),
    promiseOf: (id) =>
      new Promise((resolve, reject) => {
        promises.set(id, (isOk, value) => (isOk ? resolve(value) : reject(value)))
      }),
  }
  const act: Tell = (kind, target, args) => {
    if (kind === 'call') return functions.get(target as number)?.(...args)
    if (kind === 'handler') return (handlers[target as string] as Call)(...args)
    promises.get(target as number)?.(args[0] === true, args[1])
    promises.delete(target as number)
    return undefined
  }
  return { ways, act }
}

/** How functions and promises cross. */
export interface Ways {
  keep(call: (...args: unknown[]) => unknown): number
  promise(promise: Promise<unknown>): number
  callOf(id: number): (...args: unknown[]) => unknown
  promiseOf(id: number): Promise<unknown>
}

/** A value as arrays that structured cloning carries into the other world, loops and all. */
export function packValue(root: unknown, ways: Ways): unknown {
  const packed = new Map<object, unknown[]>()
  const pack = (value: unknown): unknown[] => {
    if (typeof value === 'function') return ['function', ways.keep(value as never)]
    if (typeof value === 'symbol') throw new Error('An object could not be cloned.')
    if (typeof value !== 'object' || value === null) return ['value', value]
    if (value instanceof Promise) return ['promise', ways.promise(value)]
    if (value instanceof Error) return ['error', value.message]
    const known = packed.get(value)
    if (known !== undefined) return known
    const made: unknown[] = []
    packed.set(value, made)
    if (Array.isArray(value)) made.push('array', value.map(pack))
    else if (Object.prototype.toString.call(value) !== '[object Object]')
      made.push('value', structuredClone(value)) // throws for what cannot cross
    else
      made.push(
        'object',
        Object.entries(value).map(([key, one]) => [key, pack(one)]),
      )
    return made
  }
  return pack(root)
}

export function unpackValue(root: unknown, ways: Ways): unknown {
  type Packed = readonly [string, unknown]
  const unpacked = new Map<unknown, unknown>()
  const unpack = (packed: unknown): unknown => {
    const [kind, content] = packed as Packed
    if (kind === 'value') return content
    if (kind === 'function') return ways.callOf(content as number)
    if (kind === 'promise') return ways.promiseOf(content as number)
    if (kind === 'error') return new Error(content as string)
    if (unpacked.has(packed)) return unpacked.get(packed)
    const made: unknown = kind === 'array' ? [] : {}
    unpacked.set(packed, made)
    if (Array.isArray(made)) made.push(...(content as unknown[]).map(unpack))
    else
      for (const [key, one] of content as Packed[])
        (made as Record<string, unknown>)[key] = unpack(one)
    return made
  }
  return unpack(root)
}
