import type { Snapshot } from '../../../shared/snapshot.ts'
import { barWords, type BarWords } from './bar-words.ts'

/**
 * For `#(headroom status --format tmux)` in a status line. tmux expands what a job prints once more: formats (`#{…}`) and styles
 * (`#[…]`); and whoever puts it into an option has `#(…)` and the time (`%H`) expanded too.
 */
export function tmuxLine(snapshot: Snapshot): string {
  const words = barWords(snapshot)
  const { alert } = words
  const told = alert === null ? '' : `${gap}${alert.mark} ${alert.title}`
  const style = styleOf(words)
  const line = asTmuxText(`${words.room}${told}`)
  return style === null ? line : `#[${style}]${line}#[default]`
}

/** Nobody could be asked. */
export const tmuxUnknown = (): string => '#[dim]room ?#[default]'

const gap = ' - ' // ASCII: a client without UTF-8 would see an underscore

/**
 * As wide letters that no tmux makes anything of: a doubled `#` is undone by each expansion, and how many there are differs by
 * version and by where the text stands.
 */
export const asTmuxText = (text: string): string =>
  text.replaceAll('#', '\uff03').replaceAll('%', '\uff05')

function styleOf({ state, alert }: BarWords): string | null {
  if (alert?.severity === 'imminent' || state === 'full') return 'fg=red,bold'
  if (alert !== null || state === 'tight') return 'fg=yellow,bold'
  return state === 'unknown' ? 'dim' : null
}
