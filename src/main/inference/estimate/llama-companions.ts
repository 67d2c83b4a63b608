import type { GgufHeader, Metadata } from '../models/model-header.ts'
import { f32Bytes } from './f32-bytes.ts'
import { errorBandOf, needBytesOf, needRamBytesOf, type Need, type NeedPart } from './need.ts'
import type { ResolvedRun } from './run.ts'

/** What turns pictures or sounds into tokens (tools/mtmd/clip.cpp). */
export type Projector = Pick<GgufHeader, 'metadata' | 'tensors'>

/** unsloth reckons 1.4 times the file; encoders whose pictures may be of any size take more. */
const usualShare = 0.4

/** All of it on the GPU, unless that is forbidden, and what one picture of its own size takes (memory-estimate.md §3.7). */
export function projectorPart({ metadata, tensors }: Projector, { asked }: ResolvedRun): NeedPart {
  const weightsBytes = tensors.reduce((sum, { bytes }) => sum + bytes, 0)
  const pictureBytes = pictureBytesOf(metadata)
  const computeBytes = pictureBytes ?? Math.round(weightsBytes * usualShare)
  const bytes = weightsBytes + computeBytes
  return {
    name: 'projector',
    bytes,
    onGpuBytes: asked.device === 'cpu' || !asked.isProjectorOnGpu ? 0 : bytes,
    band: {
      lessBytes: computeBytes,
      moreBytes: Math.max(computeBytes, Math.round(weightsBytes * usualShare)),
    },
    basis: 'approximate',
    formula: `${weightsBytes} of tensors + ${computeBytes} for one picture`,
  }
}

/** Its patches' attention, of one layer; null where the header does not tell. */
function pictureBytesOf(metadata: Metadata): number | null {
  const count = (key: string): number => {
    const value = metadata.get(`clip.vision.${key}`)
    return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : 0
  }
  const [side, patch, heads] = [
    count('image_size'),
    count('patch_size'),
    count('attention.head_count'),
  ]
  const width = count('embedding_length')
  if (side === 0 || patch === 0 || heads === 0 || patch > side) return null
  const patches = Math.floor(side / patch) ** 2
  const bytes =
    f32Bytes * (patches * patches * heads + patches * (4 * width + count('feed_forward_length')))
  return bytes < maxPictureBytes ? bytes : null
}

/** A header that claims more is not believed. */
const maxPictureBytes = 64 * 2 ** 30

/** A draft model beside the model: all that it takes, but for the process, which is one. */
export function draftPart(need: Need): NeedPart {
  const own = { ...need, parts: need.parts.filter(({ name }) => name !== 'overhead') }
  const { lowBytes, highBytes } = errorBandOf(own)
  const onGpuBytes = needBytesOf(own)
  return {
    name: 'draft',
    bytes: needRamBytesOf(own),
    onGpuBytes,
    band: { lessBytes: onGpuBytes - lowBytes, moreBytes: highBytes - onGpuBytes },
    basis: 'approximate',
    formula: own.parts.map(({ name, bytes }) => `${name} ${bytes}`).join(' + '),
  }
}
