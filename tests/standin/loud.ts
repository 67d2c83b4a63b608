/** Asked by the language or by printers, not by a program that needs the answer. */
const quiet: ReadonlySet<string> = new Set([
  'then',
  'toJSON',
  'nodeType',
  'inspect',
  'domain',
  'asymmetricMatch',
  '$$typeof',
  '_maxListeners',
])
/** What Electron still answers on something that was destroyed. */
const answersForEver: ReadonlySet<string> = new Set([
  'isDestroyed',
  'on',
  'once',
  'off',
  'addListener',
  'removeListener',
  'removeAllListeners',
  'emit',
  'listenerCount',
  'listeners',
  'id',
  'constructor',
])

/**
 * The stand-in's part of an API as the whole of it. Sound, since what lies outside the part throws: no test shall pass
 * because something that production asks for was silently undefined.
 */
export function whole<T extends object>(
  name: string,
  part: object,
  isDestroyed: () => boolean = () => false,
): T {
  const proxy = new Proxy(part, {
    get(target, key) {
      if (typeof key === 'string') {
        if (!(key in target) && !quiet.has(key))
          throw new Error(`the stand-in has no ${name}.${key}`)
        if (isDestroyed() && !answersForEver.has(key) && !key.startsWith('_'))
          throw new TypeError('Object has been destroyed')
      }
      return Reflect.get(target, key, target)
    },
  })
  return proxy as T
}

/** What the stand-in refuses, by name: a spec that needs it needs more stand-in first. */
export function lacks(what: string): never {
  throw new Error(`not in the stand-in: ${what}`)
}
