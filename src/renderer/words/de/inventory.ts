import type { In } from '../texts.ts'

export const inventory: In<'inventory'> = {
  title: 'Modelle und Server',
}
