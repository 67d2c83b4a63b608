import type { ReactNode } from 'react'
import {
  languageChoices,
  nameOfLanguage,
  type LanguageChoice as Choice,
} from '../../shared/language.ts'
import { useWords } from '../words/use-words.ts'
import { RadioGroup } from './RadioGroup.tsx'
import type { Control } from './SettingRow.tsx'

interface Props {
  readonly of: Control
  readonly chosen: Choice
  readonly onChoose: (choice: Choice) => void
}

/** Each in its own words: whoever cannot read the page finds theirs. */
export function LanguageChoice({ of, chosen, onChoose }: Props): ReactNode {
  const { t } = useWords()
  return (
    <RadioGroup of={of} values={languageChoices} chosen={chosen} onChoose={onChoose}>
      {(choice) =>
        choice === 'system' ? (
          t('settings.system')
        ) : (
          <bdi lang={choice}>{nameOfLanguage[choice]}</bdi>
        )
      }
    </RadioGroup>
  )
}
