import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { version } from '../../src/main/host/version.ts'
import { UsageError } from '../../src/shared/exit-code.ts'
import { reasonOf } from '../../src/main/host/attempt.ts'
import { frontApp, registeredApps } from '../../src/main/probes/darwin/lsappinfo.ts'
import { allDoubts } from './all-doubts.ts'
import { askAll, askPersonAll, type Asked, type AskPerson, type Missing } from './ask-all.ts'
import type { Measured } from './cost.ts'
import { personDoubts } from './doubts/for-person.ts'
import { createAnswerKeeper, machineOf, type AnswerKeeper, type Origin } from './keep-answers.ts'
import type { Mac } from './mac.ts'
import { jsonReport, markdownReport } from './report.ts'
import { sourcesOf, type AskedSource } from './sources.ts'
import type { Options } from './options.ts'

export interface CheckParts {
  readonly mac: Mac
  /** Made here; it must not be there yet. */
  readonly folder: string
  readonly options: Options
  readonly askPerson: AskPerson
  readonly origin: Origin
  readonly onAsked: (asked: Asked) => void
}

/** All doubts, one after the other; their answers, the manifest and both reports in the folder. */
export async function checkMac(parts: CheckParts): Promise<readonly Asked[]> {
  const { mac, folder, options, onAsked } = parts
  const startedAt = new Date(mac.host.clock.nowMs()).toISOString()
  await makeFolder(folder)
  const keeper = createAnswerKeeper(mac, folder, parts.origin)
  const sources = await sourcesHere(mac)
  let costs: readonly Measured[] = []
  const doubts = allDoubts({ keeper, sources, folder, takeCosts: (all) => (costs = all) })
  const isWanted = ({ id }: { readonly id: string }): boolean =>
    options.only.length === 0 || options.only.some((begin) => id.startsWith(begin))
  const wanted = doubts.filter(isWanted)
  const people = personDoubts.filter(isWanted)
  if (wanted.length + people.length === 0)
    throw new UsageError(`no question begins with ${options.only.join(', ')}`)

  const asked = await askAll(wanted, mac, missingBy(options, mac), onAsked)
  const seen = await askPersonAll(people, parts.askPerson, mac)
  seen.forEach(onAsked)
  const all = [...asked, ...seen]
  await writeReports({ keeper, all, costs, startedAt, parts })
  return all
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    // EEXIST above all: what an earlier run has found is never overwritten
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    throw new UsageError(isThere ? `${folder} exists already` : `${folder}: ${reasonOf(error)}`)
  }
}

async function sourcesHere(mac: Mac): Promise<readonly AskedSource[]> {
  const apps = await mac.read(registeredApps)
  const front = await mac.read(frontApp)
  const finder =
    apps.kind === 'ok'
      ? apps.value.find(({ bundleId }) => bundleId === 'com.apple.finder')
      : undefined
  return sourcesOf(
    mac.guineaPig?.pid ?? null,
    front.kind === 'ok' ? front.value : null,
    finder?.pid ?? null,
  )
}

const noApp =
  'Electron is not installed (npx install-electron), or Headroom is not built (npm run build)'

const missingBy =
  ({ mayUseSudo, mayChange }: Options, { app }: Mac): Missing =>
  (need) => {
    switch (need) {
      case 'sudo':
        return mayUseSudo ? null : 'it needs sudo (--with-sudo)'
      case 'changes':
        return mayChange ? null : 'it changes something for a moment (--with-changes)'
      case 'app':
        return app === null ? noApp : null
    }
  }

interface Found {
  readonly keeper: AnswerKeeper
  readonly all: readonly Asked[]
  readonly costs: readonly Measured[]
  readonly startedAt: string
  readonly parts: CheckParts
}

async function writeReports({ keeper, all, costs, startedAt, parts }: Found): Promise<void> {
  const { mac, folder, options } = parts
  await keeper.close()
  const input = {
    startedAt,
    machine: await machineOf(mac),
    headroom: version,
    options: [
      ...(options.mayUseSudo ? ['--with-sudo'] : []),
      ...(options.mayChange ? ['--with-changes'] : []),
      ...(options.asksPerson ? ['--person'] : []),
    ],
    asked: all,
    costs,
  }
  const kept = { flag: 'wx', mode: 0o600 } as const
  await writeFile(join(folder, 'report.json'), jsonReport(input), kept)
  await writeFile(join(folder, 'report.md'), markdownReport(input), kept)
}
