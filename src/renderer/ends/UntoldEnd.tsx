import type { ReactNode } from 'react'
import { untoldOf } from '../../shared/untold-end.ts'
import { useLater } from '../ui/use-later.ts'
import { addLateWords } from '../words/english.ts'
import { useBlackBox } from './use-black-box.ts'

const loadNotice = () =>
  Promise.all([import('./EndNotice.tsx'), addLateWords()]).then(([{ EndNotice }]) => EndNotice)

/** Asks for ends; the notice and its words come with the first of them that matters. */
export function UntoldEnd(): ReactNode {
  const { box, see } = useBlackBox()
  const report = untoldOf(box?.reports ?? [])
  const { part } = useLater(report !== null, loadNotice)
  return part === null || report === null ? null : (
    <part.Part report={report} onSeen={() => see(report.id)} />
  )
}
