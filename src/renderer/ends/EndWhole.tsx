import type { ReactNode } from 'react'
import type { BlackBoxReport, EndSignature } from '../../shared/black-box.ts'
import { printable } from '../../shared/printable.ts'
import { printableCommand } from '../../shared/finding-text.ts'
import { formatTimeOfDay } from '../../shared/units.ts'
import styles from '../findings/FindingCard.module.css'
import { FindingFixes } from '../findings/FindingFixes.tsx'
import { CopyText } from '../ui/CopyText.tsx'
import { unbroken } from '../ui/unbroken.ts'
import { useWords } from '../words/use-words.ts'
import own from './EndWhole.module.css'
import { LastTable } from './LastTable.tsx'

/** Longer than any sentence of Core. */
const maxLength = 1_000

/** All that is known of an end: what happened, what the system says, how it stood, what helps, and where nobody could look. */
export function EndWhole({ report }: { readonly report: BlackBoxReport }): ReactNode {
  const { t, say } = useWords()
  const { story, signatures, last, unread } = report
  const fixes = report.fixes.map(({ text, command, costs }) => ({
    text,
    command: command === null ? null : printableCommand(command),
    costs,
  }))
  return (
    <div className={own['whole']}>
      <Story story={story} />
      {signatures.length === 0 ? null : (
        <Part title={t('ends.says')}>
          {signatures.map((signature) => (
            <Signature key={`${signature.from} ${signature.text}`} signature={signature} />
          ))}
          <div className={own['copy']}>
            <CopyText
              label={t('ui.copy.copy')}
              textOf={() => signatures.map(({ text, from }) => `${from}\n${text}`).join('\n\n')}
            />
          </div>
        </Part>
      )}
      {last === null ? null : <LastTable last={last} />}
      {last === null || last.alerts.length === 0 ? null : (
        <Said title={t('ends.alerts')} lines={last.alerts.map(say)} />
      )}
      {last === null || last.findings.length === 0 ? null : <Failed findings={last.findings} />}
      <FindingFixes fixes={fixes} isWhole />
      {unread.length === 0 ? null : <Said title={t('ends.notRead')} lines={unread.map(say)} />}
    </div>
  )
}

/** What happened, then what stood at that moment, then how old that is. */
function Story({ story }: Pick<BlackBoxReport, 'story'>): ReactNode {
  const { say, language } = useWords()
  const said = story.map((sentence) => unbroken(say(printable(sentence, maxLength))))
  const [first, ...others] = said
  const between = language === 'zh-Hans' ? '' : ' '
  return (
    <>
      <p>{first}</p>
      <p>{others.slice(0, -1).join(between)}</p>
      <p className={own['age']}>{others.at(-1)}</p>
    </>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <>
      <h4 className={styles['label']}>{title}</h4>
      {children}
    </>
  )
}

/** Word for word, and where it stands. */
function Signature({ signature: { text, from } }: { readonly signature: EndSignature }): ReactNode {
  const { say } = useWords()
  return (
    <>
      <code className={styles['line']} dir="auto">
        {printable(text, maxLength)}
      </code>
      <p className={own['from']}>{say(printable(from, maxLength))}</p>
    </>
  )
}

function Failed({
  findings,
}: {
  readonly findings: NonNullable<BlackBoxReport['last']>['findings']
}): ReactNode {
  const { t, say, figure } = useWords()
  const lines = findings.map(
    ({ atMs, title }) => `${figure(formatTimeOfDay(atMs))} · ${say(title)}`,
  )
  return <Said title={t('ends.failed')} lines={lines} />
}

const Said = ({
  title,
  lines,
}: {
  readonly title: string
  readonly lines: readonly string[]
}): ReactNode => (
  <Part title={title}>
    <ul className={own['lines']}>
      {[...new Set(lines)].map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  </Part>
)
