import type { Plugin } from 'vite'

/**
 * What libraries require of Node when they are loaded and call late or never: fastify its HTTP/2 and TLS servers, `ws`
 * the client in it. Loaded, they hold 9 MB of a server that speaks neither.
 */
const lateIn: ReadonlyMap<string, readonly string[]> = new Map([
  ['fastify/lib/server.js', ['https', 'http2']],
  ['ws/lib/websocket.js', ['https', 'tls']],
])

/** A module that loads itself with the first of its names that is asked for. */
const lateModule = (name: string): string =>
  `new Proxy({}, { get: (_, key) => process.getBuiltinModule('node:${name}')[key] })`

// const http2 = require('node:http2')
const requireOf = (name: string): RegExp => new RegExp(`\\brequire\\((['"])(?:node:)?${name}\\1\\)`)

/** The text of a library's file, in which such modules are loaded when they are called. Throws where it requires none. */
export function withLateBuiltins(file: string, text: string): string | null {
  const [, inModules = ''] = /.*\/node_modules\/(.+)$/.exec(file.replaceAll('\\', '/')) ?? []
  const names = lateIn.get(inModules)
  if (names === undefined) return null
  return names.reduce((before, name) => {
    if (!requireOf(name).test(before)) {
      throw new Error(`${inModules} requires ${name} no more: build/late-builtins.ts is to follow`)
    }
    return before.replace(requireOf(name), lateModule(name))
  }, text)
}

export const lateBuiltins = (): Plugin => ({
  name: 'late-builtins',
  enforce: 'pre',
  transform: (text, id) => {
    const code = withLateBuiltins(id, text)
    return code === null ? null : { code, map: null }
  },
})
