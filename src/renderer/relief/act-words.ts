import { capital } from '../../shared/fit-text.ts'
import type { useWords } from '../words/use-words.ts'
import type { ActVerb, Done, Said } from './act-step.ts'

type Speaking = Pick<ReturnType<typeof useWords>, 't' | 'say'>

/** While it is at work: `quitting…`. */
export const workingWords = ({ t }: Speaking, verb: ActVerb): string => t(`relief.working.${verb}`)

/** What has come of an act on what is called `name`. */
export function saidWords({ t, say }: Speaking, said: Said, name: string): string {
  switch (said.kind) {
    case 'core':
      return say(said.text)
    case 'refused':
      return t(`relief.refused.${said.verb}`, { name })
    case 'unheard':
      return t('relief.unheard', { name })
  }
}

/** `Quit: 2.1 GB came back (2.3 GB expected)` */
export const doneWords = ({ t, say }: Speaking, { did, sentence }: Done): string =>
  did === null ? say(sentence) : t(`relief.did.${did}`, { what: say(sentence) })

/** Core's reasons begin small; a sentence of its own does not. */
export const helpWords = ({ say }: Speaking, help: string): string => capital(say(help))
