import type { ForgetInput, OwnData, OwnDataExport } from '../../shared/own-data.ts'
import { Refusal } from '../host/attempt.ts'

export interface DataDesk {
  ownData(): Promise<OwnData>
  exportData(): Promise<OwnDataExport>
  /** Throws Refusal where it was not confirmed, or could not be done. */
  forget(input: ForgetInput): Promise<OwnData>
}

const ofRecording = 'this is a recording: nothing is kept about whoever looks'

/** What is kept about this machine's user. */
export const createDataDesk = (): DataDesk => {
  const refused = async (): Promise<never> => {
    throw new Refusal(ofRecording)
  }
  return { ownData: refused, exportData: refused, forget: refused }
}
