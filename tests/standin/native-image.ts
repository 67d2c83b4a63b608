import { whole } from './loud.ts'

interface Representation {
  readonly scaleFactor: number
  readonly pixels: Buffer
}

/** Images of raw pixels; nobody draws them. */
export function createNativeImages(): typeof Electron.nativeImage {
  const statics = { createEmpty: createImage } satisfies Partial<typeof Electron.nativeImage>
  return whole<typeof Electron.nativeImage>('nativeImage', statics)
}

function createImage(): Electron.NativeImage {
  const representations: Representation[] = []
  let isTemplate = false
  const part = {
    setTemplateImage: (option) => void (isTemplate = option),
    isTemplateImage: () => isTemplate,
    getScaleFactors: () => representations.map(({ scaleFactor }) => scaleFactor),
    toBitmap: ({ scaleFactor = 1 } = {}) => {
      const one = representations.find((each) => each.scaleFactor === scaleFactor)
      return (one ?? representations[0])?.pixels ?? Buffer.alloc(0)
    },
    addRepresentation: ({ buffer, scaleFactor = 1, width = 0, height = 0 }) => {
      if (buffer?.length !== width * height * 4) throw new Error('invalid buffer size')
      representations.push({ scaleFactor, pixels: Buffer.from(buffer) })
    },
  } satisfies Partial<Electron.NativeImage>
  return whole<Electron.NativeImage>('NativeImage', part)
}
