// npm run torture [-- name ...] [--minutes N]: what must hold under load and over time. Ends with 1 where a trial failed.
import { exitCode, UsageError } from '../../src/shared/exit-code.ts'
import { createChildren } from '../frame/children.ts'
import { choose, discover } from '../frame/discover.ts'
import { argumentsOf, print, runAsMain, say } from '../frame/main.ts'
import { formatTable } from '../frame/table.ts'
import { isTrial, type Trial, type TrialContext, type TrialResult } from './trial.ts'

const shownFaults = 10

async function torture(): Promise<number> {
  const { words, values } = argumentsOf([], ['minutes'])
  const minutes = minutesIn(values.get('minutes'))
  const all = await discover(new URL('trials/', import.meta.url), 'trial', isTrial)
  const trials = choose(all, words, 'trial')
  const children = createChildren()
  const results: (TrialResult & { readonly trial: Trial })[] = []
  for (const trial of trials) {
    say(`${trial.name}: ${trial.what}`)
    results.push({ trial, ...(await tryOut(trial, { children, minutes })) })
  }
  const columns = [
    { title: 'trial' },
    { title: 'tried', isNumber: true },
    { title: 'failed', isNumber: true },
    { title: 'what it found' },
  ]
  const rows = results.flatMap(({ trial, trials: tried, faults, figures }) => {
    const hidden = faults.length - shownFaults
    const facts = [
      ...figures,
      ...faults.slice(0, shownFaults).map((fault) => `FAILED: ${fault}`),
      ...(hidden > 0 ? [`… and ${hidden} more`] : []),
    ]
    return facts.map((fact, index) =>
      index === 0 ? [trial.name, String(tried), String(faults.length), fact] : ['', '', '', fact],
    )
  })
  print(formatTable(columns, rows))
  const failed = results.filter(({ faults }) => faults.length > 0).length
  print(`\n${results.length - failed} passed, ${failed} failed`)
  return failed === 0 ? exitCode.yes : exitCode.no
}

function minutesIn(text: string | undefined): number | null {
  if (text === undefined) return null
  const minutes = Number(text)
  if (!(minutes > 0)) throw new UsageError(`--minutes wants a number above 0, not ${text}`)
  return minutes
}

async function tryOut(trial: Trial, context: TrialContext): Promise<TrialResult> {
  try {
    return await trial.run(context)
  } catch (error) {
    // any error is a fault of the trial; the others are still tried
    const fault = error instanceof Error ? error.message : String(error)
    return { trials: 1, faults: [fault], figures: ['it did not run to its end'] }
  } finally {
    await context.children.endAll()
  }
}

await runAsMain('torture', torture)
