import { cameBackText } from '../../shared/act-text.ts'
import type { ActKind } from '../../shared/act.ts'
import { nameOfSeverity } from '../../shared/alert-text.ts'
import type { EventDetail, HistoryEvent, HistoryEventKind } from '../../shared/history.ts'
import { printable } from '../../shared/printable.ts'
import { formatBytes, formatSpan } from '../../shared/units.ts'

const kindWidth = 8
/** A sentence of Core may be longer than a name. */
const maxWhatLength = 200
const maxAddressLength = 64

/** `load      qwen3:30b · loaded in 21 s · needed 18.9 GB` */
export function eventLine({ kind, what, more }: HistoryEvent): string {
  const parts = [printable(what, maxWhatLength), ...moreOf(more)]
  return `${words[kind].padEnd(kindWidth)}  ${parts.join(' · ')}`
}

const words: Readonly<Record<HistoryEventKind, string>> = {
  load: 'load',
  prompt: 'prompt',
  finding: 'finding',
  act: 'act',
  alert: 'alert',
}

function moreOf(more: EventDetail | null): readonly string[] {
  switch (more?.kind) {
    case undefined:
      return []
    case 'alert':
      return [nameOfSeverity[more.severity]]
    case 'load': {
      const { stage, tookMs, needBytes } = more
      const end = stage === 'loaded' ? 'loaded in' : 'failed after'
      const need = needBytes === null ? [] : [`needed ${formatBytes(needBytes)}`]
      return [`${end} ${formatSpan(tookMs)}`, ...need]
    }
    case 'act': {
      const { act, by, from, expectedBytes } = more
      const expected =
        expectedBytes === null
          ? null
          : `${formatBytes(expectedBytes)} expected, what came back is not known`
      const cameBack = cameBackText(more) ?? expected
      return [
        acts[act],
        ...(cameBack === null ? [] : [cameBack]),
        ...(from === undefined ? [] : [`from ${printable(from, maxAddressLength)}`]),
        ...(by === 'policy' ? ['by Headroom itself'] : []),
      ]
    }
  }
}

const acts: Readonly<Record<ActKind, string>> = {
  unload: 'unloaded',
  quit: 'quit',
  reopen: 'started again',
  limit: 'GPU limit set',
  allow: 'allowed',
  forbid: 'forbidden',
}
