import type { Plugin } from 'vite'

/**
 * What fastify brings for those who give it schemas of JSON, a log of requests, requests of their own making, or patterns of
 * files. We do none of it, and as part of the bundle it is half of all that `serve` loads.
 */
const leftOut: ReadonlySet<string> = new Set([
  '@fastify/ajv-compiler',
  '@fastify/fast-json-stringify-compiler',
  'pino',
  'light-my-request',
  'glob',
])

const prefix = '\0left-out:'

/** The compilers are made with the server, and called with its first schema. */
const standIn = (name: string): string => `
  const missing = () => { throw new Error('${name} is not part of this build: build/left-out.ts') }
  module.exports = Object.assign(() => missing, { glob: missing, pino: missing })
`

/** In place of such a package something small that says so when it is called. */
export const leaveOut = (): Plugin => ({
  name: 'left-out',
  enforce: 'pre',
  resolveId: (source) => (leftOut.has(source) ? `${prefix}${source}` : null),
  load: (id) => (id.startsWith(prefix) ? standIn(id.slice(prefix.length)) : null),
})
