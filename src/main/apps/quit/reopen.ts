import type { Reading } from '../../../shared/reading.ts'
import type { Host } from '../../host/host.ts'
import { removeSecrets, substitute } from '../../host/redact.ts'
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
    const isTold = isPlain.test(text) && !header.test(text)
    return isTold ? bounded(wordsOf(text, / +/).join(' ')) : null
  }
  // the last argument may be empty; a program that gives itself a title leaves many NULs behind it
  const text = command.replace(/\0{4,}$/, '\0').replace(/\0$/, '')
  const line = wordsOf(text, '\0').map(shellWord).join(' ')
  return bounded(folder === null ? line : `cd ${shellWord(folder)} && ${line}`)
}

/** Without secrets and prompts: whoever types it knows them. */
const wordsOf = (text: string, gap: RegExp | '\0'): readonly string[] =>
  removeSecrets(text).replaceAll(substitute, '…').split(gap).map(withoutValue)

/** Words that no shell reads anything else into. */
const isPlain = /^[\w@%+=:,./… -]+$/
/** `-H Name: value`: where the value ends is not told. */
const header = /: /
const plainWord = /^[\w@%+=:,./…-]+$/
const control = /\p{Cc}/u

const bounded = (line: string): string | null =>
  line.length > maxLength || control.test(line) ? null : line

/** In single quotes a shell reads nothing but the next single quote. */
const shellWord = (word: string): string =>
  plainWord.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`

/** `api_key=…`, `Authorization: …`: of any length, as the name stands before it. */
function withoutValue(word: string): string {
  const [, before, name] = /^(-{0,2}([\w.-]+)(?:=|: *))./s.exec(word) ?? []
  if (before === undefined || name === undefined) return word
  return isSecretName(name) || secretHeader.test(name) ? `${before}…` : word
}
const secretHeader = /^(?:(?:proxy-)?authorization|cookie)$/i
