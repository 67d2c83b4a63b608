import type { ReactNode } from 'react'
import type { Verdict } from '../../shared/fit.ts'
import type { StateWord } from '../../shared/snapshot.ts'
import { StateSign } from './StateSign.tsx'

const states: Readonly<Record<Verdict, StateWord>> = {
  fits: 'plenty',
  tight: 'tight',
  no: 'full',
  unknown: 'unknown',
}

/** Whether it fits, by the shapes of the gauge. */
export const VerdictSign = ({ verdict }: { readonly verdict: Verdict }): ReactNode => (
  <StateSign state={states[verdict]} />
)
