import { useState, type ReactNode } from 'react'
import type { FitShown } from '../../shared/fit-shown.ts'
import type { Fit } from '../../shared/fit.ts'
import { printable } from '../../shared/printable.ts'
import { formatBytes } from '../../shared/units.ts'
import { LongName } from '../ui/LongName.tsx'
import { Notice } from '../ui/Notice.tsx'
import { useWords } from '../words/use-words.ts'
import { FitControls } from './FitControls.tsx'
import { FitHelp } from './FitHelp.tsx'
import styles from './FitPanel.module.css'
import { FitVerdict } from './FitVerdict.tsx'
import { NeedBar } from './NeedBar.tsx'
import { useFit } from './use-fit.ts'
import { noWish, type Wish } from './wish.ts'

const maxNameLength = 400
const maxReasonLength = 400

/** One model: what it would take, run as it is wished here, and whether that fits. */
export function FitPanel({ model }: { readonly model: string }): ReactNode {
  const { t, say } = useWords()
  const [wish, setWish] = useState<Wish>(noWish)
  const { shown, refusal } = useFit({ model, ...wish })
  return (
    <>
      <Head model={model} shown={shown} />
      {refusal === null ? null : (
        <Notice tone="attention" title={shown === null ? t('fit.nothing') : t('fit.notLikeThis')}>
          {say(printable(refusal, maxReasonLength))}
        </Notice>
      )}
      {shown === null ? (
        refusal === null ? (
          <p className={styles['reading']} role="status">
            {t('fit.reading')}
          </p>
        ) : null
      ) : (
        <>
          <div className={styles['result']} data-stale={refusal !== null}>
            <FitVerdict fit={shown.fit} room={shown.room} />
            <NeedBar shown={shown} />
          </div>
          <FitControls shown={shown} wish={wish} onWish={setWish} />
          <FitHelp shown={shown} />
        </>
      )}
    </>
  )
}

interface HeadProps {
  readonly model: string
  readonly shown: FitShown | null
}

function Head({ model, shown }: HeadProps): ReactNode {
  const name = shown === null ? model : shown.fit.model.name
  return (
    <div>
      <h2 className={styles['name']}>
        <LongName name={printable(name, maxNameLength)} />
      </h2>
      {shown === null ? null : <About fit={shown.fit} />}
    </div>
  )
}

function About({ fit: { model } }: { readonly fit: Fit }): ReactNode {
  const { t, figure } = useWords()
  const { quantization, architecture, layers, fileBytes } = model
  const words = [
    ...[quantization, architecture].flatMap((word) => (word === null ? [] : [printable(word)])),
    ...(layers === null ? [] : [t('fit.layers', { count: layers })]),
    ...(fileBytes === null ? [] : [t('fit.onDisk', { size: figure(formatBytes(fileBytes)) })]),
  ]
  return <p className={styles['about']}>{words.join(' · ')}</p>
}
