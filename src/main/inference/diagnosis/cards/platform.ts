import type { Case } from '../case.ts'

/** Where nothing is known it is told as for a Mac: what people look up is of Macs. */
export const isOnLinux = ({ machine, signature }: Case): boolean =>
  machine.platform === 'linux' || /^(?:linux|systemd)-/.test(signature)
