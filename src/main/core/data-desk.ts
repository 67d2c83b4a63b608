import type { HistoryKeeper } from '../history/keeper.ts'
import {
  dataKinds,
  type DataKind,
  type ForgetInput,
  type OwnData,
  type OwnDataExport,
} from '../../shared/own-data.ts'
import type { Reading } from '../../shared/reading.ts'
import { listedWords } from '../../shared/relief-text.ts'
import { Refusal } from '../host/attempt.ts'
import type { Host } from '../host/host.ts'
import { exportOf } from './export-data.ts'
import { leftLocksIn, ownFilesIn } from './own-files.ts'

export interface DataDesk {
  ownData(): Promise<OwnData>
  exportData(): Promise<OwnDataExport>
  /** Throws Refusal where it was not confirmed, or could not be done. */
  forget(input: ForgetInput): Promise<OwnData>
}

/** What was seen of the machine, wherever it is kept. */
export type HistoryData = Pick<HistoryKeeper, 'bytes' | 'clear' | 'exportText'>

/** Whoever has a kind in memory: takes its files away by `remove`, and starts from nothing where that was done. */
export type Forgetting = (remove: () => Promise<Reading<null>>) => Promise<Reading<null>>

export interface DataWorld {
  /** The machine itself. */
  readonly host: Pick<Host, 'ask' | 'removeFile' | 'clock'>
  readonly folder: string
  readonly history: HistoryData
  readonly forgetting: { readonly [Kind in DataKind]?: Forgetting | undefined }
}

const ofRecording = 'this is a recording: nothing is kept about whoever looks'

/** What is kept about this machine's user; undefined: nothing is. */
export function createDataDesk(world: DataWorld | undefined): DataDesk {
  if (world === undefined) {
    const refused = async (): Promise<never> => {
      throw new Refusal(ofRecording)
    }
    return { ownData: refused, exportData: refused, forget: refused }
  }
  const { host, folder, history } = world
  const ownData = async (): Promise<OwnData> => {
    const files = await ownFilesIn(host, folder)
    const bytesOf = (kind: DataKind): number =>
      files.reduce((sum, file) => (file.kind === kind ? sum + file.bytes : sum), 0)
    const parts = dataKinds.map((kind) => ({
      kind,
      bytes: bytesOf(kind) + (kind === 'history' ? history.bytes() : 0),
    }))
    return { schema: 'headroom/own-data/1', parts }
  }
  return {
    ownData,
    exportData: async () => {
      const text = await history.exportText()
      const files = await ownFilesIn(host, folder)
      return exportOf(host, { files, history: text === '' ? null : text })
    },
    forget: async ({ kinds, isConfirmed }) => {
      if (!isConfirmed) {
        const lost = dataKinds.filter((kind) => kinds.includes(kind)).map((kind) => wordsOf[kind])
        throw new Refusal(`this would be lost for good: ${listedWords(lost)}`)
      }
      const reasons: string[] = []
      for (const kind of dataKinds.filter((one) => kinds.includes(one))) {
        const done = await forgetKind(world, kind)
        if (done.kind !== 'ok') reasons.push(done.reason)
      }
      const [reason] = reasons
      if (reason !== undefined) throw new Refusal(`not all of it could be forgotten (${reason})`)
      return ownData()
    },
  }
}

const wordsOf: Readonly<Record<DataKind, string>> = {
  settings: 'the settings',
  acts: 'the record of what Headroom has done',
  visits: 'the record of who looked from other machines',
  snoozes: 'the alerts that are silenced',
  history: 'the history',
  learnt: 'what was learnt from real loads',
  flight: 'the recording of the last ten minutes',
  'black-boxes': 'reports of ends that were no ordinary ones',
  'log-positions': 'how far each log was read',
  'model-list': 'the list of models on the disk',
  'run-logs': 'the logs of what was started by headroom run',
  'server-keys': 'the keys of servers',
}

async function forgetKind(
  { host, folder, history, forgetting }: DataWorld,
  kind: DataKind,
): Promise<Reading<null>> {
  const done: Reading<null> = { kind: 'ok', value: null, atMs: host.clock.nowMs(), tookMs: 0 }
  const remove = async (): Promise<Reading<null>> => {
    const files = await ownFilesIn(host, folder)
    const paths = files.filter((file) => file.kind === kind).map(({ path }) => path)
    return removeAll(host, [...paths, ...(await leftLocksIn(host, folder, kind))], done)
  }
  if (kind === 'history') {
    const cleared = await history.clear()
    return cleared.kind === 'ok' ? remove() : cleared
  }
  return (forgetting[kind] ?? ((act) => act()))(remove)
}

/** As many as can be; the answer is the first that could not. */
async function removeAll(
  host: Pick<Host, 'removeFile'>,
  paths: readonly string[],
  done: Reading<null>,
): Promise<Reading<null>> {
  const answers = await Promise.all(paths.map((path) => host.removeFile(path)))
  return answers.find(({ kind }) => kind === 'failed') ?? done
}
