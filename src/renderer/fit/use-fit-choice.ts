import { useRef, useState, type RefObject } from 'react'
import type { Outcome } from '../../shared/contract.ts'
import type { LocalModels } from '../../shared/local-models.ts'
import { useDrop } from './use-drop.ts'
import { useLocalModels } from './use-local-models.ts'
import { outcomeOfDrop, type DropTrouble } from './wanted.ts'

export interface FitChoice {
  /** The models on the disk; null: they have not come yet. */
  readonly outcome: Outcome<LocalModels> | null
  readonly chosen: string | null
  readonly choose: (wanted: string) => void
  readonly leave: () => void
  /** A file is held over the page. */
  readonly isOver: boolean
  readonly dropTrouble: DropTrouble | null
  readonly forgetTrouble: () => void
  /** Of what was chosen. */
  readonly panel: RefObject<HTMLElement | null>
}

/** What fits now, and what of it was chosen: by a row, by name, or by a file that was dropped. */
export function useFitChoice(): FitChoice {
  const outcome = useLocalModels()
  const [chosen, setChosen] = useState<string | null>(null)
  const [dropTrouble, setDropTrouble] = useState<DropTrouble | null>(null)
  const panel = useRef<HTMLElement>(null)
  const choose = (wanted: string): void => {
    setDropTrouble(null)
    setChosen(wanted)
    // the list may go from sight: what was asked for is read from its head on
    requestAnimationFrame(() => panel.current?.focus())
  }
  const isOver = useDrop((dropped) => {
    const models = outcome?.kind === 'ok' ? outcome.value.models : []
    const what = outcomeOfDrop(dropped, models)
    if (what.kind === 'wanted') choose(what.wanted)
    else setDropTrouble(what.why)
  })
  return {
    outcome,
    chosen,
    choose,
    leave: () => setChosen(null),
    isOver,
    dropTrouble,
    forgetTrouble: () => setDropTrouble(null),
    panel,
  }
}
