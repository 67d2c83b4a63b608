import { exitCode, UsageError, type ExitCode } from '../../shared/exit-code.ts'
import type { ForgetLearntInput, Learnt } from '../../shared/learnt.ts'
import { printable } from '../../shared/printable.ts'
import { openLearnt, type LearntStore } from '../history/learnt/learnt-store.ts'
import { createLocalHost } from '../host/local.ts'
import { settingsFolder } from '../host/settings-folder.ts'
import { openSettings } from '../settings/settings-store.ts'
import { askYesNo } from './ask-yes-no.ts'
import { learntLines } from './learnt-lines.ts'
import { nearestWord } from './nearest-word.ts'
import { print, printJson, say } from './output.ts'

export interface LearntOptions {
  readonly json: boolean
  /** An id, or `limit`; null: nothing alone. */
  readonly forget: string | null
  readonly isAll: boolean
  /** All of it goes without a question. */
  readonly isConfirmed: boolean
}

/** `headroom learnt`: lists it, or forgets it, for every Headroom of this user. Throws UsageError. */
export async function learnt(options: LearntOptions): Promise<ExitCode> {
  const host = createLocalHost()
  const folder = settingsFolder()
  try {
    const store = await openLearnt(host, `${folder}/learnt.json`)
    const known = store.current()
    if (options.isAll) return await forgetAll(store, options.isConfirmed)
    if (options.forget !== null) return await forget(store, whatOf(options.forget, known))
    const settings = await openSettings(host, `${folder}/settings.json`)
    if (options.json) printJson(known)
    else print(learntLines(known, settings.current().learns).join('\n'))
    return known.trouble === null ? exitCode.yes : exitCode.no
  } finally {
    await host.close()
  }
}

const limitWord = 'limit'
const maxShownId = 80

function whatOf(id: string, { models, growths, limit }: Learnt): ForgetLearntInput {
  if (id === limitWord && limit !== null) return { kind: 'limit' }
  const ids = [...models, ...growths].map((one) => one.id)
  if (ids.includes(id)) return { kind: 'one', id }
  const nearest = nearestWord(id, [...ids, ...(limit === null ? [] : [limitWord])])
  const meant = nearest === null ? '' : `; did you mean ${printable(nearest, maxShownId)}?`
  throw new UsageError(
    `nothing was learnt that is called ${printable(id, maxShownId)}: headroom learnt lists it${meant}`,
  )
}

async function forget(store: LearntStore, what: ForgetLearntInput): Promise<ExitCode> {
  const kept = await store.forget(what)
  if (kept.kind === 'ok') {
    say('it is forgotten')
    return exitCode.yes
  }
  say(`it could not be forgotten: ${kept.reason}`)
  return exitCode.no
}

async function forgetAll(store: LearntStore, isConfirmed: boolean): Promise<ExitCode> {
  const { models, growths, limit } = store.current()
  if (models.length + growths.length === 0 && limit === null) {
    say('nothing was learnt')
    return exitCode.yes
  }
  const isTerminal = process.stdin.isTTY && process.stderr.isTTY
  if (!isConfirmed && !isTerminal) {
    say('all that was learnt would be lost for good; --yes forgets it')
    return exitCode.no
  }
  const isSure = isConfirmed || (await askYesNo('Forget all that was learnt on this machine?'))
  return isSure ? forget(store, { kind: 'all' }) : exitCode.no
}
