import { useId, useState, type ReactNode } from 'react'
import type { FitShown } from '../../shared/fit-shown.ts'
import type { Fit, FitEngine } from '../../shared/fit.ts'
import { printable } from '../../shared/printable.ts'
import { useWords } from '../words/use-words.ts'
import { contextShown, wishForEngine } from './context-shown.ts'
import { ContextSlider } from './ContextSlider.tsx'
import styles from './FitControls.module.css'
import type { Wish } from './wish.ts'

interface Props {
  readonly shown: FitShown
  readonly wish: Wish
  readonly onWish: (wish: Wish) => void
}

/** How it is run: what is chosen here is asked of main, and nothing is run. */
export function FitControls({ shown, wish, onWish }: Props): ReactNode {
  const { t } = useWords()
  const { fit, contextRange, kvTypes } = shown
  const context = contextShown(fit, wish.contextTokens)
  return (
    <div className={styles['controls']}>
      {contextRange === null || context === null ? null : (
        <ContextSlider
          range={contextRange}
          {...context}
          isChosen={wish.contextTokens !== null}
          onTokens={(contextTokens) => onWish({ ...wish, contextTokens })}
        />
      )}
      <div className={styles['choices']}>
        <EngineChoice model={fit.model} wish={wish} onWish={onWish} />
        {kvTypes.length < 2 ? null : (
          <Choice
            label={t('fit.kvCache')}
            value={wish.kvType ?? ''}
            options={[
              ['', t('fit.default')],
              ...kvTypes.map((one) => [one, printable(one)] as const),
            ]}
            onValue={(value) => onWish({ ...wish, kvType: value === '' ? null : value })}
          />
        )}
        {fit.parallel === null ? null : (
          <Parallel shown={fit.parallel} wish={wish} onWish={onWish} />
        )}
      </div>
    </div>
  )
}

/** Both read the same files. */
const enginesOfGguf = ['llama.cpp', 'ollama'] as const
const engineTitles: Readonly<Record<FitEngine, string>> = {
  'llama.cpp': 'llama.cpp',
  ollama: 'Ollama',
  mlx: 'MLX',
}

interface EngineProps extends Pick<Props, 'wish' | 'onWish'> {
  readonly model: Fit['model']
}

/** The types of a cache are the same of all of these. */
function EngineChoice({ model, wish, onWish }: EngineProps): ReactNode {
  const { t } = useWords()
  // as it lies, before anything was chosen
  const [own] = useState(model)
  const { engine } = model
  if (engine === null || engine === 'mlx') return null
  return (
    <Choice
      label={t('fit.engine')}
      value={wish.engine ?? (own.program === undefined ? engine : '')}
      options={[
        ...(own.program === undefined ? [] : [['', 'LM Studio'] as const]),
        ...enginesOfGguf.map((one) => [one, engineTitles[one]] as const),
      ]}
      onValue={(value) => {
        const found = enginesOfGguf.find((one) => one === value) ?? null
        if (found !== null || value === '') onWish(wishForEngine(wish, found, own))
      }}
    />
  )
}

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly (readonly [value: string, title: string])[]
  readonly onValue: (value: string) => void
}

function Choice({ label, value, options, onValue }: ChoiceProps): ReactNode {
  return (
    <label className={styles['choice']}>
      {label}
      <select
        className={styles['field']}
        value={value}
        onChange={({ target }) => onValue(target.value)}
      >
        {options.map(([one, title]) => (
          <option key={one} value={one}>
            {title}
          </option>
        ))}
      </select>
    </label>
  )
}

const mostParallel = 64

interface ParallelProps extends Pick<Props, 'wish' | 'onWish'> {
  /** As main has reckoned. */
  readonly shown: number
}

/** Empty: as the engine does by itself. */
function Parallel({ shown, wish, onWish }: ParallelProps): ReactNode {
  const { t } = useWords()
  const hintId = useId()
  return (
    <label className={styles['choice']}>
      {t('fit.atOnce')}
      <input
        className={styles['field']}
        type="number"
        min={1}
        max={mostParallel}
        value={wish.parallel ?? ''}
        placeholder={`${shown}`}
        aria-describedby={hintId}
        onChange={({ target: { valueAsNumber: count } }) => {
          const isCount = Number.isInteger(count) && count >= 1 && count <= mostParallel
          onWish({ ...wish, parallel: isCount ? count : null })
        }}
      />
      <span id={hintId} className="spoken">
        {t('fit.atOnceHelp')}
      </span>
    </label>
  )
}
