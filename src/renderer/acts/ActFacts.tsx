import type { ReactNode } from 'react'
import type { KeptAct } from '../../shared/act.ts'
import { printable } from '../../shared/printable.ts'
import { formatBytes, formatTook } from '../../shared/units.ts'
import { SmallButton } from '../ui/SmallButton.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './ActFacts.module.css'
import { useReopen } from './use-reopen.ts'

interface Props {
  readonly act: KeptAct
  readonly onDone: () => void
}

/** A line of the log is never longer. */
const maxTextLength = 600

/** All that the log holds of an act, and the way back where there is one. */
export function ActFacts({ act, onDone }: Props): ReactNode {
  const { t, say, figure } = useWords()
  const { sentence, server, request, heldBytes, expectedBytes, returnedBytes, tookMs } = act
  const bytes = (of: number | null): string | null => (of === null ? null : figure(formatBytes(of)))
  return (
    <>
      <p>{sentence === null ? t('acts.unfinishedWhy') : say(printable(sentence, maxTextLength))}</p>
      <dl className={styles['facts']}>
        <Fact name={t('acts.asked')} value={t(`acts.by.${act.by}`)} />
        <Fact
          name={t('acts.from')}
          value={act.from === undefined ? null : printable(act.from, maxTextLength)}
          isForeign
        />
        {act.act === 'limit' ? null : (
          <Fact name={t('acts.target')} value={printable(act.target, maxTextLength)} isForeign />
        )}
        <Fact
          name={t('acts.server')}
          value={server === null ? null : printable(server, maxTextLength)}
          isForeign
        />
        <Fact name={t('acts.held')} value={bytes(heldBytes)} />
        <Fact name={t('acts.expected')} value={bytes(expectedBytes)} />
        <Fact name={t('acts.returned')} value={bytes(returnedBytes)} />
        <Fact
          name={t('acts.tookFor')}
          value={tookMs === null ? null : figure(formatTook(tookMs))}
        />
        <Fact name={t('acts.force')} value={act.isForced ? t('acts.forceYes') : null} />
        {request === null ? null : (
          <>
            <dt>{t('acts.sent')}</dt>
            <dd>
              <code className={styles['code']} dir="ltr">
                {printable(request, maxTextLength)}
              </code>
            </dd>
          </>
        )}
      </dl>
      <Reopen act={act} onDone={onDone} />
    </>
  )
}

interface FactProps {
  readonly name: string
  readonly value: string | null
  readonly isForeign?: boolean
}

function Fact({ name, value, isForeign = false }: FactProps): ReactNode {
  if (value === null) return null
  return (
    <>
      <dt>{name}</dt>
      <dd>{isForeign ? <bdi dir="auto">{value}</bdi> : value}</dd>
    </>
  )
}

function Reopen({ act, onDone }: Props): ReactNode {
  const { t, say } = useWords()
  const { reopening, reopen } = useReopen(act, onDone)
  switch (reopening.kind) {
    case 'no':
      return null
    case 'offered':
      return (
        <SmallButton
          text={t('acts.reopen')}
          spoken={`${t('acts.reopen')}: ${printable(act.target)}`}
          onClick={reopen}
        />
      )
    case 'under-way':
      return <p role="status">{t('acts.reopening')}</p>
    case 'told':
      return <p role="status">{say(reopening.sentence)}</p>
  }
}
