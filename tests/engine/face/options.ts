import { parseArgs } from 'node:util'

/** What the face is asked to be by llama-server's own options. */
export type FaceOptions = Listening & Logging & (SingleOptions | RouterOptions)

export interface Listening {
  readonly host: string
  readonly port: number
}

export interface Logging {
  readonly logFile: string | null
}

export interface SingleOptions {
  readonly kind: 'single'
  readonly file: string
  readonly alias: string | null
  /** Of all slots together. */
  readonly contextTokens: number
  readonly slots: number
}

export interface RouterOptions {
  readonly kind: 'router'
  readonly folder: string
  readonly contextTokens: number
  readonly slots: number
}

/**
 * `-m FILE`, or `--models-dir FOLDER`, and what stands in the README; any other option ends the face with an error, for one
 * that it took and did not heed would be a lie. llama-server's `-np` looks to Node like two options: it is written out first.
 */
export function parseFaceOptions(argv: readonly string[]): FaceOptions {
  const { values } = parseArgs({
    args: argv.map((argument) => (argument === '-np' ? '--parallel' : argument)),
    options: {
      model: { type: 'string', short: 'm' },
      'ctx-size': { type: 'string', short: 'c' },
      parallel: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '8080' },
      alias: { type: 'string', short: 'a' },
      'models-dir': { type: 'string' },
      'log-file': { type: 'string' },
    },
  })
  const { host, 'log-file': logFile = null } = values
  const always = { host, port: wholeNumber('--port', values.port), logFile }
  const contextTokens = wholeNumber('-c', values['ctx-size'])
  const slots = wholeNumber('-np', values.parallel)
  if (values.model !== undefined) {
    const alias = values.alias ?? null
    return { ...always, kind: 'single', file: values.model, alias, contextTokens, slots }
  }
  const folder = values['models-dir']
  if (folder === undefined) throw new Error('the face wants -m FILE or --models-dir FOLDER')
  return { ...always, kind: 'router', folder, contextTokens, slots }
}

function wholeNumber(name: string, text: string | undefined): number {
  if (text === undefined) throw new Error(`the face wants ${name}: it has no defaults of its own`)
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${name} wants a number above 0, not ${text}`)
  return Number(text)
}
