import type { Fit, FitPartDetail } from '../../shared/fit.ts'
import { partTitles } from '../../shared/fit-text.ts'
import type { Device } from '../inference/estimate/run.ts'
import { formatBytes, formatDivided } from '../../shared/units.ts'

interface Row {
  readonly title: string
  readonly onGpu: string
  readonly inAll: string
  readonly how: string
}

/** What it takes, part by part: on the GPU where there is one, and in all. */
export function fitTable(fit: Fit, device: Device): readonly string[] {
  const hasGpu = device !== 'cpu'
  const details = fit.details.filter(({ bytes, basis }) => bytes > 0 || basis === 'unknown')
  const { here, inAll } = formatDivided(
    details.map(({ bytes, onGpuBytes }) => ({
      hereBytes: onGpuBytes,
      elsewhereBytes: bytes - onGpuBytes,
    })),
  )
  const shown = (sum: string | undefined, bytes: number, { basis }: FitPartDetail): string => {
    if (basis === 'unknown') return '?'
    return bytes === 0 ? '–' : (sum ?? '')
  }
  const rows: readonly Row[] = [
    { title: '', onGpu: 'on the GPU', inAll: 'in all', how: '' },
    ...details.map((detail, index) => ({
      title: partTitles[detail.part],
      onGpu: shown(here.parts[index], detail.onGpuBytes, detail),
      inAll: shown(inAll.parts[index], detail.bytes, detail),
      how: detail.basis,
    })),
    {
      title: 'need',
      onGpu: fit.needBytes === 0 ? '–' : here.total,
      inAll: inAll.total,
      how: bandOf(fit, hasGpu),
    },
  ]
  const width = (pick: (row: Row) => string): number =>
    Math.max(...rows.map((row) => pick(row).length))
  const [first, second, third] = [
    width(({ title }) => title),
    width((row) => row.onGpu),
    width((row) => row.inAll),
  ]
  return rows.map(({ title, onGpu: gpu, inAll: all, how }) =>
    [title.padEnd(first), ...(hasGpu ? [gpu.padStart(second)] : []), all.padStart(third), how]
      .join('  ')
      .trimEnd(),
  )
}

function bandOf({ errorBand: { lowBytes, highBytes }, basis }: Fit, hasGpu: boolean): string {
  if (basis === 'unknown') return 'at least'
  const [low, high] = [formatBytes(lowBytes), formatBytes(highBytes)]
  return low === high ? '' : `${low} to ${high}${hasGpu ? ' on the GPU' : ''}`
}
