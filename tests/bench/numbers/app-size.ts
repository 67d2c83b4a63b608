import { ownBytesIn } from '../../packaging/own-bytes.ts'
import { packMacApp } from '../../packaging/pack.ts'
import type { BenchNumber } from '../number.ts'

const barMegabytes = 8

/** electron-builder, run for real on an Electron made by hand: what Electron itself weighs is not ours, and not here. */
export const number: BenchNumber = {
  name: 'app-size',
  what: 'what Headroom adds to Electron in the Mac app',
  run: async () => {
    const packed = await packMacApp()
    try {
      const { archiveBytes, unpackedBytes } = ownBytesIn(packed.contents)
      return [
        {
          what: 'Mac app, archive and what lies beside it',
          value: (archiveBytes + unpackedBytes) / 1e6,
          unit: 'MB',
          bar: { most: barMegabytes },
          note: `${Math.round(unpackedBytes / 1e3)} kB of it the terminal's`,
        },
      ]
    } finally {
      packed.remove()
    }
  },
}
