import type { ReactNode } from 'react'
import { unknownSize, type ShownContext, type ShownModel } from '../../shared/model-text.ts'
import type { Model, ModelMemory } from '../../shared/server.ts'
import { formatPace } from '../../shared/units.ts'
import { AlsoSpoken } from '../ui/AlsoSpoken.tsx'
import { Meter } from '../ui/Meter.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './ModelRow.module.css'

interface SizeProps {
  readonly model: Model
  readonly shown: ShownModel
}

/** What it takes, with who says so for who points at it or listens. */
export function ModelSize({ model, shown: { size } }: SizeProps): ReactNode {
  const { say, figure } = useWords()
  if (size === null)
    return model.isRemote ? null : <span className={styles['unknown']}>{say(unknownSize)}</span>
  const origin = say(size.origin)
  return (
    <span className={styles['size']} title={origin}>
      {figure(size.figure)}
      <span className="spoken"> {origin}</span>
    </span>
  )
}

interface AboutProps extends SizeProps {
  /** What it is called, for who listens. */
  readonly name: string
  /** In place of what it does: it is being let go. */
  readonly working: string | null
}

/** The second line, in columns of constant width: whose it is and who told its size, how full its context is, its pace or since when it idles. */
export function ModelAbout({ model, shown, name, working }: AboutProps): ReactNode {
  const { t, say } = useWords()
  const { server, quantization, context, state, expiry } = shown
  const origin = originOf(model.memory)
  const spoken =
    working ?? [state, expiry].flatMap((one) => (one === null ? [] : say(one))).join(', ')
  const seen = working ?? paceOf(model) ?? state
  return (
    <div className={styles['second']}>
      <p className={styles['about']}>
        <span dir="auto">
          {[say(server), ...(quantization === null ? [] : [quantization])].join(' · ')}
        </span>
        {origin === null || model.isRemote ? null : (
          // spoken in full beside the figure
          <span title={shown.size === null ? undefined : say(shown.size.origin)} aria-hidden="true">
            {` · ${t(`models.origin.${origin}`)}`}
          </span>
        )}
      </p>
      <Context context={context} name={name} />
      <p className={styles['state']} title={spoken}>
        <AlsoSpoken text={say(seen)} spoken={spoken} />
      </p>
    </div>
  )
}

/** Its sign says that it generates; a queue is worth the word. */
const paceOf = ({ state, tokensPerSecond, queueLength }: Model): string | null =>
  state === 'generating' && tokensPerSecond !== null && (queueLength ?? 0) === 0
    ? formatPace(tokensPerSecond)
    : null

const originOf = ({ total, weights }: ModelMemory) =>
  total !== null ? total.origin : weights === null ? null : 'weights'

interface ContextProps {
  readonly context: ShownContext | null
  readonly name: string
}

function Context({ context, name }: ContextProps): ReactNode {
  const { t, say } = useWords()
  if (context === null) return null
  const { ratio, text } = context
  const exact = say(context.exact)
  return (
    <p className={styles['context']} title={exact}>
      <span>{say(text)}</span>
      {ratio === null ? null : (
        <Meter label={t('models.contextOf', { name })} ratio={ratio} spoken={exact} />
      )}
    </p>
  )
}
