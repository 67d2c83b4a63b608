import type { Reading } from '../../../shared/reading.ts'
import type { Host } from '../../host/host.ts'
import { isSecretName } from '../../host/secret-name.ts'
import type { QuitTarget, QuitTrace } from './target.ts'

/**
 * `open`: by macOS. `type`: Headroom does not know what it was started with beside its arguments (its environment, its
 * terminal): whoever started it types this line; null where it is not known.
 */
export type ReopenPlan =
  | { readonly kind: 'open'; readonly argv: readonly [string, ...string[]] }
  | { readonly kind: 'type'; readonly commandLine: string | null }

/** Longer lines are no help. */
const maxLength = 2_000
const openDeadlineMs = 10_000

export function reopenPlan(
  { bundleId, bundlePath }: QuitTarget,
  traces: readonly QuitTrace[],
): ReopenPlan {
  // an absolute path is never taken for an option
  const isBundle = bundlePath !== null && /^\/.*\.app$/s.test(bundlePath)
  if (bundleId !== null && isBundle) return { kind: 'open', argv: ['/usr/bin/open', bundlePath] }
  const [main] = traces
  return { kind: 'type', commandLine: main === undefined ? null : commandLineOf(main) }
}

/** `open` starts what does not run, and brings to the front what does. */
export const reopen = (
  host: Host,
  { argv }: ReopenPlan & { readonly kind: 'open' },
): Promise<Reading<string>> => host.ask({ kind: 'command', argv, deadlineMs: openDeadlineMs })

/** As a person would type it, in its folder. `ps` of a Mac does not tell where an argument ends: only plain words are shown. */
function commandLineOf({ command, folder }: QuitTrace): string | null {
  if (command === null) return null
  if (!command.includes('\0')) {
    const text = command.trim()
    return isPlain.test(text) ? bounded(hideSecrets(text.split(/ +/)).join(' ')) : null
  }
  // the last argument may be empty; a program that gives itself a title leaves many NULs behind it
  const text = command.replace(/\0{4,}$/, '\0').replace(/\0$/, '')
  const argv = hideSecrets(text.split('\0'))
  const line = argv.map(shellWord).join(' ')
  return bounded(folder === null ? line : `cd ${shellWord(folder)} && ${line}`)
}

/** Words that no shell reads anything else into. */
const isPlain = /^[\w@%+=:,./… -]+$/
const plainWord = /^[\w@%+=:,./…-]+$/
const control = /\p{Cc}/u

const bounded = (line: string): string | null =>
  line.length > maxLength || control.test(line) ? null : line

/** In single quotes a shell reads nothing but the next single quote. */
const shellWord = (word: string): string =>
  plainWord.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`

/** `--api-key …`: whoever types it knows it. */
function hideSecrets(argv: readonly string[]): readonly string[] {
  return argv.map((argument, index) => {
    const [, option, value] = /^(--?[\w.-]+)=(.*)$/s.exec(argument) ?? []
    if (option !== undefined && value !== undefined) {
      return isSecretName(option.replace(/^-+/, '')) ? `${option}=…` : argument
    }
    const before = argv[index - 1] ?? ''
    const isValue = !argument.startsWith('-') && /^--?[\w.-]+$/.test(before)
    return isValue && isSecretName(before.replace(/^-+/, '')) ? '…' : argument
  })
}
