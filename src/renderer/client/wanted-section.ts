import { sections, type Section } from '../../shared/details.ts'

/** The section of the details that the address names (`#details=log`, in a browser behind the token); null: it names none. */
export function wantedSection(): Section | null {
  const named = new URLSearchParams(location.hash.slice(1)).get('details')
  return sections.find((section) => section === named) ?? null
}
