import { writeFileSync } from 'node:fs'
import {
  readSafetensorsModel,
  type SafetensorsModel,
} from '../../../../src/main/inference/models/safetensors-folder.ts'
import { localHost } from '../../../host/local-host.ts'
import { tempFolder } from '../../../processes.ts'
import { placed, writeSafetensors } from '../../../safetensors-file.ts'

export type Tensors = Readonly<Record<string, readonly [string, readonly number[], number]>>

const bytesByType: Readonly<Record<string, number>> = {
  BF16: 2, F16: 2, F32: 4, U32: 4, U8: 1, F8_E4M3: 1,
} // prettier-ignore

export const tensor = (name: string, type: string, ...shape: readonly number[]): Tensors => {
  const elements = shape.reduce((product, one) => product * one, 1)
  return { [name]: [type, shape, elements * (bytesByType[type] ?? 1)] }
}

/** As MLX quantizes a layer: words of 32 bits, and for each group a scale and a bias. */
export const affine = (
  name: string,
  rows: number,
  columns: number,
  { bits = 4, group = 64 } = {},
): Tensors => ({
  ...tensor(`${name}.weight`, 'U32', rows, (columns * bits) / 32),
  ...tensor(`${name}.scales`, 'BF16', rows, columns / group),
  ...tensor(`${name}.biases`, 'BF16', rows, columns / group),
})

/** As it does with `mode: mxfp4`: scales of 8 bits, no biases. */
export const mxfp4 = (name: string, rows: number, columns: number): Tensors => ({
  ...tensor(`${name}.weight`, 'U32', rows, columns / 8),
  ...tensor(`${name}.scales`, 'U8', rows, columns / 32),
})

/** Some tensors that a test says nothing about. */
export const anyTensors: Tensors = {
  ...affine('model.layers.0.self_attn.q_proj', 64, 128),
  ...tensor('model.norm.weight', 'BF16', 128),
}

/** A real folder with this `config.json` and these tensors, read as production reads it. */
export function readModel(
  config: unknown,
  tensors: Tensors = anyTensors,
): Promise<SafetensorsModel> {
  const folder = tempFolder()
  const dataBytes = Object.values(tensors).reduce((sum, [, , bytes]) => sum + bytes, 0)
  writeSafetensors(`${folder}/model.safetensors`, placed(tensors), dataBytes)
  if (config !== null) writeFileSync(`${folder}/config.json`, JSON.stringify(config))
  return readSafetensorsModel(localHost(), folder)
}
