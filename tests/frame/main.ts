import { parseArgs } from 'node:util'
import { exitCode, UsageError } from '../../src/shared/exit-code.ts'

export interface Arguments {
  /** What stands without a dash, in order. */
  readonly words: readonly string[]
  readonly flags: ReadonlySet<string>
  /** `--count 20`: options with a value. */
  readonly values: ReadonlyMap<string, string>
}

/** The arguments of this program. Throws UsageError for an option that is not known. */
export function argumentsOf(flags: readonly string[], valued: readonly string[] = []): Arguments {
  const boolean = flags.map((name) => [name, { type: 'boolean' }] as const)
  const string = valued.map((name) => [name, { type: 'string' }] as const)
  try {
    const parsed = parseArgs({
      args: process.argv.slice(2),
      options: Object.fromEntries([...boolean, ...string]),
      allowPositionals: true,
    })
    const given = Object.entries(parsed.values)
    return {
      words: parsed.positionals,
      flags: new Set(given.filter(([, value]) => value === true).map(([name]) => name)),
      values: new Map(
        given.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
      ),
    }
  } catch (error) {
    // ERR_PARSE_ARGS_…: an unknown option, or one without its value
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

/** Runs a frame and ends with its exit code: 2 and one sentence for wrong use. */
export async function runAsMain(name: string, main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main()
  } catch (error) {
    // any error: the start of a shell is one of the three doors (style, rule 8)
    const isUsage = error instanceof UsageError
    const text = error instanceof Error ? (isUsage ? error.message : error.stack) : String(error)
    process.stderr.write(`${name}: ${text}\n`)
    process.exitCode = isUsage ? exitCode.wrongUse : exitCode.no
  }
}

export const print = (text: string): void => void process.stdout.write(`${text}\n`)
export const say = (text: string): void => void process.stderr.write(`${text}\n`)
