import { estimateLlama } from '../../../src/main/inference/estimate/llama.ts'
import type { KnownModel } from '../llama/model-file.ts'
import { percentOff, type Pair, type PercentOff } from '../llama/percent-off.ts'
import { predictionOf, type Prediction } from '../llama/prediction.ts'
import type { Table } from '../suite.ts'
import { contextMibOf, modelMibOf } from './compare-shape.ts'
import type { PeerRow } from './shape-rows.ts'

type Column = 'ours' | 'peer' | 'peerOld'

export interface PeerErrors {
  readonly what: string
  readonly off: Readonly<Record<Column, PercentOff>>
}

interface Compared {
  readonly truthMib: number
  readonly mib: Readonly<Record<Column, number>>
}

/** Our errors and node-llama-cpp's on the same rows: it simulates (v2), or reckons (v1, which it no longer recommends). */
export function peerErrors(
  rows: readonly PeerRow[],
  models: (shape: string) => KnownModel,
): readonly PeerErrors[] {
  const compared = rows.map((row) => {
    const model = models(row.shape)
    const server = predictionOf(model, estimateLlama(model.loaded, row.run))
    // the same figures for a program that uses the library: its own outputs, and no slots
    const library = predictionOf(
      model,
      estimateLlama(model.loaded, { ...row.run, program: 'library' }),
    )
    return { row, server, library }
  })
  return [
    {
      what: 'model',
      off: offOf(
        compared.map(({ row: { truth, peer }, server }) => ({
          truthMib: truth.modelMib,
          mib: { ours: modelMibOf(server), peer: peer.model_v2, peerOld: peer.model_v1 },
        })),
      ),
    },
    {
      what: 'context + compute of llama-server',
      off: offOf(
        compared.map(({ row, server }) => contextAndCompute(row, server, row.truth.serverMib)),
      ),
    },
    {
      what: 'context + compute of the library',
      off: offOf(
        compared.flatMap(({ row, library }) =>
          row.truth.libraryMib === null
            ? []
            : [contextAndCompute(row, library, row.truth.libraryMib)],
        ),
      ),
    },
  ]
}

const contextAndCompute = ({ peer }: PeerRow, ours: Prediction, truthMib: number): Compared => ({
  truthMib,
  mib: {
    ours: contextMibOf(ours) + ours.computeMib,
    peer: peer.ctx_v2,
    peerOld: peer.ctx_v1,
  },
})

function offOf(compared: readonly Compared[]): PeerErrors['off'] {
  const of = (column: Column): PercentOff =>
    percentOff(
      compared.map(({ truthMib, mib }): Pair => ({ expected: truthMib, got: mib[column] })),
    )
  return { ours: of('ours'), peer: of('peer'), peerOld: of('peerOld') }
}

const nameOf: Readonly<Record<Column, string>> = {
  ours: 'ours',
  peer: 'node-llama-cpp v2',
  peerOld: 'node-llama-cpp v1',
}
const columns = ['ours', 'peer', 'peerOld'] as const

export const peerTable = (
  errors: readonly PeerErrors[],
  cells: (off: PercentOff) => readonly string[],
  titles: Table['columns'],
): Table => ({
  columns: [{ title: 'against a peer' }, { title: 'by' }, ...titles],
  rows: errors.flatMap(({ what, off }) =>
    columns.map((column) => [what, nameOf[column], ...cells(off[column])]),
  ),
})
