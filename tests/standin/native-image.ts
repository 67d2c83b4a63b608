import { whole } from './loud.ts'

interface Representation {
  readonly scaleFactor: number
  readonly width: number
  readonly height: number
  readonly pixels: Buffer
}

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** PNG by its header alone; everything else must be raw pixels, with their size. */
function representationOf(options: {
  readonly buffer: Buffer
  readonly scaleFactor?: number | undefined
  readonly width?: number | undefined
  readonly height?: number | undefined
}): Representation {
  const { buffer, scaleFactor = 1, width = 0, height = 0 } = options
  if (buffer.subarray(0, 8).equals(pngStart)) {
    const [pngWidth, pngHeight] = [buffer.readUInt32BE(16), buffer.readUInt32BE(20)]
    return { scaleFactor, width: pngWidth, height: pngHeight, pixels: buffer }
  }
  if (buffer.length !== width * height * 4) throw new Error('invalid buffer size')
  return { scaleFactor, width, height, pixels: Buffer.from(buffer) }
}

export function createNativeImages(): typeof Electron.nativeImage {
  const statics = {
    createEmpty: () => createImage([]),
    createFromBitmap: (buffer, options) => createImage([representationOf({ ...options, buffer })]),
    createFromBuffer: (buffer, options) => createImage([representationOf({ ...options, buffer })]),
  } satisfies Partial<typeof Electron.nativeImage>
  return whole<typeof Electron.nativeImage>('nativeImage', statics)
}

function createImage(first: readonly Representation[]): Electron.NativeImage {
  const representations = [...first]
  let isTemplate = false
  const at = (scaleFactor = 1): Representation | undefined =>
    representations.find((one) => one.scaleFactor === scaleFactor) ?? representations[0]
  const part = {
    isEmpty: () => representations.length === 0,
    setTemplateImage: (option) => void (isTemplate = option),
    isTemplateImage: () => isTemplate,
    getScaleFactors: () => representations.map(({ scaleFactor }) => scaleFactor),
    getSize: (scaleFactor) => {
      const one = at(scaleFactor)
      if (one === undefined) return { width: 0, height: 0 }
      return { width: one.width / one.scaleFactor, height: one.height / one.scaleFactor }
    },
    toBitmap: (options) => at(options?.scaleFactor)?.pixels ?? Buffer.alloc(0),
    addRepresentation: ({ buffer, scaleFactor, width, height }) => {
      if (buffer === undefined) throw new Error('invalid buffer size')
      representations.push(representationOf({ buffer, scaleFactor, width, height }))
    },
  } satisfies Partial<Electron.NativeImage>
  return whole<Electron.NativeImage>('NativeImage', part)
}
