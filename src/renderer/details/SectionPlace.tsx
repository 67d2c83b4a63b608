import { useState, type ReactNode } from 'react'
import type { DetailsPlace, Section } from '../../shared/details.ts'
import { Late } from '../ui/Late.tsx'
import type { SectionProps } from './section-props.ts'
import { createLedBefore, LedContext } from './use-led-to.ts'

type SectionPart = (props: SectionProps) => ReactNode

/** Each is loaded when it is opened. */
const loadOf: Readonly<Record<Section, () => Promise<SectionPart>>> = {
  history: () => import('../history/HistorySection.tsx').then((part) => part.HistorySection),
  models: () => import('../models/ModelsSection.tsx').then((part) => part.ModelsSection),
  log: () => import('../log/LogSection.tsx').then((part) => part.LogSection),
  findings: () => import('../findings/FindingsSection.tsx').then((part) => part.FindingsSection),
  fit: () => import('../fit/FitSection.tsx').then((part) => part.FitSection),
  doctor: () => import('../doctor/DoctorSection.tsx').then((part) => part.DoctorSection),
  acts: () => import('../acts/ActsSection.tsx').then((part) => part.ActsSection),
  settings: () => import('../settings/SettingsSection.tsx').then((part) => part.SettingsSection),
  about: () => import('../about/AboutSection.tsx').then((part) => part.AboutSection),
}

export function SectionPlace({ section, focus }: DetailsPlace): ReactNode {
  const [led] = useState(createLedBefore)
  return (
    <LedContext value={led}>
      <Late key={section} load={loadOf[section]} props={{ focus }} />
    </LedContext>
  )
}
