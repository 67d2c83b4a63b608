import { useId, type ReactNode } from 'react'
import {
  languageChoices,
  nameOfLanguage,
  type LanguageChoice as Choice,
} from '../../shared/language.ts'
import { useView } from '../store/live.ts'
import { useWords } from '../words/use-words.ts'
import styles from './Choices.module.css'

interface Props {
  readonly chosen: Choice
  readonly onChoose: (choice: Choice) => void
}

/** Each in its own words: whoever cannot read the page finds theirs. */
export function LanguageChoice({ chosen, onChoose }: Props): ReactNode {
  const { t } = useWords()
  const { mayAct } = useView()
  const name = useId()
  return (
    <div className={styles['choices']} role="radiogroup" aria-label={t('settings.language')}>
      {languageChoices.map((choice) => (
        <label key={choice} className={styles['choice']}>
          <input
            type="radio"
            name={name}
            value={choice}
            checked={choice === chosen}
            disabled={!mayAct}
            onChange={() => onChoose(choice)}
          />
          {choice === 'system' ? (
            t('settings.system')
          ) : (
            <bdi lang={choice}>{nameOfLanguage[choice]}</bdi>
          )}
        </label>
      ))}
    </div>
  )
}
